"""Whether the types of a program stay far from rustc's limit of depth, which neighbours can hide.

rustc gives up on a type, a trait or a layout at depth 128 (`recursion_limit`). What it has settled before, it keeps for
the whole crate: a neighbour that asks for `size_of` of a type of depth 100 makes one of depth 180 settled as well,
which alone is an error.
"""

from __future__ import annotations

from borrowproof.backends.merging.program import Program

# `Box<T>: Send` goes three levels down for each `Box`: 128 / 3, with room for what std wraps around.
DEEPEST = 24
_STATEMENT_EDGES = frozenset({";", "{", "}"})
_DEEPER = {"<": 1, "(": 1, "[": 1, ">": -1, ")": -1, "]": -1}


def shallow(program: Program) -> bool:
    """Whether no statement nests brackets, references or calls deep, and no type's name stands for a deeper one."""
    depth = references = calls = 0
    for index, word in enumerate(program.words):
        if word == "type" and _has_type_parameters(program, index):
            return False
        if word in _STATEMENT_EDGES:
            depth = calls = 0
        arrow = word == ">" and program.word(index - 1) in ("-", "=")
        depth = max(0, depth + (0 if arrow else _DEEPER.get(word, 0)))
        references = references + 1 if word == "&" else 0
        calls += word == "." and program.is_name(index + 1)
        if depth + references + calls > DEEPEST:
            return False
    return True


def _has_type_parameters(program: Program, at: int) -> bool:
    """Whether the `type` at `at` is `type Name<T>`: two such names within each other multiply."""
    return program.word(at + 2) == "<" and program.tokens[at + 3].kind != "lifetime"
