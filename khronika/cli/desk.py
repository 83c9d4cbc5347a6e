"""khronika desk."""

from pathlib import Path

import click

from khronika.cli.opening import begin, home_option

LARGEST = 200 * 2**20  # bytes of one request


@click.command()
@home_option
@click.option("--port", default=8000, show_default=True)
def desk(folder: Path, port: int) -> None:
    """Open the desk in the browser, on this machine only. Ctrl-C ends it and locks the home."""
    begin(folder)
    import waitress
    from django.core.wsgi import get_wsgi_application

    from khronika.workspace.intake import worker

    worker.start()
    application = get_wsgi_application()
    click.echo(f"The desk is at http://localhost:{port} (Ctrl-C ends it).")
    waitress.serve(
        application,
        listen=f"127.0.0.1:{port} [::1]:{port}",
        threads=8,
        ident=None,
        max_request_body_size=LARGEST,
        inbuf_overflow=LARGEST,  # else what is uploaded lies in the system's temporary folder as it came
        outbuf_overflow=LARGEST,
        _quiet=True,
    )
