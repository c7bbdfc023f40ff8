"""The JSON is what its page says: every field and every value of the model stands in docs/timelines.md."""

from __future__ import annotations

import dataclasses
import re
from enum import StrEnum

import pytest

from borrowproof.cli import ownership
from borrowproof.model import access, conflict, timeline
from borrowproof.model.timeline import Timeline
from tests.paths import ROOT

PAGE = (ROOT / "docs" / "timelines.md").read_text("utf-8")
SCHEMA = PAGE.partition("## The JSON")[2]
MODULES = {module.__name__: module for module in (access, conflict, timeline)}
TYPES = [t for m in MODULES.values() for t in vars(m).values() if isinstance(t, type) and t.__module__ == m.__name__]
RECORDS = [t for t in TYPES if dataclasses.is_dataclass(t)]
ENUMS = [t for t in TYPES if issubclass(t, StrEnum)]
OWN_SECTION = {"Function", "Variable", "Event", "Loan", "Conflict", "Point", "Denial"}


def section(name: str) -> str:
    title = "Document" if name == "Timeline" else name
    return SCHEMA.partition(f"\n### {title}\n")[2].partition("\n### ")[0]


def documented(record: type) -> set[str]:
    text = section(record.__name__) if record.__name__ in {*OWN_SECTION, "Timeline"} else SCHEMA
    return set(re.findall(r"`([^`\n]+)`", text))


@pytest.mark.parametrize("record", RECORDS)
def test_every_field_is_documented(record: type) -> None:
    assert {field.name for field in dataclasses.fields(record)} - documented(record) == set()


@pytest.mark.parametrize("name", sorted(OWN_SECTION))
def test_no_field_is_documented_that_does_not_exist(name: str) -> None:
    first_column = re.findall(r"^\| (`[^|]*) \|", section(name), re.MULTILINE)
    fields = {field.name for field in dataclasses.fields(next(t for t in RECORDS if t.__name__ == name))}
    assert set(re.findall(r"`(\w+)`", " ".join(first_column))) == fields


@pytest.mark.parametrize("values", ENUMS)
def test_every_value_is_documented(values: type[StrEnum]) -> None:
    assert {value.value for value in values} - set(re.findall(r"`([^`\n]+)`", SCHEMA)) == set()


def test_a_document_says_which_schema_and_whose_facts() -> None:
    found = ownership.timeline_json(Timeline((), (), "rustc 1.95.0", "2024"), "a.rs")
    assert found == {
        "schema": 1,
        "file": "a.rs",
        "functions": [],
        "conflicts": [],
        "toolchain": "rustc 1.95.0",
        "edition": "2024",
        "why": [],
    }
