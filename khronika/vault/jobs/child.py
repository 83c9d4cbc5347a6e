"""The child lays its limits upon itself before it reads the first byte, then does one job and ends.

Started by `khronika.vault.sandbox` as a script, with its orders (JSON) as the only argument and the document on the
standard input; answers with JSON on the standard output.
"""

import importlib
import json
import resource
import sys
from typing import Any

_TOO_BIG = "it needed more memory than a parse may have"


def main() -> None:
    """Do the one job that the orders name."""
    orders = json.loads(sys.argv[1])
    sys.path[:0] = orders["folders"]
    _limit(orders["limits"])
    answer = json.dumps(_work(orders))
    sys.stdout.write(answer)
    sys.stdout.flush()


def _limit(limits: dict[str, int]) -> None:
    for name, value in limits.items():
        kind = getattr(resource, name)
        _soft, hard = resource.getrlimit(kind)
        value = value if hard == resource.RLIM_INFINITY else min(value, hard)
        resource.setrlimit(kind, (value, value))


def _work(orders: dict[str, Any]) -> dict[str, Any]:
    try:
        job = importlib.import_module(orders["job"])
        return {"answer": job.read(sys.stdin.buffer.read(), orders["hints"])}
    except MemoryError:
        return {"problem": _TOO_BIG}
    except Exception as error:  # the reporting edge of the child: any failure of a parser is an answer
        return {"problem": f"the reader ended with {type(error).__name__}"}


main()
