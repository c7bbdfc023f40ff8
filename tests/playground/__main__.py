"""`python -m tests.playground --port 8787`: the stand-in by itself, until it is interrupted."""

from __future__ import annotations

import argparse
import contextlib
import signal
import sys

from tests.playground.server import Playground


def main() -> None:
    """Serve until SIGINT or SIGTERM."""
    parser = argparse.ArgumentParser(prog="python -m tests.playground", description="A stand-in Rust Playground.")
    parser.add_argument("--port", type=int, default=0, help="on 127.0.0.1; default: any free one")
    parser.add_argument("--timeout", type=float, default=10.0, help="seconds for one request; default: 10")
    arguments = parser.parse_args()
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    with Playground(port=arguments.port, timeout=arguments.timeout) as server:
        sys.stdout.write(f"{server.url}\n")
        sys.stdout.flush()
        with contextlib.suppress(KeyboardInterrupt):
            signal.pause()


if __name__ == "__main__":
    main()
