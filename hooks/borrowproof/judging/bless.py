"""Rewriting recorded output from what really happened, for review in the diff."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from borrowproof.model.run import Evidence
from borrowproof.model.verdict import Mismatch, Status
from borrowproof.store import atomic_write

_PREFIXES = ("", "///", "//!", "*")  # of a line of documentation that can be written anew; an attribute's cannot


@dataclass(frozen=True, slots=True)
class Rewrite:
    """Lines `start` to `stop` (0-based, exclusive) of a file become `lines`, each after `prefix`."""

    start: int
    stop: int
    prefix: str
    lines: tuple[str, ...]


def candidates(evidence: Iterable[Evidence]) -> list[Evidence]:
    """The programs whose output can be recorded and is not, or is another one, and that differ in nothing else."""
    return [e for e in evidence if _blessable(e) and _has_news(e)]


def _has_news(item: Evidence) -> bool:
    expectation = item.snippet.expectation
    if not item.snippet.is_file:
        return item.verdict.status is Status.MISMATCHED and expectation.stdout_origin is not None
    return item.outcome is not None and item.outcome.stdout != (expectation.stdout or "")


def varying(evidence: Iterable[Evidence], again: Iterable[Evidence]) -> list[Evidence]:
    """Those of `evidence` that printed something else, or could not be judged, when they were judged `again`."""
    said = {e.snippet.id: e.outcome.stdout for e in again if e.outcome is not None}
    return [e for e in evidence if e.outcome is None or said.get(e.snippet.id) != e.outcome.stdout]


def bless(evidence: Iterable[Evidence], base: Path) -> list[str]:
    """Record the output of all `candidates`; returns the files written, sorted.

    A file without recorded output gets a `.stdout` beside it if its program printed anything. Raises OSError.
    """
    fences: dict[str, list[Evidence]] = defaultdict(list)
    written: list[str] = []
    for item in candidates(evidence):
        where = item.snippet.expectation.stdout_origin
        if item.snippet.is_file:
            written.append(_record(item, base))
        elif where is not None:
            fences[where.file].append(item)
    for file, items in fences.items():
        found = [_fence(item, (base / file).read_bytes()) for item in items]
        rewrites = [r for r in found if r.prefix.strip() in _PREFIXES or not file.endswith(".rs")]
        if rewrites:
            _rewrite(base / file, rewrites)
            written.append(file)
    return sorted(written)


def _blessable(item: Evidence) -> bool:
    ran = item.outcome is not None and item.outcome.exit is not None
    return ran and all(d.what is Mismatch.STDOUT for d in item.verdict.differences) and item.verdict.not_checked is None


def _record(item: Evidence, base: Path) -> str:
    """Write the `.stdout` of a file. Returns: its name."""
    stdout = item.outcome.stdout if item.outcome else ""
    edition = f".{item.snippet.edition}" if item.snippet.side_by_side else ""
    path = (base / item.snippet.origin.file).with_suffix(f"{edition}.stdout")
    atomic_write.write(path, stdout.encode("utf-8"))
    return path.relative_to(base).as_posix() if path.is_relative_to(base) else str(path)


def _fence(item: Evidence, raw: bytes) -> Rewrite:
    origin = item.snippet.expectation.stdout_origin
    if origin is None or item.outcome is None:
        raise ValueError("a fence to bless has recorded output and an outcome")
    start = origin.line - 1
    recorded = item.snippet.expectation.stdout or ""
    opener = raw.decode("utf-8-sig").splitlines()[start - 1]
    return Rewrite(
        start,
        start + recorded.count("\n"),
        opener[: origin.column - 1],
        tuple(item.outcome.stdout.splitlines()),
    )


def _rewrite(path: Path, rewrites: list[Rewrite]) -> None:
    raw = path.read_bytes()
    end = b"\r\n" if b"\r\n" in raw else b"\n"
    lines = raw.split(b"\n")
    for rewrite in sorted(rewrites, key=lambda r: r.start, reverse=True):
        new = [f"{rewrite.prefix}{line}".rstrip().encode("utf-8") + end[:-1] for line in rewrite.lines]
        lines[rewrite.start : rewrite.stop] = new
    atomic_write.write(path, b"\n".join(lines))
