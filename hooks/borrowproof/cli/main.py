"""Where the command line begins: arguments in, exit status out.

What an earlier check said and holds still is said again; else the commands are loaded, which takes as long again.
"""

from __future__ import annotations

import atexit
import gc
import io
import os
import signal
import sys
import traceback
from collections.abc import Sequence

from borrowproof.cli import kept_reports
from borrowproof.cli.exit_statuses import INTERRUPTED, MATCHED, MISMATCHED, NOT_CHECKED, SIGNALLED, USAGE
from borrowproof.project import ConfigurationError


def main(argv: Sequence[str] | None = None) -> int:
    """Run `borrowproof`; returns the exit status."""
    given = list(sys.argv[1:] if argv is None else argv)
    _prepare_streams()
    gc.disable()  # a check is over in a second and leaves no cycles behind; looking for them took a tenth of it
    atexit.register(gc.freeze)  # nor does Python look for them when it ends
    for ending in (signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT):
        if signal.getsignal(ending) is not signal.SIG_IGN:  # as `nohup` wants it
            signal.signal(ending, lambda number, _: sys.exit(SIGNALLED + number))  # what was judged so far is kept
    try:
        return _status(given)
    except ConfigurationError as error:
        _say(f"borrowproof: {error}")
        return USAGE
    except KeyboardInterrupt:
        print("\nborrowproof: interrupted; what was judged so far is kept", file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return MISMATCHED
    except (OSError, MemoryError) as error:
        _say(f"borrowproof: this machine could not do its part, so nothing is known: {error!s:.500}")
        return NOT_CHECKED
    except Exception:  # a mistake of ours is no verdict on what was to be judged
        traceback.print_exc()
        _say("borrowproof: this is a mistake of borrowproof's; nothing is known about the snippets")
        return NOT_CHECKED


def _status(argv: list[str]) -> int:
    said = kept_reports.said_before(argv)
    if said is not None:
        sys.stdout.write(said)
        sys.stdout.flush()
        return MATCHED
    with kept_reports.recording(argv) as recording:
        from borrowproof.cli import commands  # not before it is known that they are needed

        return commands.run(argv, recording)


def _prepare_streams() -> None:
    """A stream that was closed by whoever starts this (`>&-`) is read by nobody; the exit status still tells.

    Its number leads nowhere then, lest a file or a socket that is opened later gets it, which a child takes for its
    output. A terminal that lacks a character is no reason to end.
    """
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)  # which gives the lowest number that is free
    sys.stdout, sys.stderr = (stream or io.StringIO() for stream in (sys.stdout, sys.stderr))
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def _say(message: str) -> None:
    from borrowproof.cli.common import say  # takes time to load, and most runs have nothing to say

    say(message)


if __name__ == "__main__":
    sys.exit(main())
