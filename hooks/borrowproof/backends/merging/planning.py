"""Which programs are built together, and how many at a time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from borrowproof.backends.merging.eligibility import mergeable
from borrowproof.model.outcome import Goal, Job

SMALLEST = 2
LARGEST = 128


def plan(jobs: Sequence[Job], workers: int, *, remaps: bool) -> Iterator[list[Job]]:
    """Split jobs into groups that share a crate (one edition, the same crates at hand) and jobs judged alone.

    They come in the order in which they are best begun. A few that are judged alone come first, one for each worker,
    since it takes a while to find out about all; then the groups, which take longest.
    """
    together: list[Job] = []
    alone: list[list[Job]] = []
    begun = 0
    for job in jobs:
        if mergeable(job, remaps=remaps):
            together.append(job)
        elif begun < workers:
            begun += 1
            yield [job]
        else:
            alone.append([job])
    yield from sorted([*split(together, workers), *alone], key=lambda group: len(group) < SMALLEST)


def split(jobs: Sequence[Job], workers: int, largest: int = LARGEST) -> Iterator[list[Job]]:
    """Groups of one edition, goal and set of crates each, of `largest` at most, those that are run first: they take
    longest.

    There is one worker more than there are processors, which has enough to do with what is judged alone. Each crate
    costs a start of rustc, and instances of the same functions of std.
    """
    for _, same in groupby(sorted(jobs, key=_kind), key=_kind):
        members = list(same)
        crates = max(1, min(workers - 1, len(members) // SMALLEST))
        size = min(largest, -(-len(members) // crates))
        yield from (members[start : start + size] for start in range(0, len(members), size))


def _kind(job: Job) -> tuple[bool, str, str]:
    return job.goal is not Goal.RUN, job.edition, job.crates.digest
