"""Programs whose output may differ from run to run, as far as their text tells. Pure."""

from __future__ import annotations

import re

from borrowproof.model.snippet import Snippet
from borrowproof.syntax import lexer

RUNS = 8  # of such a program: a map of two entries prints the same order eight times in one case of 128

# What std has that gives another answer each time: clocks, random state, threads, process ids, the environment.
_NAMES = frozenset(
    {
        *("Instant", "SystemTime", "UNIX_EPOCH"),
        *("RandomState", "HashMap", "HashSet"),
        *("thread", "spawn", "scope", "ThreadId", "mpsc", "current"),
        *("process", "Command", "env", "available_parallelism"),
        *("as_ptr", "as_mut_ptr", "addr", "addr_of", "addr_of_mut", "expose_provenance", "ptr", "NonNull", "into_raw"),
    }
)
_POINTER = re.compile(r"\*\s*(?:const|mut)\b|&\s*raw\b|:#?0?\d*p\}")


def runs(snippet: Snippet) -> int:
    """How often a program is to be run: several times where an output is recorded that may differ from run to run."""
    if snippet.expectation.stdout is None:
        return 1
    return RUNS if lexer.uses(snippet.code, _NAMES) or _POINTER.search(snippet.code) else 1
