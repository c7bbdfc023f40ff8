"""`borrowproof check` on 500, 1000 and 2000 generated snippets: time, and peak memory of our own process.

Run it from the project's root, on a quiet machine: `.venv/bin/python -m tests.benchmarks.bench_scale`.
rustdoc judges the smallest size as a peer, in one process over everything.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from borrowproof.backends.toolchain import find
from borrowproof.sources.collect import collect
from tests.benchmarks.measure import forget, rustdoc, versions, write_book, write_chapters

SIZES = (500, 1000, 2000)
MIB = 1024 * 1024
# The peak is of the process itself (RUSAGE_SELF), not of the compilers that it waits for.
MEASURED = """
import resource, sys
from borrowproof.cli.main import main
status = main(["check", "--output", "report.txt"])
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(peak * (1 if sys.platform == "darwin" else 1024))
sys.exit(status)
"""

# Every eight snippets: five run, two are rejected, one panics; each differs from all others.
RUNS = """//@ compiles
#[derive(Debug, Clone)]
struct Reading{n} {{
    name: String,
    values: Vec<u32>,
}}

fn total(reading: &Reading{n}) -> u32 {{
    reading.values.iter().sum()
}}

fn main() {{
    let reading = Reading{n} {{ name: format!("sensor {{}}", {n}), values: vec![{n}, 2, 3] }};
    let kept = reading.clone();
    println!("{{}} {{}} {{kept:?}}", reading.name, total(&reading));
}}
"""
MOVED = """//@ error E0382
fn main() {{
    let name = String::from("sensor {n}");
    let moved = name;
    println!("{{moved}} {{name}}"); //~ E0382
}}
"""
BORROWED = """//@ error E0502
fn main() {{
    let mut values = vec![{n}, 2, 3];
    let first = &values[0];
    values.push(4); //~ E0502
    println!("{{first}}");
}}
"""
PANICS = """//@ panics
fn main() {{
    let values = vec![{n}, 2, 3];
    let index = values.len();
    println!("{{}}", values[index]);
}}
"""
MIXTURE = (RUNS, RUNS, MOVED, RUNS, RUNS, BORROWED, RUNS, PANICS)


@dataclass(frozen=True, slots=True)
class Measurement:
    """One run: wall time in seconds, peak resident memory of our own process in bytes."""

    seconds: float
    peak: int


def generate(home: Path, size: int) -> None:
    """A project of `size` snippets, forty to a folder."""
    home.mkdir()
    (home / "pyproject.toml").write_text("[tool.borrowproof]\n", encoding="utf-8")
    for number in range(size):
        path = home / "snippets" / f"lesson_{number // 40:03}" / f"snippet_{number:04}.rs"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(MIXTURE[number % len(MIXTURE)].format(n=number), encoding="utf-8")


def check(home: Path) -> Measurement:
    started = time.perf_counter()
    done = subprocess.run([sys.executable, "-c", MEASURED], cwd=home, capture_output=True, text=True, check=False)
    taken = time.perf_counter() - started
    if done.returncode != 0:
        sys.exit(f"status {done.returncode}\n{done.stdout[-4000:]}{done.stderr[-2000:]}")
    return Measurement(taken, int(done.stdout))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", default=list(SIZES), metavar="N", help="[500 1000 2000]")
    sizes = sorted(parser.parse_args().sizes)
    rustc = find(None, Path.cwd())
    sys.stdout.write(
        f"{versions(rustc)}\n\n{'snippets':>8} {'cold':>9} {'each':>9} {'warm':>9} {'each':>9} {'peak':>9}\n"
    )
    with tempfile.TemporaryDirectory(prefix="bench-scale-") as folder:
        for size in sizes:
            home = Path(folder) / f"scale-{size}"
            generate(home, size)
            forget(home)
            cold, warm = check(home), check(home)
            row = (f"{m.seconds:7.2f} s {1000 * m.seconds / size:6.2f} ms" for m in (cold, warm))
            peak = max(cold.peak, warm.peak) / MIB
            sys.stdout.write(f"{size:8} {' '.join(row)} {peak:5.0f} MiB\n")
            sys.stdout.flush()
        smallest = Path(folder) / f"scale-{sizes[0]}"
        snippets = collect([smallest], smallest).snippets
        book = write_book(write_chapters(snippets, Path(folder) / "chapters"), Path(folder) / "book.md")
        sys.stdout.write(f"\nrustdoc --test, one over all {sizes[0]}: {rustdoc(rustc, [book]).wall:.2f} s\n")


if __name__ == "__main__":
    main()
