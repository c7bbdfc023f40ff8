"""The gate bites: whatever is wrongly expected of any snippet of the site, the real compiler makes it red."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from borrowproof import pipeline
from borrowproof.backends.rustc import LocalBackend
from borrowproof.backends.toolchain import CodeStatus, Rustc, explain_status
from borrowproof.judging import matcher
from borrowproof.judging.messages import primary_lines
from borrowproof.judging.verifier import Verifier
from borrowproof.model.diagnostic import Level
from borrowproof.model.expectation import Expectation, Kind, Pin
from borrowproof.model.origin import Origin
from borrowproof.model.outcome import Outcome
from borrowproof.model.run import Evidence
from borrowproof.model.snippet import Snippet
from borrowproof.model.verdict import Status
from borrowproof.pipeline import Options
from borrowproof.store.cache import Cache
from borrowproof.store.location import cache_folder
from tests.samples import drawn, one_in, sampled

NAMED = frozenset({"E0382"})
# Codes to be wrong with: all are emitted by rustc (a test below proves that), none is special.
VALID = ("E0382", "E0499", "E0502", "E0505", "E0506", "E0597", "E0308", "E0277")
BEYOND = 9999


@dataclass(frozen=True, slots=True)
class Mutation:
    """One wrong version of a snippet; `kind` names what is wrong, for the tally."""

    kind: str
    snippet: Snippet


@pytest.fixture(scope="module")
def verifier(rustc: Rustc, outcomes: Path) -> Verifier:
    """The pipeline's own, with real outcomes, kept only for the length of this test run."""
    return Verifier(LocalBackend(rustc, Options().jobs), Cache(outcomes))


@pytest.fixture(scope="module")
def honest(verifier: Verifier, snippets: tuple[Snippet, ...]) -> dict[str, Evidence]:
    """Every snippet of the site as it stands. It has to match, or a red mutation would prove nothing."""
    found = {e.snippet.id: e for e in verifier.evidence(snippets)}
    judged = [e for e in found.values() if e.snippet.expectation.kind is not Kind.IGNORED]
    assert [e.snippet.id for e in judged if e.verdict.status is not Status.MATCHED] == []
    return {e.snippet.id: e for e in judged}


def compiled_twice(snippet: Snippet, share: int) -> bool:
    """Whether a snippet is one of those that are compiled again for another purpose, which costs a rustc or two.

    Of those that run or fail it is one in `share`. All other mutations need no compiler, and are for all.
    """
    return snippet.expectation.kind not in (Kind.RUNS, Kind.ERROR) or drawn(snippet.code, share)


def compiled_again(said: Expectation, wrong: Expectation) -> bool:
    """Whether the outcome that is known does not answer the wrong expectation too."""
    run = {Kind.RUNS, Kind.PANICS}
    return said.kind is not wrong.kind and not {said.kind, wrong.kind} <= run


def expectations_off(snippet: Snippet, outcome: Outcome) -> Iterator[tuple[str, Expectation]]:
    """Every wrong expectation of one snippet, each with the name of its kind."""
    said = snippet.expectation
    if said.kind is Kind.ERROR:
        yield "error -> compiles", Expectation(Kind.RUNS)
        yield "error -> compiles no_run", Expectation(Kind.COMPILES)
        yield "error -> panics", Expectation(Kind.PANICS)
        yield from _codes_off(said)
        yield from _errors_pinned_off(said, outcome)
    else:
        name = said.kind.value
        yield f"{name} -> error", Expectation(Kind.ERROR, NAMED)
        yield f"{name} -> any error", Expectation(Kind.ERROR, None)
    if said.kind is Kind.RUNS:
        yield "compiles -> panics", replace(said, kind=Kind.PANICS)
    if said.kind is Kind.PANICS:
        yield "panics -> compiles", replace(said, kind=Kind.RUNS)
    if said.kind in (Kind.RUNS, Kind.PANICS):
        yield from _stdout_off(said, outcome.stdout)
    yield from _pins_off(said)


def _codes_off(said: Expectation) -> Iterator[tuple[str, Expectation]]:
    codes = said.codes or frozenset()
    others = [code for code in VALID if code not in codes]
    for code in sorted(codes):
        for other in others:
            yield "code -> another code", replace(said, codes=codes - {code} | {other})
        yield "code dropped", replace(said, codes=codes - {code})
    for other in others:
        yield "code added", replace(said, codes=codes | {other})


def _errors_pinned_off(said: Expectation, outcome: Outcome) -> Iterator[tuple[str, Expectation]]:
    """A pin where there is no error, and a pin that leaves some other error without one."""
    first = outcome.errors[0]
    stray = Pin(BEYOND, Level.ERROR, first.code, first.message, Origin("nowhere", BEYOND))
    yield "pin added", replace(said, pins=(*said.pins, stray))
    only = replace(stray, line=min(primary_lines(first)))
    if any(not matcher.matches_pin(only, error) for error in outcome.errors):
        yield "error unpinned", replace(said, pins=(only,))


