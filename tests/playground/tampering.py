"""Changes to a good answer, one function each; what they cannot change they leave as it is."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from tests.playground.answers import HTML, Answer, encoded

Fields = dict[str, Any]  # a JSON object
Alter = Callable[[Fields], Fields]

_SPELLINGS = {"exitDetail": "exit_detail", "exit_detail": "exitDetail"}
_COUNT = re.compile(r"due to (\d+) previous errors?")
_RUNNING = re.compile(r"^     Running `target/.*\n", re.MULTILINE)


def on_fields(given: Answer, alter: Alter) -> Answer:
    """The answer with its fields altered, if it is a tool's answer at all."""
    fields = json.loads(given.body) if given.status == 200 and given.body else {}
    if "success" not in fields:
        return given
    return replace(given, body=encoded(alter(fields)))


def error_besides(fields: Fields) -> Fields:
    return {**fields, "error": "Unable to shutdown the coordinator"}


def without_exit_detail(fields: Fields) -> Fields:
    return {name: value for name, value in fields.items() if name not in _SPELLINGS}


def other_spelling(fields: Fields) -> Fields:
    return {_SPELLINGS.get(name, name): value for name, value in fields.items()}


def wrong_types(fields: Fields) -> Fields:
    return {**fields, "success": str(fields["success"]), "stdout": None}


def wrong_count(fields: Fields) -> Fields:
    return {**fields, "stderr": _COUNT.sub(lambda m: f"due to {int(m[1]) + 1} previous errors", fields["stderr"])}


def cut_output(fields: Fields) -> Fields:
    return {**fields, "stdout": _half(fields["stdout"])}


def out_of_memory(fields: Fields) -> Fields:
    running = _RUNNING.search(fields["stderr"])
    if running is None:
        return fields
    detail = next(name for name in _SPELLINGS if name in fields)
    ended = {"success": False, detail: "Exited with signal 9 (SIGKILL): kill program"}
    return {**cut_output(fields), **ended, "stderr": fields["stderr"][: running.end()]}


def emptied(given: Answer) -> Answer:
    return replace(given, body=b"")


def halved(given: Answer) -> Answer:
    return replace(given, body=given.body[: len(given.body) // 2])


def dropped_half_way(given: Answer) -> Answer:
    return replace(given, sent=len(given.body) // 2)


def declared_as_html(given: Answer) -> Answer:
    return replace(given, headers={**given.headers, "content-type": HTML})


def _half(text: str) -> str:
    return text[: len(text) // 2]
