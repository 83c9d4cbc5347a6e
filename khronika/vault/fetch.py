"""A fetch reaches only what anyone on the internet could reach.

Every hop is resolved first, every address it has must be a public one, the connection goes to that very address, and
what it is connected to is looked at again: so neither a redirect nor a name that changes its mind (DNS rebinding)
leads inside. Who asks is not said: no cookies, no referrer, the user agent of a common browser.
"""

import asyncio
import ipaddress
import socket
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import Message
from urllib.parse import urljoin, urlsplit

import httpx

from khronika.vault.errors import Refused, TooLarge, Unreachable

_AGENT = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
_HEADERS = {"user-agent": _AGENT, "accept": "text/html,application/pdf,text/plain,*/*;q=0.5", "accept-encoding": "gzip"}
_CODINGS = frozenset({"", "identity", "gzip", "deflate"})
_CARRIERS = (ipaddress.ip_network("64:ff9b::/96"), ipaddress.ip_network("64:ff9b:1::/48"))  # RFC 6052, RFC 8215


@dataclass(frozen=True)
class Limits:
    """What one fetch may take: body in bytes, all of it in seconds, and how many redirects."""

    size: int = 100 << 20
    seconds: float = 60
    redirects: int = 5


@dataclass(frozen=True)
class Fetched:
    """What an address answered: `media_type` and `charset` as the server declared them, maybe wrongly."""

    data: bytes
    url: str
    final_url: str
    media_type: str
    charset: str | None
    status: int
    fetched_at: datetime


def fetch(url: str, *, allow_private: bool = False, limits: Limits | None = None) -> Fetched:
    """Get `url` over http(s), following redirects.

    Raises `Refused` for an address that is not public (unless `allow_private`) or not http(s), `Unreachable` when
    nothing useful answers in time, `TooLarge` when the body is over the limit. An error page is no error here: see
    `status`.
    """
    limits = limits or Limits()
    with ThreadPoolExecutor(max_workers=1) as own:  # the caller's thread may already run an event loop
        return own.submit(asyncio.run, _in_time(url, allow_private, limits)).result()


async def _in_time(url: str, allow_private: bool, limits: Limits) -> Fetched:
    try:
        async with asyncio.timeout(limits.seconds):
            return await _follow(url, allow_private, limits)
    except TimeoutError:
        raise Unreachable(
            f'"{_host(url)}" did not answer within {limits.seconds:g} seconds; try again later.'
        ) from None
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise Unreachable(
            f'"{_host(url)}" could not be reached ({type(error).__name__}); check the address.'
        ) from error


async def _follow(url: str, allow_private: bool, limits: Limits) -> Fetched:
    current = url
    alone = httpx.Limits(max_keepalive_connections=0)  # each hop its own connection, checked anew
    async with httpx.AsyncClient(trust_env=False, headers=_HEADERS, timeout=limits.seconds, limits=alone) as client:
        for _hop in range(limits.redirects + 1):
            address = await _resolve(current, allow_private)
            client.cookies.clear()
            response = await client.send(_request(client, current, address), stream=True)
            try:
                _recheck(response, current, allow_private)
                onward = response.headers.get("location") if response.status_code in (301, 302, 303, 307, 308) else None
                if onward is None:
                    return await _answer(response, url, current, limits)
            finally:
                await response.aclose()
            current = urljoin(current, onward)
    raise Refused(f'At most {limits.redirects} redirects were expected from "{_host(url)}"; capture the final address.')


def _host(url: str) -> str:
    try:
        return urlsplit(url).hostname or url[:80]
    except ValueError:
        return url[:80]


async def _resolve(url: str, allow_private: bool) -> str:
    """The one address to connect to; all addresses of the name must be allowed."""
    host, port = _checked(url)
    try:
        found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise Unreachable(f'No address was found for "{host}"; check its spelling and the connection.') from None
    addresses = list(dict.fromkeys(str(entry[4][0]) for entry in found))
    for address in addresses:
        _allow(address, host, allow_private)
    return addresses[0]


def _checked(url: str) -> tuple[str, int]:
    try:
        asked = httpx.URL(url)
        host, port = asked.raw_host.decode("ascii"), asked.port
    except (httpx.InvalidURL, ValueError):
        raise Refused(f'A web address was expected, not "{url[:80]}"; copy it from the browser again.') from None
    if asked.scheme not in ("http", "https") or not host:
        raise Refused(f'An address that begins with http:// or https:// was expected, not "{url[:80]}".')
    if asked.port is not None and asked.port > 65535:
        raise Refused(f'A port of at most 65535 was expected, not "{asked.port}"; copy the address again.')
    if asked.userinfo:
        raise Refused(f'The address on "{host}" holds a user name or password; capture it without them.')
    return host, port or (443 if asked.scheme == "https" else 80)


def _allow(address: str, host: str, allow_private: bool) -> None:
    if allow_private or _public(address):
        return
    raise Refused(
        f'A public address was expected, but "{host}" leads to "{address}", inside this machine or its network; '
        "save the page and capture the file, or allow private addresses explicitly."
    )


def _public(address: str) -> bool:
    ip = ipaddress.ip_address(address.split("%", 1)[0])
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
        if inner is None and any(ip in network for network in _CARRIERS):
            inner = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        if inner is not None:
            return _public(str(inner))
    return ip.is_global and not (ip.is_multicast or ip.is_reserved or ip.is_unspecified)


def _request(client: httpx.AsyncClient, url: str, address: str) -> httpx.Request:
    """A request to the address that was checked, in the name of the host that was asked."""
    asked = httpx.URL(url.split("#", 1)[0])
    return client.build_request(
        "GET",
        asked.copy_with(host=address),
        headers={"host": asked.netloc.decode("ascii")},
        extensions={"sni_hostname": asked.raw_host.decode("ascii")},
    )


def _recheck(response: httpx.Response, url: str, allow_private: bool) -> None:
    stream = response.extensions.get("network_stream")
    peer = stream.get_extra_info("server_addr") if stream is not None else None
    if peer is None:
        raise Refused(f'The address that "{_host(url)}" was reached at cannot be checked; save the page in a browser.')
    _allow(str(peer[0]), _host(url), allow_private)


async def _answer(response: httpx.Response, url: str, final: str, limits: Limits) -> Fetched:
    if response.headers.get("content-encoding", "").strip().lower() not in _CODINGS:
        raise Unreachable(f'"{_host(final)}" answered in a packing that was not asked for; save the page in a browser.')
    parts, size = [], 0
    async for part in response.aiter_bytes():
        size += len(part)
        if size > limits.size:
            raise TooLarge(
                f'At most {limits.size >> 20} MB were expected from "{_host(final)}"; capture a smaller part.'
            )
        parts.append(part)
    declared = Message()
    declared["content-type"] = response.headers.get("content-type", "")
    return Fetched(
        data=b"".join(parts),
        url=url,
        final_url=final,
        media_type=declared.get_content_type() if response.headers.get("content-type") else "",
        charset=declared.get_content_charset(),
        status=response.status_code,
        fetched_at=datetime.now(UTC),
    )