def _pins_off(said: Expectation) -> Iterator[tuple[str, Expectation]]:
    for index, pin in enumerate(said.pins):
        line = pin.line or BEYOND
        wrong = {
            "pin one line up": replace(pin, line=line - 1),
            "pin one line down": replace(pin, line=line + 1),
            "pin of another text": replace(pin, text=f"{pin.text or ''}no compiler says this"),
        }
        for name, moved in wrong.items():
            yield name, replace(said, pins=(*said.pins[:index], moved, *said.pins[index + 1 :]))


def _stdout_off(said: Expectation, printed: str) -> Iterator[tuple[str, Expectation]]:
    yield "stdout: a line too many", replace(said, stdout=f"{printed}and more\n")
    if printed:
        middle = len(printed) // 2
        other = "y" if printed[middle] == "x" else "x"
        yield "stdout: one character", replace(said, stdout=printed[:middle] + other + printed[middle + 1 :])
        yield "stdout: empty", replace(said, stdout="")
        yield "stdout: one space at the end", replace(said, stdout=f"{printed} ")
    if printed.endswith("\n"):
        yield "stdout: no final line end", replace(said, stdout=printed.removesuffix("\n"))


def wrong_code(honest: dict[str, Evidence], share: int) -> Iterator[Mutation]:
    """The mistake put back under its fix's annotation, and the fix under the mistake's."""
    of_file: dict[str, list[Snippet]] = defaultdict(list)  # more than one where editions stand side by side
    for evidence in honest.values():
        of_file[evidence.snippet.origin.file].append(evidence.snippet)
    for fix in (e.snippet for e in honest.values() if e.snippet.fixes is not None):
        for broken in of_file[f"{fix.origin.file.rpartition('/')[0]}/{fix.fixes}.rs"]:
            if compiled_twice(broken, share) and _tells_apart(broken.expectation.kind, fix.expectation.kind):
                yield Mutation("mistake restored", _with_code_of(fix, broken))
                yield Mutation("mistake repaired", _with_code_of(broken, fix))


def _tells_apart(broken: Kind, fix: Kind) -> bool:
    """A mistake that is only described (`no_run`: it would hang) cannot be told from its fix by running it."""
    return broken is Kind.ERROR or (broken is Kind.PANICS and fix is Kind.RUNS)


def _with_code_of(snippet: Snippet, other: Snippet) -> Snippet:
    return replace(snippet, code=other.code, lines=other.lines, edition=other.edition, hidden=other.hidden)


def survivors(verifier: Verifier, mutations: list[Mutation]) -> tuple[Counter[str], list[str]]:
    """How many of each kind were tried, and which of them the gate let through."""
    numbered = [replace(m.snippet, id=f"{m.snippet.id}#{n}") for n, m in enumerate(mutations)]
    found = verifier.evidence(numbered)
    tried = Counter(m.kind for m in mutations)
    missed = [
        f"{m.kind}: {m.snippet.id}: {e.verdict.status}"
        for m, e in zip(mutations, found, strict=True)
        if e.verdict.status is not Status.MISMATCHED
    ]
    return tried, missed


def tally(
    tried: Counter[str], missed: list[str], capsys: pytest.CaptureFixture[str], record: Callable[[str, object], None]
) -> None:
    """Print and record the numbers of this run."""
    lost = Counter(line.partition(":")[0] for line in missed)
    lines = [f"  {name:32} {tried[name] - lost[name]:4} of {tried[name]:4}" for name in sorted(tried)]
    total = f"mutations caught: {tried.total() - len(missed)} of {tried.total()}"
    with capsys.disabled():
        sys.stdout.write("\n".join(["", total, *lines, ""]))
    for name in sorted(tried):
        record(f"mutations: {name}", f"{tried[name] - lost[name]} of {tried[name]}")


EXPECTATION_KINDS = frozenset(
    {
        *("error -> compiles", "error -> compiles no_run", "error -> panics"),
        *("compiles -> error", "compiles -> any error", "compiles -> panics"),
        *("compiles no_run -> error", "compiles no_run -> any error"),
        *("panics -> error", "panics -> any error", "panics -> compiles"),
        *("code -> another code", "code dropped", "code added"),
        *("pin added", "error unpinned", "pin one line up", "pin one line down", "pin of another text"),
        *("stdout: a line too many", "stdout: one character", "stdout: empty"),
        *("stdout: one space at the end", "stdout: no final line end"),
    }
)


