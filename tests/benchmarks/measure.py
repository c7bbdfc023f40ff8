"""What the benchmarks share: whole processes timed in alternation, and rustdoc's doctests as the peer."""

from __future__ import annotations

import os
import platform
import resource
import shutil
import statistics
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from borrowproof.backends.toolchain import Rustc
from borrowproof.model.compiler import NEWEST_EDITION
from borrowproof.model.expectation import Kind
from borrowproof.model.snippet import Snippet

CHECK = (sys.executable, "-m", "borrowproof.cli.main", "check")
_TAGS = {
    Kind.RUNS: (),
    Kind.COMPILES: ("no_run",),
    Kind.ERROR: ("compile_fail",),
    Kind.PANICS: ("should_panic",),
    Kind.IGNORED: ("ignore",),
}


@dataclass(frozen=True, slots=True)
class Cost:
    """Of one or more whole processes: wall time, and processor time with all descendants, in seconds."""

    wall: float
    cpu: float

    def __add__(self, other: Cost) -> Cost:
        return Cost(self.wall + other.wall, self.cpu + other.cpu)


def cost(argv: Sequence[str], cwd: Path) -> Cost:
    """Run one process to its end. Exits with what it said where its status is not 0."""
    started, before = time.perf_counter(), _descendants()
    done = subprocess.run(argv, cwd=cwd, capture_output=True, text=True, check=False)
    taken = Cost(time.perf_counter() - started, _descendants() - before)
    if done.returncode != 0:
        sys.exit(f"{' '.join(argv)} ended with status {done.returncode}\n{done.stdout[-4000:]}{done.stderr[-2000:]}")
    return taken


def _descendants() -> float:
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def alternate(contestants: Mapping[str, Callable[[], Cost]], rounds: int) -> dict[str, list[Cost]]:
    """What each contestant cost: one turn each, then the next round, so that noise hits all alike."""
    costs: dict[str, list[Cost]] = defaultdict(list)
    for _ in range(rounds):
        for name, contestant in contestants.items():
            costs[name].append(contestant())
    return costs


def table(costs: Mapping[str, Sequence[Cost]], against: str) -> str:
    """Medians, least and greatest wall time of each contestant; ratios of medians to those of `against`."""
    unit = Cost(*_medians(costs[against]))
    rows = [f"{'':44} {'wall':>9} {'least':>9} {'greatest':>9} {'ratio':>7}   {'processor':>9} {'ratio':>7}"]
    for name, taken in costs.items():
        wall, cpu = _medians(taken)
        walls = [c.wall for c in taken]
        rows.append(
            f"{name:44} {wall:7.3f} s {min(walls):7.3f} s {max(walls):7.3f} s {wall / unit.wall:6.2f}x   "
            f"{cpu:7.3f} s {cpu / unit.cpu:6.2f}x"
        )
    return "\n".join(rows)


def _medians(costs: Sequence[Cost]) -> tuple[float, float]:
    return statistics.median(c.wall for c in costs), statistics.median(c.cpu for c in costs)


def versions(rustc: Rustc) -> str:
    """Who was measured, where."""
    rustdoc = subprocess.run([rustdoc_path(rustc), "-V"], capture_output=True, text=True, check=True).stdout.strip()
    load = ", ".join(f"{value:.1f}" for value in os.getloadavg())
    return (
        f"{rustc.toolchain.name}, {rustdoc}, Python {platform.python_version()}, {platform.system()} "
        f"{platform.machine()}, {os.cpu_count()} cores, load {load}"
    )


def rustdoc_path(rustc: Rustc) -> str:
    """The rustdoc of the same toolchain: the executable itself, as ours is, not rustup's shim."""
    return str(rustc.path.with_name("rustdoc"))


def write_chapters(snippets: Iterable[Snippet], folder: Path) -> list[Path]:
    """A Markdown copy of the snippets, a file a lesson, as rustdoc understands it: exactly the same code."""
    lessons: dict[str, list[Snippet]] = defaultdict(list)
    for snippet in snippets:
        lessons[_lesson(snippet)].append(snippet)
    folder.mkdir(parents=True)
    paths = [folder / f"{name}.md" for name in lessons]
    for path, members in zip(paths, lessons.values(), strict=True):
        path.write_text("\n".join(_fence(s) for s in members), encoding="utf-8")
    return paths


def write_book(chapters: Sequence[Path], path: Path) -> Path:
    """One Markdown file with everything."""
    path.write_text("\n".join(c.read_text(encoding="utf-8") for c in chapters), encoding="utf-8")
    return path


def rustdoc(rustc: Rustc, files: Sequence[Path]) -> Cost:
    """The cost of `rustdoc --test --edition 2024`, one process a file, one after the other as mdBook does."""
    argv = [rustdoc_path(rustc), "--test", "--edition", NEWEST_EDITION.value]
    return sum((cost([*argv, str(file)], file.parent) for file in files), Cost(0.0, 0.0))


def forget(home: Path) -> None:
    """Remove everything that the engine kept for the project at `home`."""
    shutil.rmtree(home / ".cache", ignore_errors=True)


def _lesson(snippet: Snippet) -> str:
    """The folder of a file under snippets/, or the page that holds a fence."""
    place = Path(snippet.origin.file)
    return place.parent.name if place.suffix == ".rs" else place.with_suffix("").as_posix().replace("/", "-")


def _fence(snippet: Snippet) -> str:
    tags = ["rust", *_TAGS[snippet.expectation.kind], *sorted(snippet.expectation.codes or ())]
    if snippet.edition not in (None, NEWEST_EDITION):
        tags.append(f"edition{snippet.edition}")
    return f"# {snippet.id}\n\n````{','.join(tags)}\n{snippet.code.rstrip()}\n````\n"
