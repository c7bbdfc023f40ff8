"""Programs put together from others at random: items of one, `main` of another, beginnings and ends of a third."""

from __future__ import annotations

import random
import re
import subprocess
from collections.abc import Iterator, Sequence

from borrowproof.backends.toolchain import Rustc
from borrowproof.model.origin import Origin, SourceLine
from borrowproof.sources import rustdoc
from borrowproof.syntax import items
from tests.merging.variants import _ENDS, _STARTS

CODES = 810  # rustc 1.95 numbers its errors up to E0806
_FENCE = re.compile(r"^```[^\n]*\n(.*?)^```", re.DOTALL | re.MULTILINE)


def examples(rustc: Rustc) -> list[str]:
    """The programs in rustc's explanations of its error codes, wrapped as rustdoc wraps them."""
    found: list[str] = []
    for number in range(1, CODES):
        argv = [str(rustc.path), "--explain", f"E{number:04}"]
        said = subprocess.run(argv, capture_output=True, text=True, check=False)
        found += (_wrapped(match[1]) for match in _FENCE.finditer(said.stdout))
    return found


def _wrapped(text: str) -> str:
    lines = [SourceLine(line, Origin("x", number)) for number, line in enumerate(text.split("\n"), start=1)]
    return rustdoc.wrap_in_main([rustdoc.unhide_line(line)[0] for line in lines]).code


def programs(sources: Sequence[str], seed: int, count: int) -> Iterator[str]:
    """`count` programs; the same seed gives the same ones."""
    chance = random.Random(seed)
    for _ in range(count):
        code = chance.choice(sources)
        if chance.random() < 0.6:
            code = f"{_items_of(chance.choice(sources), chance)}\n{code}"
        if chance.random() < 0.1:
            code = chance.choice(_STARTS) + code
        if chance.random() < 0.2:
            code += chance.choice(_ENDS)
        if chance.random() < 0.2:
            code = _one_word_replaced(code, chance)
        yield code


def _items_of(code: str, chance: random.Random) -> str:
    statements = [s for s in items.top_level(code) if s.kind != "other" and not s.main]
    kept = [code[s.start : s.end] for s in statements if chance.random() < 0.8]
    text = "\n".join(kept)
    return f"mod part {{\n{text}\n}}" if chance.random() < 0.4 else text


def _one_word_replaced(code: str, chance: random.Random) -> str:
    words = list(re.finditer(r"\b\w+\b", code))
    if not words:
        return code
    target, source = chance.choice(words), chance.choice(words)
    return code[: target.start()] + source[0] + code[target.end() :]
