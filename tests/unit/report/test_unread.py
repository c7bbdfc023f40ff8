"""What looks like Rust and was not judged is always in the summary, and in the JSON."""

from __future__ import annotations

from borrowproof.model.origin import Origin
from borrowproof.model.run import Run
from borrowproof.model.snippet import Unread
from borrowproof.report import json_report, terminal

RST = tuple(Unread(Origin("a.rst", line), "`.rst` files are not read") for line in range(1, 6))
HTML = (Unread(Origin("b.md", 9), "it stands within HTML"),)


def test_the_reasons_of_most_come_first_and_name_a_few_places() -> None:
    assert terminal.summary(Run((), unread=(*HTML, *RST))).split("\n")[1:] == [
        "6 fences that look like Rust: not judged",
        "  5: `.rst` files are not read (a.rst:1, a.rst:2, a.rst:3 and 2 more)",
        "  1: it stands within HTML (b.md:9)",
    ]
    assert "1 fence that looks like Rust: not judged\n  1: it" in terminal.summary(Run((), unread=HTML))


def test_where_all_was_read_nothing_is_said() -> None:
    assert "\n" not in terminal.summary(Run(()))


def test_the_json_has_every_place() -> None:
    run = Run((), unread=(*HTML, *RST))
    report = json_report.dump(run)
    assert report["summary"]["unread"] == 6
    assert json_report.load(report).unread == run.unread
