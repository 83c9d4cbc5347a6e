"""What a browser sent is looked at before a view reads it: a form that is too large, or named beyond reason, is answered in words.

Such a view is exempt from the check of the form's token, and checks it (`csrf_protect`) once the form could be read.
"""

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http.multipartparser import MultiPartParserError
from django.utils.translation import gettext as _

from khronika.workspace.request import DeskRequest

LIMIT = 4_000_000  # characters of a paste


def refused(request: DeskRequest) -> str:
    """Why what was sent cannot be taken, in a sentence; empty where it can."""
    try:
        len(request.POST)
    except RequestDataTooBig:
        return _(
            "What you wrote has more than {limit} million characters and was not sent. It is still in your browser: go back, "
            "and save it as a text file to add it as a file."
        ).format(limit=LIMIT // 1_000_000)
    except TooManyFilesSent:
        return _("More than 100 files were sent at once and none was kept. Choose fewer, or put them into a ZIP.")
    except (MultiPartParserError, TooManyFieldsSent):
        return _(
            "What was sent cannot be read and nothing was kept: it was cut off, or a file has a name that is far too long. "
            "Give the file a shorter name and add it again."
        )
    return ""
