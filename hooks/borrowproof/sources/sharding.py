"""Which snippets a shard of a check judges: `--shard`. Pure."""

from __future__ import annotations

import json
from dataclasses import replace
from hashlib import sha256

import borrowproof
from borrowproof.model.shard import Shard, Share
from borrowproof.sources.collect import Sources
from borrowproof.sources.selection import chain, exercise_of
from borrowproof.store.codec import encode


def of_shard(sources: Sources, shard: Shard) -> tuple[Sources, Share]:
    """The sources with the snippets of one shard, and what they are a part of.

    A fence that continues another is in the shard of the first: they are one program; so are the programs of an
    exercise, which are judged by each other. No question is left, since its
    programs may lie in several shards; pages and problems are all there, the same in every shard.
    """
    above = {s.id: s.continues for s in sources.snippets}
    start = exercise_of(sources.snippets)
    kept = tuple(s for s in sources.snippets if shard.has(start.get(s.id) or [s.id, *chain(s.id, above)][-1]))
    whole = Share(
        shard,
        tuple(s.id for s in sources.snippets),
        _digest(sources),
        sources.questions,
        borrowproof.__version__,
    )
    return replace(sources, snippets=kept, questions=()), whole


def _digest(sources: Sources) -> str:
    """A digest of everything that was read."""
    read = (
        [encode(replace(snippet, crates=snippet.crates.elsewhere())) for snippet in sources.snippets],
        encode(sources.blocks),
        encode(sources.problems),
        encode(sources.questions),
        encode(sources.exercises),
        encode(sources.unread),
        sources.unclaimed,
    )
    return sha256(json.dumps(read, sort_keys=True).encode()).hexdigest()
