"""Nothing of the desk is shown to somebody who is not logged in."""

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from khronika.desk.accounts.models import User

OPEN = ("login", "password_reset", "sprite", "jsi18n", "logout")
EXAMPLES = {"int": "1", "slug": "abc", "str": "abc", "path": "abc", "uuid": "11111111-1111-1111-1111-111111111111"}


def walk(patterns, prefix=""):
    """Every address, with examples for its parameters."""
    for each in patterns:
        if isinstance(each, URLResolver):
            yield from walk(each.url_patterns, prefix + example(each.pattern))
        elif isinstance(each, URLPattern):
            yield prefix + example(each.pattern)


def example(pattern) -> str:
    """An address that a pattern takes."""
    route = str(pattern).removeprefix("^").removesuffix("$")
    for name, converter in pattern.converters.items():
        kind = type(converter).__name__.removesuffix("Converter").lower().replace("string", "str")
        route = route.replace(f"<{kind}:{name}>", EXAMPLES.get(kind, "abc")).replace(f"<{name}>", "abc")
    return route


def addresses() -> list[str]:
    found = [f"/{each}" for each in walk(get_resolver().url_patterns)]
    return sorted({each for each in found if "(" not in each and ".*" not in each and "[" not in each})


def test_the_walk_finds_our_screens():
    found = addresses()
    assert len(found) > 80
    assert "/admin/sources/abc/review/" in found
    assert "/admin/ledger/" in found


@pytest.mark.parametrize(
    "address", [each for each in addresses() if not any(f"/admin/{name}" in each for name in OPEN)]
)
def test_every_address_asks_for_a_login(address, db):
    answer = Client().get(address)
    assert answer.status_code == 302
    if address != "/":
        assert answer.headers["Location"].startswith("/admin/login/")


@pytest.mark.parametrize(
    "address",
    [
        each
        for each in addresses()
        if each.startswith(("/admin/sources", "/admin/records", "/admin/ledger", "/admin/press"))
    ],
)
def test_our_deeds_ask_for_a_login_too(address, db):
    answer = Client().post(address, {"answers": "x:"})
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/admin/login/")


def test_somebody_without_access_to_the_desk_is_sent_away(db):
    client = Client()
    client.force_login(User.objects.create_user("guest", password="a long password"))
    assert client.get("/admin/sources/").status_code == 302


def test_a_deed_without_its_token_is_refused(vera, laid):
    client = Client(enforce_csrf_checks=True)
    client.force_login(vera)
    answer = client.post(f"/admin/sources/{laid.source.id}/review/rule/", {"answers": f"{laid.anna}:new"})
    assert answer.status_code == 403
    assert laid.state(laid.anna) == "pending"


def test_logging_in_leads_to_the_desk(vera):
    client = Client()
    answer = client.post(
        "/admin/login/", {"username": "vera", "password": "a long password", "next": "/admin/"}, follow=True
    )
    assert "What waits" in answer.content.decode()


def test_the_sidebar_has_our_rooms_and_no_others(desk):
    page = desk.get("/admin/sources/").content.decode()
    assert all(f'"{name}"' in page for name in ("Sources", "Records", "Press", "Ledger"))
    assert not any(
        f'"label": "{name}"' in page or f'"{name}"' in page
        for name in ("Pages", "Images", "Documents", "Reports", "Help")
    )
