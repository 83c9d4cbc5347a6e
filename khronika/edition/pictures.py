"""Pictures as an edition has them: two sizes of pixels and nothing else, and what stands beside them."""

from dataclasses import dataclass

FOLDER = "media"


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture in the edition. `path` and `small` are files below the edition's `media/`; sizes are pixels of `path`."""

    id: str
    path: str
    small: str
    width: int
    height: int
    alt: tuple[tuple[str, str], ...] = ()  # language, what is to be seen
    credit: str = ""
    licence: str = ""


@dataclass(frozen=True, slots=True)
class Pictured:
    """A picture on a record's page: what it is there (a term of picture_role), and by language what is written below it."""

    picture: Picture
    role: str
    captions: tuple[tuple[str, str], ...] = ()  # language, text
