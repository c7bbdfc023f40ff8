"""Stands where cargo expects rustdoc, and writes down how cargo would have it test a library.

Started by cargo as `RUSTDOC`: it is a program of its own, which imports nothing of ours.
"""

import json
import os
import sys
import tempfile

FOLDER = "BORROWPROOF_RUSTDOC_CALLS"
REAL = "BORROWPROOF_RUSTDOC"


def record(arguments: list[str]) -> None:
    """Write down a call: its arguments, its folder and its variables."""
    call = {"arguments": arguments, "folder": os.getcwd(), "environment": dict(os.environ)}  # noqa: PTH109
    descriptor, _ = tempfile.mkstemp(suffix=".json", dir=os.environ[FOLDER])
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        json.dump(call, file)


if __name__ == "__main__":
    if "--test" in sys.argv:
        record(sys.argv[1:])
    else:  # cargo asks which version it is
        os.execvp(os.environ[REAL], [os.environ[REAL], *sys.argv[1:]])  # noqa: S606
