"""An article of the law is called in one way on every page: 'Criminal Code, Article 342, part 1', in each language.

Sources decline it and put its parts in any order; the citation behind it shows their words. Only a code that is surely
known gets this form, so that no law is taken for another.
"""

from collections.abc import Iterable
from dataclasses import replace

from khronika.edition.model import Claim, Title
from khronika.pages.words import words
from khronika.vocabulary.laws import code

TOLD = ("law", "article", "part")  # what the name says already


def titled(law: str, article: str, part: str, languages: Iterable[str]) -> tuple[Title, ...]:
    """The names of an article of a law, one in each language; none where the law is not surely known.

    >>> titled("Уголовного кодекса", "342", "1", ("en",))[0].text
    'Criminal Code, Article 342, part 1'
    """
    spoken = [(each, code(law, each)) for each in languages]
    return tuple(Title(_title(name, article, part, each), each, kind="usual") for each, name in spoken if name)


def described(claims: Iterable[Claim]) -> list[Claim]:
    """What is said of an article, with nothing that its name says already; claims that are then alike are one, with all citations."""
    kept: dict[tuple[object, ...], Claim] = {}
    for claim in claims:
        bare = replace(claim, detail=replace(claim.detail, **_untold(claim)))  # type: ignore[type-var]  # made from the declaration
        key = (bare.kind, bare.status, bare.detail, bare.valid_from, bare.valid_until)
        before = kept[key].citations if key in kept else ()
        kept[key] = replace(bare, citations=tuple(dict.fromkeys((*before, *claim.citations))))
    return list(kept.values())


def _untold(claim: Claim) -> dict[str, str]:
    known = claim.kind == "ProvisionDetails" and code(getattr(claim.detail, "law", "") or "", "en")
    return dict.fromkeys(TOLD, "") if known else {}


def _title(law: str, article: str, part: str, language: str) -> str:
    spoken = words(language)
    if part:
        return spoken.gettext("%(law)s, Article %(article)s, part %(part)s", law=law, article=article, part=part)
    return spoken.gettext("%(law)s, Article %(article)s", law=law, article=article)
