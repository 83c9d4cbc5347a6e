"""The interface's words in one language, read from its catalogue as translators left it: there is nothing to compile.

English is the language of the templates themselves. A language is known by its catalogue; a phrase that it lacks shows
in English, so that a half-translated language is usable from its first day.
"""

from dataclasses import dataclass
from functools import cache
from importlib import resources
from io import BytesIO

from babel import Locale
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import NullTranslations, Translations

from khronika.pages.errors import UnknownLanguage

ORIGINAL = "en"
_LOCALES = {ORIGINAL: "en_GB"}


@dataclass(frozen=True)
class Words:
    """The phrases of one language and how it writes dates and numbers."""

    language: str
    locale: Locale
    translations: NullTranslations

    def gettext(self, phrase: str, **values: object) -> str:
        """The phrase, with the values put where it names them."""
        said = str(self.translations.ugettext(phrase))
        return said % values if values else said

    def ngettext(self, one: str, many: str, count: int, **values: object) -> str:
        """The phrase in the form that goes with this count."""
        return str(self.translations.ungettext(one, many, count)) % {"count": count, **values}

    def pgettext(self, context: str, phrase: str, **values: object) -> str:
        """The phrase as it is said in this context."""
        said = str(self.translations.upgettext(context, phrase))
        return said % values if values else said

    def tongue(self, language: str) -> str:
        """The name of another language, in this one; its tag where it has none."""
        return self.locale.languages.get(language.split("-")[0].lower()) or language

    def itself(self) -> str:
        """The name of this language in itself, as readers look for it."""
        name = self.locale.languages.get(self.language) or self.language
        return name[:1].upper() + name[1:]


@cache
def words(language: str) -> Words:
    """The words of a language; raises UnknownLanguage where it has no catalogue."""
    if language == ORIGINAL:
        return Words(language, Locale.parse(_LOCALES[language]), NullTranslations())
    path = resources.files("khronika.pages").joinpath("locale", language, "LC_MESSAGES", "pages.po")
    if not language.isalnum() or not path.is_file():
        raise UnknownLanguage(f"Expected a language that has a catalogue, got {language!r}; add its pages.po.")
    compiled = BytesIO()
    write_mo(compiled, read_po(BytesIO(path.read_bytes()), locale=language))
    compiled.seek(0)
    return Words(language, Locale.parse(language), Translations(compiled))
