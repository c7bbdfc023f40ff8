"""What is recorded, where it is written, and what is left as it is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from borrowproof.judging.bless import bless, candidates, varying
from borrowproof.model.compiler import Edition
from borrowproof.model.expectation import Kind
from borrowproof.model.origin import Origin
from borrowproof.model.outcome import Cause, NotChecked
from borrowproof.model.run import Evidence
from borrowproof.model.verdict import Difference, Mismatch, Status, Verdict

MakeEvidence = Callable[..., Evidence]
OTHER_OUTPUT = Verdict(Status.MISMATCHED, (Difference(Mismatch.STDOUT),))
PAGE = "docs/a.md"


@pytest.fixture
def file(make_evidence: MakeEvidence, tmp_path: Path) -> Callable[..., Evidence]:
    """`file(recorded, printed)`: a `.rs` file whose program printed something else than is recorded."""
    (tmp_path / "snippets").mkdir()

    def make(recorded: str | None, printed: str, **fields: object) -> Evidence:
        found = make_evidence(name="snippets/a.rs", exit=0, stdout=printed, **fields)
        expectation = replace(found.snippet.expectation, stdout=recorded)
        verdict = Verdict(Status.MATCHED) if recorded in (None, printed) else OTHER_OUTPUT
        return replace(found, snippet=replace(found.snippet, expectation=expectation), verdict=verdict)

    return make


@pytest.fixture
def fence(make_evidence: MakeEvidence) -> Callable[..., Evidence]:
    """`fence(line, column, recorded, printed)`: a fence whose recorded output begins there in `PAGE`."""

    def make(line: int, column: int, recorded: str, printed: str) -> Evidence:
        found = make_evidence(name=f"{PAGE}:{line}", exit=0, stdout=printed, recorded_in=Origin(PAGE, line, column))
        expectation = replace(found.snippet.expectation, stdout=recorded)
        snippet = replace(found.snippet, origin=Origin(PAGE, 1), expectation=expectation)
        return replace(found, snippet=snippet, verdict=OTHER_OUTPUT)

    return make


def recorded(base: Path) -> dict[str, str]:
    return {path.name: path.read_text("utf-8") for path in (base / "snippets").iterdir()}


@pytest.mark.parametrize(
    ("before", "printed", "files"),
    [
        (None, "é\n", {"a.stdout": "é\n"}),
        ("one\n", "two\n", {"a.stdout": "two\n"}),
        ("one\n", "", {"a.stdout": ""}),
        ("", "one", {"a.stdout": "one"}),
        ("one\n", "one\n", {}),
        (None, "", {}),
    ],
)
def test_a_file_records_its_output_beside_it(
    before: str | None, printed: str, files: dict[str, str], file: Callable[..., Evidence], tmp_path: Path
) -> None:
    assert bless([file(before, printed)], tmp_path) == [f"snippets/{name}" for name in files]
    assert recorded(tmp_path) == files


@pytest.mark.parametrize(
    ("before", "printed", "news"),
    [
        (None, "é\n", True),
        ("one\r\n", "one\n", True),
        ("one\n", "", True),
        ("one\n", "one\n", False),
        (None, "", False),
    ],
)
def test_only_what_is_news_is_to_be_recorded(
    before: str | None, printed: str, news: bool, file: Callable[..., Evidence]
) -> None:
    item = file(before, printed)
    assert candidates([item]) == ([item] if news else [])


def test_what_prints_something_else_again_or_cannot_be_judged_again_is_told(file: Callable[..., Evidence]) -> None:
    item = file("1\n", "2\n")
    assert item.outcome is not None
    assert varying([item], [item]) == []
    assert varying([item], [replace(item, outcome=replace(item.outcome, stdout="3\n"))]) == [item]
    assert varying([item], [replace(item, outcome=None)]) == [item]
    assert varying([item], []) == [item]


def test_a_file_with_claims_for_several_editions_records_each(file: Callable[..., Evidence], tmp_path: Path) -> None:
    assert bless([file("1\n", "2\n", edition=Edition.E2021, side_by_side=True)], tmp_path) == ["snippets/a.2021.stdout"]


def test_a_file_of_one_edition_records_under_its_plain_name(file: Callable[..., Evidence], tmp_path: Path) -> None:
    bless([file("1\n", "2\n", edition=Edition.E2021)], tmp_path)
    assert recorded(tmp_path) == {"a.stdout": "2\n"}


def test_a_file_outside_of_the_folder_is_named_in_full(file: Callable[..., Evidence], tmp_path: Path) -> None:
    base = tmp_path / "elsewhere"
    base.mkdir()
    item = file("1\n", "2\n")
    away = replace(item, snippet=replace(item.snippet, origin=Origin(str(tmp_path / "snippets" / "a.rs"), 1)))
    assert bless([away], base) == [str(tmp_path / "snippets" / "a.stdout")]


def test_a_program_that_panics_as_it_should_is_recorded_too(file: Callable[..., Evidence], tmp_path: Path) -> None:
    bless([file("1\n", "2\n", kind=Kind.PANICS)], tmp_path)
    assert recorded(tmp_path) == {"a.stdout": "2\n"}


@pytest.mark.parametrize(
    "verdict",
    [
        Verdict(Status.MISMATCHED, (Difference(Mismatch.STDOUT), Difference(Mismatch.EXIT))),
        Verdict(Status.MISMATCHED, (Difference(Mismatch.EXIT),)),
        Verdict(Status.NOT_CHECKED, not_checked=NotChecked(Cause.TIMEOUT, "too long")),
    ],
)
def test_what_differs_otherwise_or_was_not_judged_is_left_alone(
    verdict: Verdict, file: Callable[..., Evidence], tmp_path: Path
) -> None:
    assert bless([replace(file("1\n", "2\n"), verdict=verdict)], tmp_path) == []
    assert recorded(tmp_path) == {}


def test_what_was_not_run_is_left_alone(file: Callable[..., Evidence], tmp_path: Path) -> None:
    item = file(None, "2\n")
    assert item.outcome is not None
    built = replace(item, outcome=replace(item.outcome, exit=None))
    assert bless([built, replace(item, outcome=None)], tmp_path) == []


def page(base: Path, text: bytes) -> Path:
    path = base / PAGE
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(text)
    return path


def test_the_output_of_a_fence_is_rewritten_in_its_place(fence: Callable[..., Evidence], tmp_path: Path) -> None:
    path = page(tmp_path, b"before\n```text {.stdout}\none\ntwo\n```\nafter\n")
    assert bless([fence(3, 1, "one\ntwo\n", "1\n2\n3\n")], tmp_path) == [PAGE]
    assert path.read_bytes() == b"before\n```text {.stdout}\n1\n2\n3\n```\nafter\n"


def test_several_fences_of_a_page_keep_their_places(fence: Callable[..., Evidence], tmp_path: Path) -> None:
    path = page(tmp_path, b"```text\none\n```\n\n```text\n```\n\n```text\nlong\nlonger\n```\n")
    items = [fence(2, 1, "one\n", "1\n1\n1\n"), fence(6, 1, "", "new\n"), fence(9, 1, "long\nlonger\n", "")]
    assert bless(items, tmp_path) == [PAGE]
    assert path.read_bytes() == b"```text\n1\n1\n1\n```\n\n```text\nnew\n```\n\n```text\n```\n"


def test_a_fence_in_a_quote_keeps_its_prefix_and_no_blanks_at_ends(
    fence: Callable[..., Evidence], tmp_path: Path
) -> None:
    path = page(tmp_path, b"> a\n> ```text\n> one\n> ```\n")
    bless([fence(3, 3, "one\n", "1\n\n2\n")], tmp_path)
    assert path.read_bytes() == b"> a\n> ```text\n> 1\n>\n> 2\n> ```\n"


def test_a_page_keeps_its_line_ends_and_its_byte_order_mark(fence: Callable[..., Evidence], tmp_path: Path) -> None:
    path = page(tmp_path, b"\xef\xbb\xbf```text\r\none\r\n```\r\n")
    bless([fence(2, 1, "one\n", "\xe9\n2\n")], tmp_path)
    assert path.read_bytes() == b"\xef\xbb\xbf```text\r\n\xc3\xa9\r\n2\r\n```\r\n"


def test_a_fence_that_matches_or_has_no_recorded_output_is_left_alone(
    fence: Callable[..., Evidence], make_evidence: MakeEvidence, tmp_path: Path
) -> None:
    path = page(tmp_path, b"```text\none\n```\n")
    matched = replace(fence(2, 1, "one\n", "two\n"), verdict=Verdict(Status.MATCHED))
    silent = replace(make_evidence(name=f"{PAGE}:1", exit=0, stdout="two\n"), verdict=OTHER_OUTPUT)
    assert bless([matched, silent], tmp_path) == []
    assert path.read_bytes() == b"```text\none\n```\n"


def test_the_files_written_are_sorted(
    fence: Callable[..., Evidence], file: Callable[..., Evidence], tmp_path: Path
) -> None:
    page(tmp_path, b"```text\none\n```\n")
    assert bless([file("1\n", "2\n"), fence(2, 1, "one\n", "two\n")], tmp_path) == [PAGE, "snippets/a.stdout"]
