"""What people wrote about errors (a TOML file beside the pages), read and checked."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from borrowproof.model.compiler import is_error_code
from borrowproof.spelling import closest

_KEYS = {
    "family": str, "title": str, "says": list, "rule": str, "ways": list, "near": dict, "see": list,
    "former": list, "labels": list, "questions": list, "parts": dict, "nightly": bool,
}  # fmt: skip
_NEEDED = ("family", "title", "says", "rule", "ways")
_RETIRED_KEYS = {"now": list, "note": str}
_SECTIONS = ("elsewhere", "families", "code", "message", "lint", "run", "retired", "gone")
_QUOTED = re.compile(r"`[^`]*`")
_NUMBER = re.compile(r"\b\d+\b")


class HandbookError(Exception):
    """The file cannot be understood; the message says where, and what to write."""


class Kind(StrEnum):
    """What an error is known by: its code, its message alone, a lint's name, or what a running program says."""

    CODE = "code"
    MESSAGE = "message"
    LINT = "lint"
    RUN = "run"


@dataclass(frozen=True, slots=True)
class Entry:
    """One error in plain words. `id` is the code, the lint's name, or a short name for a message without a code.

    `says` are rustc's messages with names replaced by `_`; `near` are other ids with how to tell them apart;
    `see` are lessons, best first, named relative to the documentation. `rule`, `ways` and `near` hold Markdown's
    inline code.

    What readers have besides the message: `former` are wordings of older compilers, `labels` what stands beside the
    code, `questions` how people ask about it. `parts` are texts of a report with the heading (its HTML id) on the
    error's page that is about them. Only a `nightly` compiler gives a `nightly` error.
    """

    id: str
    kind: Kind
    family: str
    title: str
    says: tuple[str, ...]
    rule: str = ""
    ways: tuple[str, ...] = ()
    near: tuple[tuple[str, str], ...] = ()
    see: tuple[str, ...] = ()
    former: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()
    parts: tuple[tuple[str, str], ...] = ()
    nightly: bool = False


@dataclass(frozen=True, slots=True)
class Retired:
    """A code that rustc used to give. `now` is what it gives instead (codes, lints, ids of messages); empty where
    it accepts such programs today. `known` is false where `rustc --explain` does not know the code any more."""

    code: str
    now: tuple[str, ...]
    note: str = ""
    known: bool = True


@dataclass(frozen=True, slots=True)
class Handbook:
    """The whole file. `families` are the names of the groups by their ids, in the order of the index; `elsewhere`
    are retired codes about other things than this site's."""

    families: Mapping[str, str]
    entries: tuple[Entry, ...]
    retired: tuple[Retired, ...]
    elsewhere: tuple[str, ...] = ()


def canonical(message: str) -> str:
    """A message without what differs from program to program: its first line, names and numbers left out."""
    return _NUMBER.sub("#", _QUOTED.sub("`_`", message.split("\n")[0].strip()))


def read(text: str, file: str) -> Handbook:
    """The handbook in `text`. Raises HandbookError, which names `file` and the line."""
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise HandbookError(f"{file}: not valid TOML: {error}") from error
    return _Reader(text, file).handbook(tables)


class _Reader:
    def __init__(self, text: str, file: str) -> None:
        self._lines = text.split("\n")
        self._file = file

    def handbook(self, tables: Mapping[str, Any]) -> Handbook:
        for name in tables:
            if name not in _SECTIONS:
                raise self._error(name, f"unknown table `{name}`; {_valid(name, _SECTIONS)}")
        families = tables.get("families", {})
        entries = tuple(
            self._entry(name, kind, fields, families)
            for kind in Kind
            for name, fields in tables.get(kind.value, {}).items()
        )
        known = {entry.id for entry in entries}
        for entry in entries:
            for name, _ in entry.near:
                if name not in known:
                    raise self._error(entry.id, f"`near` names `{name}`, which has no entry")
        retired = [self._retired(code, known, fields) for code, fields in tables.get("retired", {}).items()]
        retired += [self._retired(code, known, fields, False) for code, fields in tables.get("gone", {}).items()]
        elsewhere = tuple(tables.get("elsewhere", ()))
        wrong = [code for code in elsewhere if not (isinstance(code, str) and is_error_code(code))]
        if wrong:
            raise self._error("elsewhere", f"{wrong[0]!r} is no error code; codes look like E0382")
        return Handbook(families, entries, tuple(retired), elsewhere)

    def _entry(self, name: str, kind: Kind, fields: Mapping[str, Any], families: Mapping[str, str]) -> Entry:
        self._check(name, fields, _KEYS, _NEEDED)
        if is_error_code(name) is not (kind is Kind.CODE):
            raise self._error(name, f"`{name}` does not belong under `{kind.value}`; codes look like E0382")
        if fields["family"] not in families:
            raise self._error(name, f"unknown family `{fields['family']}`; {_valid(fields['family'], tuple(families))}")
        lists: dict[str, Any] = {key: tuple(fields.get(key, ())) for key, held in _KEYS.items() if held is list}
        pairs: dict[str, Any] = {key: tuple(fields.get(key, {}).items()) for key, held in _KEYS.items() if held is dict}
        family, title, rule = (fields[key] for key in ("family", "title", "rule"))
        nightly = fields.get("nightly", False)
        return Entry(name, kind, family, title, rule=rule, nightly=nightly, **lists, **pairs)

    def _retired(self, code: str, ids: set[str], fields: Mapping[str, Any], known: bool = True) -> Retired:
        self._check(code, fields, _RETIRED_KEYS, ("now",))
        if not is_error_code(code):
            raise self._error(code, f"`{code}` is no error code; codes look like E0382")
        if code in ids:
            raise self._error(code, f"{code} is retired and has an entry; keep one of the two")
        unknown = [name for name in fields["now"] if name not in ids and not is_error_code(name)]
        if unknown:
            raise self._error(code, f"`now` names `{unknown[0]}`, which is no code and has no entry")
        return Retired(code, tuple(fields["now"]), fields.get("note", ""), known)

    def _check(self, name: str, fields: object, kinds: Mapping[str, type], needed: tuple[str, ...]) -> None:
        if not isinstance(fields, Mapping):
            raise self._error(name, f"expected a table with {', '.join(needed)}, found {fields!r}")
        for key, value in fields.items():
            if key not in kinds:
                raise self._error(name, f"unknown key `{key}`; {_valid(key, tuple(kinds))}")
            held = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
            if not isinstance(value, kinds[key]) or not all(isinstance(item, str) for item in held):
                raise self._error(name, f"`{key}` must be a {kinds[key].__name__} of text, found {value!r}")
        missing = [key for key in needed if key not in fields]
        if missing:
            raise self._error(name, f"`{missing[0]}` is missing")

    def _error(self, name: str, message: str) -> HandbookError:
        """An error at the line where `name` is first spoken of as a table or key."""
        begins = (*(f"[{kind}.{name}]" for kind in Kind), f"[{name}]", f"[{name}.", f"{name} ")
        line = next((n for n, text in enumerate(self._lines, 1) if text.startswith(begins)), 1)
        return HandbookError(f"{self._file}:{line}: {name}: {message}")


def _valid(name: str, names: tuple[str, ...]) -> str:
    return f"{closest(name, names)}valid: {', '.join(names)}"
