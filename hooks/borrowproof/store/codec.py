"""Frozen dataclasses <-> JSON values, by their type hints alone."""

from __future__ import annotations

import dataclasses
import types
import typing
from collections.abc import Mapping
from enum import Enum
from functools import cache
from typing import Any, TypeVar

T = TypeVar("T")


class DecodingError(Exception):
    """A JSON value does not have the shape of the type that was asked for."""


def encode(value: object) -> Any:
    """A JSON value: dataclasses become objects, tuples and sets arrays (sets sorted)."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {name: encode(getattr(value, name)) for name in _hints(type(value))}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, frozenset):
        return sorted(encode(item) for item in value)
    if isinstance(value, tuple | list):
        return [encode(item) for item in value]
    return value


def decode(kind: type[T], value: object) -> T:
    """The inverse of `encode`; keys that `kind` does not have are ignored. Raises DecodingError."""
    return typing.cast(T, _decode(kind, value))


@cache
def _hints(kind: type) -> dict[str, Any]:
    hints = typing.get_type_hints(kind)
    return {field.name: hints[field.name] for field in dataclasses.fields(kind)}


@cache
def _shape(kind: Any) -> tuple[Any, tuple[Any, ...]]:
    return typing.get_origin(kind), typing.get_args(kind)


def _decode(kind: Any, value: object) -> object:
    origin, arguments = _shape(kind)
    if origin is types.UnionType or origin is typing.Union:
        rest = next(a for a in arguments if a is not type(None))
        return None if value is None and type(None) in arguments else _decode(rest, value)
    if origin in (tuple, frozenset):
        if not isinstance(value, list):
            raise DecodingError(f"expected an array, found {value!r:.80}")
        return origin(_decode(arguments[0], item) for item in value)
    if dataclasses.is_dataclass(kind):
        return _dataclass(typing.cast(type, kind), value)
    return _scalar(kind, value)


def _dataclass(kind: type, value: object) -> object:
    if not isinstance(value, Mapping):
        raise DecodingError(f"expected an object for {kind.__name__}, found {value!r:.80}")
    hints = _hints(kind)
    missing = hints.keys() - value.keys()
    if missing:
        raise DecodingError(f"{kind.__name__} lacks {', '.join(sorted(missing))}")
    return kind(**{name: _decode(hint, value[name]) for name, hint in hints.items()})


def _scalar(kind: Any, value: object) -> object:
    if issubclass(kind, Enum):
        try:
            return kind(value)
        except ValueError as error:
            raise DecodingError(str(error)) from error
    if kind is float and isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
        raise DecodingError(f"expected {kind.__name__}, found {value!r:.80}")
    return value
