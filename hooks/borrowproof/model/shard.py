"""A part of the snippets of a check, for one of several machines. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256

from borrowproof.model.question import Question

MOST = 1000  # shards: more than anybody has machines


@dataclass(frozen=True, slots=True)
class Shard:
    """The shard `number` of `total`, both from 1."""

    number: int
    total: int

    def __str__(self) -> str:
        return f"{self.number}/{self.total}"

    def has(self, name: str) -> bool:
        """Whether the snippet of this id is in it.

        The id alone decides: every machine comes to the same shards, and an edit moves no other snippet.
        """
        return int.from_bytes(sha256(name.encode()).digest()[:8]) % self.total == self.number - 1


@dataclass(frozen=True, slots=True)
class Share:
    """What a run was a part of: the `shard` that it judged, and of the whole the ids of all `snippets` in their order,
    a `digest` of all that was read, and all `questions`, which may be about programs of several shards. `engine` is the
    version of borrowproof."""

    shard: Shard
    snippets: tuple[str, ...]
    digest: str
    questions: tuple[Question, ...]
    engine: str


def parse_shard(text: str) -> Shard:
    """`2/8` as a shard. Raises ValueError, which says what is expected."""
    number, _, total = text.partition("/")
    counts = (number, total)
    if not (
        all(n.isascii() and n.isdecimal() and len(n) <= 4 for n in counts) and 1 <= int(number) <= int(total) <= MOST
    ):
        raise ValueError(
            f"expected a shard such as 2/8, the second of eight, and at most {MOST} of them, found {text!r:.40}"
        )
    return Shard(int(number), int(total))
