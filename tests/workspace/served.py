"""Serves the desk of a prepared home for a browser test: two people and two sources about invented people.

Run as a process of its own, because one process serves one home: served.py HOME PASSPHRASE PORT
"""

import sys
from pathlib import Path

from khronika import home
from khronika.desk.start import start

PASSWORD = "a long password"


def main(folder: Path, passphrase: str, port: int) -> None:
    """Lay out the sources and serve until killed."""
    start(home.unlock(folder, passphrase))
    from django.conf import settings
    from django.core.wsgi import get_wsgi_application

    from khronika.desk.accounts.models import User
    from tests.workspace.laid import lay

    User.objects.create_superuser("browser", "browser@example.org", PASSWORD)
    lay()
    lay(title="Second report")
    settings.SECOND_FACTOR = False  # the keys of a screen are tried here, not how one comes in
    application = get_wsgi_application()
    import waitress

    waitress.serve(application, listen=f"127.0.0.1:{port}", threads=4, ident=None, _quiet=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]))
