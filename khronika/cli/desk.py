"""khronika desk."""

from pathlib import Path

import click

from khronika.cli.opening import begin, home_option

LARGEST = 200 * 2**20  # bytes of one request
THREADS = 4  # each has a connection to the database with a cache of its own; more of them only wait for one another


@click.command()
@home_option
@click.option("--port", default=8000, show_default=True)
def desk(folder: Path, port: int) -> None:
    """Open the desk in the browser, on this machine only. Ctrl-C ends it and locks the home."""
    begin(folder, bare=False)
    import waitress
    from django.core.wsgi import get_wsgi_application

    from khronika.workspace import warm
    from khronika.workspace.intake import worker

    worker.start()
    application = get_wsgi_application()
    warm.start()
    click.echo(f"The desk is at http://localhost:{port} (Ctrl-C ends it).")
    waitress.serve(
        application,
        listen=f"127.0.0.1:{port} [::1]:{port}",
        threads=THREADS,
        ident=None,
        max_request_body_size=LARGEST,
        inbuf_overflow=LARGEST,  # else what is uploaded lies in the system's temporary folder as it came
        outbuf_overflow=LARGEST,
        _quiet=True,
    )
