"""khronika verify FOLDER."""

import json
from datetime import UTC, datetime
from pathlib import Path

import click

from khronika.cli.opening import json_option
from khronika.cli.recall import read_key
from khronika.edition.verify import State
from khronika.edition.verify import verify as verify_edition


@click.command()
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option(
    "--root",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="The organisation's root.json, obtained another way than the edition.",
)
@click.option("--recall-key", "key", default="", help="The mirrors' key: 64 hexadecimal digits, or a file with them.")
@json_option
def verify(folder: Path, root: Path | None, key: str, as_json: bool) -> None:
    """Check an edition or a folder of editions: genuine, stale, revoked, withdrawn, altered or unsigned, and what differs.

    Needs no home and no network. Exit code 0 only for a genuine one. With the mirrors' key it tells what is missing from an
    older edition because the publisher called it back from what was taken away.
    """
    trusted, given = root.read_bytes() if root else None, read_key(key) if key else None
    verdict = verify_edition(folder, trusted_root=trusted, at=datetime.now(UTC), key=given)
    differences = [{"path": each.path, "fault": each.fault.value} for each in verdict.differences]
    if as_json:
        told = {
            "state": verdict.state.value,
            "number": verdict.number,
            "digest": verdict.digest,
            "differences": differences,
            "fingerprint": verdict.fingerprint,
            "recalled": list(verdict.recalled),
        }
        click.echo(
            json.dumps({**told, "trusted": verdict.trusted, "explanation": verdict.explanation}, ensure_ascii=False)
        )
    else:
        click.echo(f"{verdict.state.upper()}: {verdict.explanation}")
        for each in differences[:50]:
            click.echo(f"  {each['fault']:8} {each['path']}")
        if len(differences) > 50:
            click.echo(f"  … and {len(differences) - 50} more")
    raise SystemExit(0 if verdict.state is State.GENUINE else 1)
