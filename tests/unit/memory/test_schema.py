"""The JSON is what its page says: every field and every value of the model stands in docs/memory.md."""

from __future__ import annotations

import dataclasses
import re
from enum import StrEnum

import pytest

from borrowproof.cli import memory as command
from borrowproof.model import memory
from tests.paths import ROOT

PAGE = (ROOT / "docs" / "memory.md").read_text("utf-8").partition("## The JSON")[2]
WORDS = set(re.findall(r"`([^`\n]+)`", PAGE))
TYPES = [t for t in vars(memory).values() if isinstance(t, type) and t.__module__ == memory.__name__]
OWN_SECTION = ("Recording", "Step", "Frame", "Slot", "Value", "Target")


def section(name: str) -> str:
    return PAGE.partition(f"\n### {name}\n")[2].partition("\n### ")[0]


@pytest.mark.parametrize("record", [t for t in TYPES if dataclasses.is_dataclass(t)])
def test_every_field_is_documented(record: type) -> None:
    words = set(re.findall(r"`([^`\n]+)`", section(record.__name__))) if record.__name__ in OWN_SECTION else WORDS
    assert {field.name for field in dataclasses.fields(record)} - words == set()


@pytest.mark.parametrize("values", [t for t in TYPES if issubclass(t, StrEnum)])
def test_every_value_is_documented(values: type[StrEnum]) -> None:
    assert {value.value for value in values} - WORDS == set()


def test_the_schema_has_its_number() -> None:
    assert f"`schema` is `{command.SCHEMA}`" in PAGE
