"""The things that a program can lack."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Lack(StrEnum):
    """What a program lacks."""

    CRATE = "crate"
    PATH = "path"  # a crate, or in a fragment a module that nobody imports: `watcher::run()`
    STD = "std"  # an import of something that std has
    NAME = "name"  # that nothing in the program defines, and nothing in std is called
    CONTEXT = "context"  # an `impl` or an `async` function around the code
    PARAMETER = "parameter"  # a type parameter such as `T`
    ENVIRONMENT = "environment"  # a variable that whoever builds it sets
    RESULT = "result"  # a function around it that returns a `Result`, or a `Result` with one parameter


# What the author of a complete program forgets too: alone, it makes no fragment.
FORGOTTEN = frozenset({Lack.STD, Lack.RESULT, Lack.PARAMETER})


@dataclass(frozen=True, slots=True)
class Unresolved:
    """One thing that a program lacks; `name` is it as a reader is told, a name or some words."""

    lack: Lack
    name: str