@one_in(96)
def test_every_wrong_expectation_of_every_snippet_is_red(
    share: int,
    verifier: Verifier,
    honest: dict[str, Evidence],
    capsys: pytest.CaptureFixture[str],
    record_testsuite_property: Callable[[str, object], None],
) -> None:
    mutations = [
        Mutation(kind, replace(e.snippet, expectation=wrong))
        for e in honest.values()
        if e.outcome is not None
        for kind, wrong in expectations_off(e.snippet, e.outcome)
        if compiled_twice(e.snippet, share) or not compiled_again(e.snippet.expectation, wrong)
    ]
    assert {m.snippet.id for m in mutations} == honest.keys()
    tried, missed = survivors(verifier, mutations)
    tally(tried, missed, capsys, record_testsuite_property)
    assert missed == []
    assert tried.keys() == EXPECTATION_KINDS
    assert min(tried["error -> compiles"], tried["compiles -> error"]) >= 100 / share


@one_in(96)
def test_every_restored_mistake_is_red(
    share: int,
    verifier: Verifier,
    honest: dict[str, Evidence],
    capsys: pytest.CaptureFixture[str],
    record_testsuite_property: Callable[[str, object], None],
) -> None:
    tried, missed = survivors(verifier, list(wrong_code(honest, share)))
    tally(tried, missed, capsys, record_testsuite_property)
    assert missed == []
    assert tried["mistake restored"] >= 80 / share
    assert tried["mistake repaired"] >= 80 / share


def with_code(snippets: tuple[Snippet, ...], code: str) -> list[Snippet]:
    """Every failing snippet of the site, expecting `code` and nothing else."""
    wrong = Expectation(Kind.ERROR, frozenset({code}))
    return [replace(s, expectation=wrong) for s in snippets if s.expectation.kind is Kind.ERROR]


def test_a_code_that_does_not_exist_is_a_problem_for_every_failing_snippet(
    snippets: tuple[Snippet, ...], rustc: Rustc, own_copy: Path
) -> None:
    wrong = with_code(snippets, "E0999")
    run = pipeline.judge(wrong, own_copy, Options(), lambda: rustc)
    assert run.evidence == ()
    assert {p.origin for p in run.problems} == {s.origin for s in wrong} != set()
    assert all("E0999 is no error code of rustc" in p.message for p in run.problems)


def test_a_retired_code_is_a_problem_and_a_mismatch_of_every_failing_snippet(
    snippets: tuple[Snippet, ...], rustc: Rustc, own_copy: Path
) -> None:
    wrong = with_code(snippets, "E0001")
    run = pipeline.judge(wrong, own_copy, Options(), lambda: rustc)
    assert {e.verdict.status for e in run.evidence} == {Status.MISMATCHED}
    assert {p.origin for p in run.problems} == {s.origin for s in wrong} != set()
    assert all("E0001 is retired" in p.message for p in run.problems)


def test_the_wrong_codes_of_this_file_are_codes_of_rustc(rustc: Rustc) -> None:
    status = explain_status(rustc)
    assert {code: status(code) for code in VALID} == dict.fromkeys(VALID, CodeStatus.EMITTED)


# The same through the whole program: files changed on disk, `borrowproof check` asked.

SAMPLE = 6


@pytest.fixture(scope="module")
def copy(root: Path, tmp_path_factory: pytest.TempPathFactory, outcomes: Path) -> Path:
    """A copy of the site whose files may be spoilt; what this test run judged already is known there."""
    home = tmp_path_factory.mktemp("site")
    for folder in ("docs", "snippets"):
        shutil.copytree(root / folder, home / folder)
    shutil.copy(root / "pyproject.toml", home)
    cache = cache_folder(home)
    cache.parent.mkdir()
    cache.symlink_to(outcomes)
    return home


@pytest.fixture(scope="module")
def before(copy: Path) -> dict[str, str]:
    return check(copy)


def check(home: Path) -> dict[str, str]:
    """The verdict on each snippet; `problem` for one whose file cannot be understood."""
    done = subprocess.run(
        [sys.executable, "-m", "borrowproof.cli.main", "check", "--format", "json"],
        cwd=home,
        capture_output=True,
        text=True,
        check=False,
    )
    report = json.loads(done.stdout)
    verdicts = {s["id"]: s["verdict"] for s in report["snippets"]}
    verdicts |= {p["origin"]["file"]: "problem" for p in report["problems"]}
    expected = 0 if set(verdicts.values()) <= {"matched", "not checked"} else 1
    assert done.returncode == expected, done.stderr
    return verdicts


Spoil = Callable[[str], str]


def _directive(wanted: str, instead: str) -> Spoil:
    return lambda text: re.sub(rf"\A//@ {wanted}$", f"//@ {instead}", text, flags=re.MULTILINE)


