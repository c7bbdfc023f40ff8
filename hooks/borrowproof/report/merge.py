"""The runs of all shards as one run: exactly their union, or a refusal. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from borrowproof.model.origin import in_order
from borrowproof.model.run import Evidence, Run
from borrowproof.model.shard import Share

FEW = 5  # missing shards that are named


class CannotMerge(Exception):
    """The reports are not those of all shards of one check; the message says why, and what to do."""


def merge(reports: Sequence[tuple[str, Run]]) -> Run:
    """One run out of the `(file, run)` of every shard; its seconds are those of the slowest, its day that of the first.

    Raises CannotMerge.
    """
    shares = [(file, _share(file, run)) for file, run in reports]
    _same(shares, "is of a check in other parts", [f"of {share.shard.total}" for _, share in shares])
    _same(shares, "is by another borrowproof", [share.engine for _, share in shares])
    _same(shares, "is of other sources", [share.digest[:12] for _, share in shares])
    _same(shares, "is by another compiler", [_compiler(run) for _, run in reports])
    _every_shard(shares)
    whole = shares[0][1]
    found: dict[str, Evidence] = {}
    for file, run in reports:
        for evidence in run.evidence:
            if evidence.snippet.id in found:
                raise CannotMerge(f"{file} has `{evidence.snippet.id}`, which is of another shard")
            found[evidence.snippet.id] = evidence
    lacking = [name for name in whole.snippets if name not in found]
    if lacking:
        raise CannotMerge(f"no report has `{lacking[0]}`")
    first = reports[0][1]
    return Run(
        evidence=tuple(found[name] for name in whole.snippets),
        blocks=first.blocks,
        problems=in_order(problem for _, run in reports for problem in run.problems),
        toolchain=first.toolchain,
        seconds=max(run.seconds for _, run in reports),
        unclaimed=first.unclaimed,
        warnings=tuple(dict.fromkeys(warning for _, run in reports for warning in run.warnings)),
        questions=whole.questions,
        exercises=first.exercises,
        unread=first.unread,
        date=min(run.date for _, run in reports),
    )


def _share(file: str, run: Run) -> Share:
    if run.share is None:
        raise CannotMerge(f"{file} is the report of a whole check: there is nothing to merge it with")
    ids = Counter(evidence.snippet.id for evidence in run.evidence)
    strange = ids.keys() - set(run.share.snippets)
    if strange:
        raise CannotMerge(f"{file} has `{min(strange)}`, which is no snippet of the whole")
    twice = [name for name, count in ids.items() if count > 1]
    if twice:
        raise CannotMerge(f"{file} has `{twice[0]}` twice")
    return run.share


def _same(shares: Sequence[tuple[str, Share]], what: str, values: Sequence[str]) -> None:
    for (file, _), value in zip(shares, values, strict=True):
        if value != values[0]:
            first = shares[0][0]
            raise CannotMerge(f"{file} {what} than {first}: {value}, not {values[0]}; check all shards again")


def _compiler(run: Run) -> str:
    return "none" if run.toolchain is None else repr(run.toolchain)


def _every_shard(shares: Sequence[tuple[str, Share]]) -> None:
    files: dict[int, str] = {}
    for file, share in shares:
        if share.shard.number in files:
            raise CannotMerge(f"{files[share.shard.number]} and {file} are both shard {share.shard}; name it once")
        files[share.shard.number] = file
    total = shares[0][1].shard.total
    missing = [f"{number}/{total}" for number in range(1, total + 1) if number not in files]
    if missing:
        more = f" and {len(missing) - FEW} more" if len(missing) > FEW else ""
        raise CannotMerge(f"shard {', '.join(missing[:FEW])}{more} is missing: name its report, too")
