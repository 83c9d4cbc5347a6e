"""`django-admin phrases` prints what the catalogues of the desk lack, in the form in which they want it."""

from django.core.management import BaseCommand

from khronika.workspace.language import TRANSLATED
from khronika.workspace.phrases import lacking
from khronika.workspace.raised import unsaid


class Command(BaseCommand):
    """Prints; changes nothing."""

    help = __doc__

    def handle(self, *args: object, **options: object) -> None:
        """Print the phrases of each language that wait for a translator."""
        for tag in TRANSLATED:
            for one, many in lacking(tag):
                self.stdout.write(f'# {tag}\nmsgid "{_quoted(one)}"')
                several = 'msgstr[0] ""\nmsgstr[1] ""\nmsgstr[2] ""'
                self.stdout.write(f'msgid_plural "{_quoted(many)}"\n{several}\n' if many else 'msgstr ""\n')
            for sentence in unsaid(tag):
                self.stdout.write(f'# {tag}, errors.po\nmsgid "{_quoted(sentence)}"\nmsgstr ""\n')


def _quoted(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
