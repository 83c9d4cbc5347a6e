"""A footnote in words: the quote, then where it stood, then what was kept; in the order in which a reader would look for it."""

from khronika.pages.report.model import Note
from khronika.pages.when import day
from khronika.pages.words import Words


def told(note: Note, spoken: Words) -> str:
    """The text of a footnote.

    >>> from khronika.pages.words import words
    >>> told(Note("Court news", "He was fined.", "en", "Example House", "https://example.org/1", "2021", "2021-03-05",
    ...           "ab12"), words("en"))
    '“He was fined.” Court news (Example House, 2021), https://example.org/1. Kept on 5 March 2021, SHA-256 ab12.'
    """
    if not note.quote:
        return note.title
    quote = f"“{' '.join(note.quote.split())}”"
    tongue = f" ({spoken.tongue(note.language)})" if note.language and note.language != spoken.language else ""
    where = ", ".join(filter(None, (note.publisher, day(note.published, spoken))))
    page = spoken.gettext("page %(number)s", number=note.page) if note.page else ""
    title = note.title + (f" ({where})" if where else "")
    source = ", ".join(filter(None, (title, page, note.url)))
    return f"{quote}{tongue} {source}. " + spoken.gettext(
        "Kept on %(date)s, SHA-256 %(digest)s.", date=day(note.captured, spoken), digest=note.sha256
    )


def withheld(spoken: Words) -> Note:
    """The footnote of what is published without its source."""
    return Note(spoken.gettext("The source is known to the publishers; it is withheld to protect those who told it."))