def _pinned(shift: str) -> Spoil:
    """Move the first pin one line down (onto a line of its own below), or let it point one line up."""
    if shift == "up":
        return lambda text: re.sub(r"//~\^*", r"\g<0>^", text, count=1)
    return lambda text: re.sub(r"^(.*?)\s*(//~(?!\^).*)\n", r"\1\n\2\n", text, count=1, flags=re.MULTILINE)


def _repentant(text: str) -> str:
    """A failing file that says it compiles, its pins gone; any other text unchanged."""
    return re.sub(r" *//~.*", "", _directive("error .*", "compiles")(text)) if "//@ error" in text else text


SPOILT: dict[str, tuple[str, Spoil]] = {
    "compiles -> error": ("*/*.rs", _directive("compiles", "error E0382")),
    "compiles -> panics": ("*/*.rs", _directive("compiles", "panics")),
    "error -> compiles": ("*/*.rs", _repentant),
    "code -> another code": ("*/*.rs", _directive("error E0\\d+", "error E0004")),
    "code added": ("*/*.rs", _directive("error (E0\\d+)", "error \\1 E0004")),
    "panics -> compiles": ("*/*.rs", _directive("panics", "compiles")),
    "claim of one edition": ("*/*.rs", lambda text: text.replace("//@[2021] compiles", "//@[2021] panics")),
    "pin one line up": ("*/*.rs", _pinned("up")),
    "pin one line down": ("*/*.rs", _pinned("down")),
    "stdout changed": ("*/*.stdout", lambda text: text.replace(text[:1], "~", 1)),
    "stdout without its end": ("*/*.stdout", lambda text: text.removesuffix("\n")),
    "stdout empty": ("*/*.stdout", lambda text: "" if text else "x"),
}


def _named(path: str) -> str:
    """The snippet that a file of the site is about; `a.2021.stdout` is about one of several editions."""
    return re.sub(r"\.rs\.(\d{4})$", r".rs (edition \1)", re.sub(r"(\.\d{4})?\.(rs|stdout)$", r".rs\1", path))


@pytest.mark.parametrize("name", sampled(SPOILT, 8))
def test_a_spoilt_file_is_red_and_its_neighbours_stay_green(copy: Path, before: dict[str, str], name: str) -> None:
    pattern, spoil = SPOILT[name]
    texts = {p: p.read_text(encoding="utf-8") for p in sorted((copy / "snippets").glob(pattern))}
    spoilable = [path for path, text in texts.items() if spoil(text) != text]
    chosen = {path: texts[path] for path in spoilable[:: max(1, len(spoilable) // SAMPLE)][:SAMPLE]}
    assert len(chosen) >= 3, f"too few files to spoil: {name}"
    for path, text in chosen.items():
        path.write_text(spoil(text), encoding="utf-8")
    try:
        after = check(copy)
    finally:
        for path, text in chosen.items():
            path.write_text(text, encoding="utf-8")
    edition = " (edition 2021)" if name == "claim of one edition" else ""
    spoilt_ids = {f"{_named(path.relative_to(copy).as_posix())}{edition}" for path in chosen}
    assert {i for i in after if after[i] in ("mismatched", "problem") and before.get(i) == "matched"} == spoilt_ids
    assert {i: v for i, v in after.items() if i not in spoilt_ids} == {
        i: v for i, v in before.items() if i not in spoilt_ids
    }


def test_a_restored_mistake_on_disk_is_red(copy: Path) -> None:
    files = {p: p.read_text(encoding="utf-8") for p in sorted((copy / "snippets").rglob("*.rs"))}
    fixes = [p for p, text in files.items() if "//@ fixes" in text and "//@ error" in files[_mended(p, text)]]
    chosen = fixes[:: max(1, len(fixes) // SAMPLE)][:SAMPLE]
    assert len(chosen) == SAMPLE
    originals = {path: path.read_text(encoding="utf-8") for path in chosen}
    try:
        for path, text in originals.items():
            path.write_text(_mistake_under_directives(path, text), encoding="utf-8")
        after = check(copy)
    finally:
        for path, text in originals.items():
            path.write_text(text, encoding="utf-8")
    assert {after[p.relative_to(copy).as_posix()] for p in chosen} == {"mismatched"}


def _mended(path: Path, text: str) -> Path:
    named = re.search(r"//@ fixes (\w+)", text)
    assert named is not None
    return path.with_name(f"{named[1]}.rs")


def _mistake_under_directives(path: Path, text: str) -> str:
    """The directives of a fix above the code that it mends, without that code's own annotations."""
    broken = _mended(path, text).read_text(encoding="utf-8")
    said = "".join(line for line in text.splitlines(keepends=True) if line.startswith("//@"))
    return said + re.sub(r"//[@~].*", "", broken)
