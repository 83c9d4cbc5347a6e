"""A language is data: two TOML files of patterns and words a language, one for names and one for what is said of
them ('-said'), the same keys in each; a fourth language is two more files.

Word lists are written 'one|two|three'; '{key}' inside a pattern stands for the list of that key in the same section.
"""

import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from khronika.reading.errors import BrokenGrammar

LANGUAGES = ("en", "be", "ru", "uk", "pl")
_STANDS_IN = MappingProxyType({"uk": "ru", "pl": "en"})
_SLOT = re.compile(r"\{([a-z_]+)\}")
NOTHING = re.compile("\0(?!)")
"""Never matches; it asks for a letter first, so that a search is over at once."""
_MOST_WORDS = 1 << 15


class Grammar:
    """The patterns of one language, compiled when first asked for."""

    def __init__(self, tag: str, data: Mapping[str, Any]) -> None:
        self.tag = tag
        self.data = data
        self._patterns: dict[str, re.Pattern[str]] = {}
        self._exact: dict[str, re.Pattern[str]] = {}
        self._words: dict[str, frozenset[str]] = {}
        self._found: dict[str, Any] = {}
        self._texts: dict[str, str] = {}
        self._beginnings: dict[str, Beginnings] = {}

    def get(self, path: str) -> Any:
        """The value at 'section.key', an empty text where the language has none."""
        if path not in self._found:
            value: Any = self.data
            for name in path.split("."):
                value = value.get(name, "") if isinstance(value, Mapping) else ""
            self._found[path] = value
        return self._found[path]

    def text(self, path: str) -> str:
        """The text at 'section.key' with its slots filled."""
        if path not in self._texts:
            self._texts[path] = self.fill(str(self.get(path)), path.rpartition(".")[0])
        return self._texts[path]

    def fill(self, pattern: str, section: str) -> str:
        """The pattern with every '{key}' replaced by that list of the section."""
        return _SLOT.sub(lambda found: f"(?:{self.get(f'{section}.{found[1]}')})", pattern)

    def pattern(self, path: str, flags: int = int(re.IGNORECASE)) -> re.Pattern[str]:
        """The compiled pattern at 'section.key'; one that never matches where the language has none."""
        known = self._patterns if flags else self._exact
        found = known.get(path)
        if found is None:
            text = self.text(path)
            found = known[path] = self.compile(text, flags) if text else NOTHING
        return found

    def compile(self, text: str, flags: int = 0) -> re.Pattern[str]:
        """Compile a pattern of this language; BrokenGrammar names the one at fault."""
        try:
            return re.compile(text, flags)
        except re.error as error:
            raise BrokenGrammar(
                f"Expected a regular expression in {self.tag}.toml, got {text!r}: {error}. Correct it there."
            ) from error

    def words(self, path: str) -> frozenset[str]:
        """The words of a list, in lower case."""
        found = self._words.get(path)
        if found is None:
            found = self._words[path] = frozenset(str(self.get(path)).lower().split("|")) - {""}
        return found

    def beginnings(self, path: str) -> "Beginnings":
        """Tells of words in lower case whether they begin as a word of a list does."""
        if path not in self._beginnings:
            self._beginnings[path] = Beginnings(tuple(sorted(self.words(path))))
        return self._beginnings[path]


class Beginnings(dict[str, bool]):
    """Whether a word begins with one of the letters given, by the words met so far."""

    def __init__(self, letters: tuple[str, ...]) -> None:
        super().__init__()
        self._letters = letters

    def __missing__(self, word: str) -> bool:
        if len(self) > _MOST_WORDS:
            self.clear()
        self[word] = found = word.startswith(self._letters)
        return found

    def among(self, words: Iterable[str]) -> bool:
        """Whether one of the words does."""
        return any(map(self.__getitem__, words))


@cache
def load(tag: str) -> Grammar:
    """The grammar of a language; the sections it lacks are those of the language that stands in for it.

    >>> load("be-tarask").tag
    'be'
    """
    name = tag.partition("-")[0]
    name = name if name in LANGUAGES else "en"
    other = load(_STANDS_IN[name]).data if name in _STANDS_IN else {}
    return Grammar(name, {**other, **_file(f"{name}.toml"), **_file(f"{name}-said.toml")})


def _file(name: str) -> Mapping[str, Any]:
    path = files("khronika.reading.grammar").joinpath(name)
    try:
        return tomllib.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
    except tomllib.TOMLDecodeError as error:
        raise BrokenGrammar(f"Expected TOML in {name}, got {str(error)!r}; correct the file.") from error


@cache
def table(name: str) -> tuple[Mapping[str, str], ...]:
    """The rows of a TSV file by their column names."""
    lines = files("khronika.reading.grammar").joinpath(f"{name}.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return tuple(MappingProxyType(dict(zip(rows[0], row, strict=False))) for row in rows[1:])
