"""Many pages are made by several processes. They get what an edition says and nothing else, and answer in the order they were asked.

A worker knows no database, no key and no home, and ends with the press that started it.
"""

import os
import threading
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass
from itertools import islice
from multiprocessing import get_context, parent_process

from khronika.edition.codec import to_json
from khronika.edition.model import Front, Record, Source
from khronika.pages.render import LANGUAGES, Renderer

MANY = 500  # records and sources from which starting processes pays
MOST = 8
BATCH = 16
_renderers: list[Renderer] = []


@dataclass(frozen=True, slots=True)
class Printed:
    """One record or source as it is written: its id, its address, a page in each language, and its line of data."""

    key: str
    folder: str
    address: str
    pages: tuple[bytes, ...]
    line: bytes


def render(renderer: Renderer, things: Iterable[Record | Source], count: int) -> Iterator[Printed]:
    """Make the pages of things, of which there are about `count`, in their order; a few with the renderer itself."""
    cores = min(MOST, len(os.sched_getaffinity(0)))
    if count < MANY or cores == 1:
        yield from (_printed(renderer, thing) for thing in things)
        return
    spawning = get_context("spawn")  # a fork would copy the database's connection and the home's key
    with ProcessPoolExecutor(cores, spawning, _begin, (renderer.front,)) as pool:
        rest, waiting = iter(things), deque[Future[list[Printed]]]()
        while batch := list(islice(rest, BATCH)):
            waiting.append(pool.submit(_batch, batch))
            if len(waiting) > cores * 4:
                yield from waiting.popleft().result()
        while waiting:
            yield from waiting.popleft().result()


def _begin(front: Front) -> None:
    _renderers[:] = [Renderer(front)]
    threading.Thread(target=_follow, daemon=True).start()


def _follow() -> None:
    """End with the press, even where it is killed."""
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _batch(things: list[Record | Source]) -> list[Printed]:
    return [_printed(_renderers[0], thing) for thing in things]


def _printed(renderer: Renderer, thing: Record | Source) -> Printed:
    if isinstance(thing, Source):
        pages = tuple(renderer.source(thing, language) for language in LANGUAGES)
        return Printed(thing.id, "sources", thing.address, pages, to_json(thing))
    pages = tuple(renderer.record(thing, language) for language in LANGUAGES)
    return Printed(thing.ref.id, "records", thing.ref.address, pages, to_json(thing))
