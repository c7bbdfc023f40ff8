"""What the benchmarks share: whole processes timed in alternation, and rustdoc's doctests as the peer."""

from __future__ import annotations

import os
import platform
import shutil
import statistics
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

from borrowproof.model import NEWEST_EDITION, Kind, Snippet
from borrowproof.toolchain import Rustc

CHECK = (sys.executable, "-m", "borrowproof.cli", "check")
_TAGS = {
    Kind.RUNS: (),
    Kind.COMPILES: ("no_run",),
    Kind.ERROR: ("compile_fail",),
    Kind.PANICS: ("should_panic",),
    Kind.IGNORED: ("ignore",),
}


def seconds(argv: Sequence[str], cwd: Path) -> float:
    """Wall time of one whole process. Exits with what it said where its status is not 0."""
    started = time.perf_counter()
    done = subprocess.run(argv, cwd=cwd, capture_output=True, text=True, check=False)
    taken = time.perf_counter() - started
    if done.returncode != 0:
        sys.exit(f"{' '.join(argv)} ended with status {done.returncode}\n{done.stdout[-4000:]}{done.stderr[-2000:]}")
    return taken


def alternate(contestants: Mapping[str, Callable[[], float]], rounds: int) -> dict[str, list[float]]:
    """Each contestant's times, in seconds: one turn each, then the next round, so that noise hits all alike."""
    times: dict[str, list[float]] = defaultdict(list)
    for _ in range(rounds):
        for name, contestant in contestants.items():
            times[name].append(contestant())
    return times


def table(times: Mapping[str, Sequence[float]], against: str) -> str:
    """Median, least and greatest time of each contestant, and its median as a multiple of `against`."""
    unit = statistics.median(times[against])
    rows = [f"{'':44} {'median':>9} {'least':>9} {'greatest':>9} {'ratio':>7}"]
    for name, taken in times.items():
        middle = statistics.median(taken)
        rows.append(f"{name:44} {middle:7.3f} s {min(taken):7.3f} s {max(taken):7.3f} s {middle / unit:6.2f}x")
    return "\n".join(rows)


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


def rustdoc(rustc: Rustc, files: Sequence[Path]) -> float:
    """Wall time of `rustdoc --test --edition 2024`, one process a file, one after the other as mdBook does."""
    argv = [rustdoc_path(rustc), "--test", "--edition", NEWEST_EDITION.value]
    return sum(seconds([*argv, str(file)], file.parent) for file in files)


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
