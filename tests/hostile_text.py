"""Text that tries to be more than text, and what must be true of every output that holds some of it."""

from __future__ import annotations

import re
import unicodedata

COMMANDS = (
    "\x1b]52;c;ZXZpbA==\x07",  # writes to the clipboard
    "\x1b]0;pwned\x07",  # names the window
    "\x1b[2J\x1b[H0 mismatched",  # clears the screen
    "\x1b[8mhidden\x1b[0m",
    "\x1bP1$r0m\x1b\\",  # DCS
    "\x9b2J",  # CSI as one C1 character
    "\x9d0;pwned\x9c",
    "a\rb",
    "a\x08b\x7f",
    "\x00",
    "\x0bx\x0cy\x1cz\x1dz\x1ez\x85z",  # ends of lines to some readers
    "\u2028::error::forged",
    "\u202edesrever",  # an override
    "\u2066isolated\u2069\u200f\u061c",
    "zero\u200bwidth\u2060joined\ufeff",
    "soft\xadhyphen\u034f",
    "tag\U000e0041\U000e007f",
    "selected\ufe00\U000e0100\ufe0f\ufe0f",
    "l\u200dl\u200cl",
    "\u3164\u115f\uffa0",
    "\ufff9a\ufffab\ufffb",
    "\ud800 \udc80",
    "\ufffe\uffff",
)
LINES = (
    "\n::error file=x::forged",
    "\r\n::error file=x::forged",
    "\r::stop-commands::token",
    "\n  \t::add-mask::e",
    "\n\u00a0\u3000::warning::x",
    "\n##[error]forged",
    "text ##[group]forged",
    "\n##vso[task.setvariable variable=a]b",
    "%0A::error::forged",
    "::error::forged",
    "##[error]forged",
)
MARKDOWN = (
    "|`</code></pre><img src=x onerror=alert(1)>[a](http://b.example)![c](d)@octocat #1",
    "````\n`````text\n<script>alert(1)</script>",
    "\n\n</details>\n\n# heading\n\n<b>",
    '"\' onload="x" &amp; <!-- ]]> -->',
)
HOSTILE = (*COMMANDS, *LINES, *MARKDOWN)
_JOINERS = frozenset("\u200c\u200d\ufe0e\ufe0f")  # allowed where they are writing


def hidden(text: str) -> list[str]:
    """The characters that a reader would not see, or that would command a screen: by category, not by our list."""
    bad = ("Cc", "Cf", "Cs", "Zl", "Zp")
    others = frozenset("\u034f\u115f\u1160\u3164\uffa0\ufe00\U000e0100\ufffe\uffff")
    return [
        c for c in text if c not in "\n\t" and (unicodedata.category(c) in bad or c in others) and c not in _JOINERS
    ]


def obeyed(log: str) -> list[str]:
    """The lines that GitHub's runner would take for commands (actions/runner, `ActionCommand.TryParseV2`, `TryParse`),
    and those that Azure Pipelines or TeamCity would."""
    lines = re.split(r"\r\n|\r|\n", log)
    return [line for line in lines if line.lstrip().startswith("::") or re.search(r"##\w*\[", line)]
