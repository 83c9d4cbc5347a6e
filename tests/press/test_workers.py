"""Pages made by several processes."""

from khronika.edition.claims import detail
from khronika.edition.model import Claim, Front, Record, Ref, Source, Title
from khronika.pages.render import LANGUAGES, Renderer
from khronika.press import workers

RENDERER = Renderer(Front(1, "2026-01-01", "2026-01-01", "Example House", LANGUAGES))


def things(count: int) -> list[Record | Source]:
    """Invented people and, last, a source."""
    refs = [Ref(f"p{n}", "Person", f"people/{n}", (Title(f"Vera Zorka {n}", "en"),)) for n in range(count)]
    names = [Claim(f"c{ref.id}", "Name", ref, detail("Name", {"text": ref.titles[0].text})) for ref in refs]
    source = Source("s1", "sources/s1", "A list", "en", "", "", "", "2026-01-01", "0" * 64, "text/plain")
    return [*(Record(ref, (name,)) for ref, name in zip(refs, names, strict=True)), source]


def test_several_processes_make_the_same_pages_in_the_same_order_as_one(monkeypatch):
    alone = list(workers.render(RENDERER, things(40), 41))
    monkeypatch.setattr(workers, "MANY", 1)
    monkeypatch.setattr(workers.os, "sched_getaffinity", lambda _: {0, 1})
    together = list(workers.render(RENDERER, iter(things(40)), 41))
    assert together == alone
    assert [each.key for each in together][-2:] == ["p39", "s1"]
    assert together[-1].folder == "sources"
