"""Which programs are built together, and how many at a time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from borrowproof.backends.merging.eligibility import mergeable
from borrowproof.model.outcome import Goal, Job

SMALLEST = 2
LARGEST = 128


def plan(jobs: Sequence[Job], workers: int, *, remaps: bool) -> tuple[list[list[Job]], list[Job]]:
    """Split jobs into groups that share a crate (one edition, the same crates at hand) and jobs judged alone."""
    together = [job for job in jobs if mergeable(job, remaps=remaps)]
    if len(together) < SMALLEST:
        return [], list(jobs)
    groups = [group for group in split(together, workers) if len(group) >= SMALLEST]
    chosen = {job for group in groups for job in group}
    return groups, [job for job in jobs if job not in chosen]


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
