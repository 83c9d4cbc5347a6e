"""The child lays its limits upon itself before it reads the first byte, then does one job and ends.

Started by `khronika.vault.sandbox` as a script, with its orders (JSON) as the only argument and the document on the
standard input; answers with JSON on the standard output, a job that has `members` with one line of JSON and the bytes
that it tells of for each. Where the orders name a program, the child becomes it.
"""

import importlib
import json
import os
import resource
import sys
from collections.abc import Iterator
from typing import Any

_TOO_BIG = "it needed more memory than a parse may have"


def main() -> None:
    """Do the one job that the orders name."""
    orders = json.loads(sys.argv[1])
    sys.path[:0] = orders["folders"]
    _limit(orders["limits"])
    if orders["program"]:
        os.execve(orders["program"][0], orders["program"], {**os.environ, "OMP_THREAD_LIMIT": "1"})
    for head, data in _work(orders):
        sys.stdout.buffer.write(json.dumps(head).encode() + b"\n" * ("size" in head))
        sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()


def _limit(limits: dict[str, int]) -> None:
    for name, value in limits.items():
        kind = getattr(resource, name)
        _soft, hard = resource.getrlimit(kind)
        value = value if hard == resource.RLIM_INFINITY else min(value, hard)
        resource.setrlimit(kind, (value, value))


def _work(orders: dict[str, Any]) -> Iterator[tuple[dict[str, Any], bytes]]:
    try:
        job = importlib.import_module(orders["job"])
        if not hasattr(job, "members"):
            yield {"answer": job.read(sys.stdin.buffer.read(), orders["hints"])}, b""
            return
        for head, data in job.members(sys.stdin.buffer.read(), orders["hints"]):
            yield {**head, "size": len(data)}, data
        yield {"end": True, "size": 0}, b""
    except MemoryError:
        yield {"problem": _TOO_BIG, "size": 0}, b""
    except Exception as error:  # the reporting edge of the child: any failure of a parser is an answer
        yield {"problem": f"the reader ended with {type(error).__name__}", "size": 0}, b""


main()
