"""`borrowproof memory FILE.rs`: what one program's memory holds, step by step, as text, JSON or a picture."""

from __future__ import annotations

import json

from borrowproof.facts.errors import Underivable
from borrowproof.judging.memory import Recorder
from borrowproof.memory.picture import svg_document, terminal
from borrowproof.model.compiler import Edition
from borrowproof.model.memory import Recording
from borrowproof.store import codec

SCHEMA = 1  # of the JSON, documented in docs/memory.md


def render(code: str, edition: Edition, recorder: Recorder, form: str, name: str, width: int | None = None) -> str:
    """What the memory of a program holds, as `text` (in `width` columns), `json` or `svg`.

    Raises Underivable where it cannot be recorded, and sandbox.CannotRun.
    """
    found = recorder.recording(code, edition)
    if isinstance(found, str):
        raise Underivable(found)
    if form == "json":
        return json.dumps(recording_json(found, code, name), indent=1, ensure_ascii=False) + "\n"
    return svg_document.render(found, name) if form == "svg" else terminal.render(found, code, width)


def recording_json(recording: Recording, code: str, name: str) -> dict[str, object]:
    """What `--format json` prints: the recording under its own names, the schema's number, the file's name and text."""
    return {"schema": SCHEMA, "file": name, "source": code, **codec.encode(recording)}
