"""Request bodies, read the way the Playground's server reads them (serde), with its complaints."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus

from tests.playground.answers import JSON, Refused

Values = Mapping[str, str | bool | None]


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a request. Without `default` it must be there; only where that is None may it be null."""

    kind: type[str] | type[bool]
    required: bool = True
    default: str | bool | None = None


TEXT = Field(str)
TEXT_OR_EMPTY = Field(str, required=False, default="")
TEXT_OR_NONE = Field(str, required=False)
FLAG = Field(bool)
FLAG_OR_FALSE = Field(bool, required=False, default=False)

_NAMES: Mapping[type[str] | type[bool], str] = {str: "a string", bool: "a boolean"}


def read(body: bytes, content_type: str, fields: Mapping[str, Field]) -> Values:
    """The values of `fields`; anything else in the body is ignored. Raises Refused (status 400)."""
    if content_type.partition(";")[0].strip().lower() != JSON:
        raise _unreadable(f"Expected request with `Content-Type: {JSON}`")
    try:
        payload = json.loads(body.decode("utf-8"))
        json.dumps(payload, ensure_ascii=False).encode("utf-8")  # half a surrogate pair is no text
    except (ValueError, RecursionError) as error:
        raise _unreadable(f"Failed to parse the request body as JSON: {error}") from error
    if not isinstance(payload, dict):
        raise _mismatch(body, "invalid type: expected struct")
    return {name: _value(body, payload, name, field) for name, field in fields.items()}


def one_of(value: str | bool | None, allowed: tuple[str, ...], what: str) -> str:
    """`value`, if it is allowed. Raises Refused: for a bad value the Playground answers 500, not 400."""
    if value not in allowed:
        raise Refused(HTTPStatus.INTERNAL_SERVER_ERROR, f"'{value}' is not a valid {what}")
    return str(value)


def _value(body: bytes, payload: Mapping[str, object], name: str, field: Field) -> str | bool | None:
    if name not in payload:
        if field.required:
            raise _mismatch(body, f"missing field `{name}`")
        return field.default
    value = payload[name]
    optional = not field.required and field.default is None
    if isinstance(value, (str, bool)) and isinstance(value, field.kind):
        return value
    if value is None and optional:
        return None
    raise _mismatch(body, f"{name}: invalid type: {json.dumps(value)}, expected {_NAMES[field.kind]}")


def _mismatch(body: bytes, reason: str) -> Refused:
    lines = body.split(b"\n")
    where = f"line {len(lines)} column {len(lines[-1])}"
    return _unreadable(f"Failed to deserialize the JSON body into the target type: {reason} at {where}")


def _unreadable(reason: str) -> Refused:
    return Refused(HTTPStatus.BAD_REQUEST, f"Unable to deserialize request: {reason}")
