"""What a page needs to show a picture: the way to its files, how wide the small one is, and the words in the reader's language."""

from collections.abc import Callable, Iterable, Mapping

from khronika.edition.model import Title
from khronika.edition.pictures import FOLDER, Picture
from khronika.pages.page import Page
from khronika.pages.titles import NOBODY, base, choose
from khronika.vocabulary.pictured import SMALL


def media(page: Page, path: str) -> str:
    """The way to a picture: it lies beside the folder of the pages, where a server finds it at `/media/`."""
    return page.asset(f"../{FOLDER}/{path}")


def smaller(picture: Picture) -> int:
    """How many pixels the small size is wide."""
    return min(SMALL, picture.width)


def chosen(pairs: Iterable[tuple[str, str]], language: str) -> Title:
    """Of words in several languages those to show: the reader's, else English, else any.

    >>> chosen((("be", "Плакат"), ("en", "A poster")), "ru").text
    'A poster'
    """
    told = [Title(text, tongue) for tongue, text in pairs if text]
    own = [title for title in told if base(title.language) == base(language)]
    english = [title for title in told if base(title.language) == "en"]
    return next(iter(own or english), choose(told, language) if told else NOBODY)


PICTURED: Mapping[str, Callable[..., object]] = {"chosen": chosen, "media": media, "smaller": smaller}
