"""Frozen dataclasses <-> JSON values, by their type hints alone."""

from __future__ import annotations

import dataclasses
import types
import typing
from collections.abc import Callable, Iterable, Mapping
from enum import Enum
from functools import cache, partial
from typing import Any, TypeVar

T = TypeVar("T")
Decoder = Callable[[object], object]


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
    return typing.cast(T, _decoder(typing.cast(typing.Hashable, kind))(value))


@cache
def _hints(kind: type) -> dict[str, Any]:
    hints = typing.get_type_hints(kind)
    return {field.name: hints[field.name] for field in dataclasses.fields(kind)}


@cache
def _decoder(kind: Any) -> Decoder:
    """What decodes values of a type: asked of `typing` once for each, not for each value."""
    origin, arguments = typing.get_origin(kind), typing.get_args(kind)
    if origin is types.UnionType or origin is typing.Union:
        rest = _decoder(next(a for a in arguments if a is not types.NoneType))
        return partial(_optional, rest) if types.NoneType in arguments else rest
    if origin in (tuple, frozenset):
        return partial(_array, origin, _decoder(arguments[0]))
    if dataclasses.is_dataclass(kind):
        return partial(_dataclass, typing.cast(type, kind))
    return partial(_enum if issubclass(kind, Enum) else _scalar, kind)


@cache
def _decoders(kind: type) -> dict[str, Decoder]:
    return {name: _decoder(hint) for name, hint in _hints(kind).items()}


def _optional(rest: Decoder, value: object) -> object:
    return None if value is None else rest(value)


def _array(kind: Callable[[Iterable[object]], object], item: Decoder, value: object) -> object:
    if not isinstance(value, list):
        raise DecodingError(f"expected an array, found {value!r:.80}")
    return kind(map(item, value))


def _dataclass(kind: type, value: object) -> object:
    if not isinstance(value, Mapping):
        raise DecodingError(f"expected an object for {kind.__name__}, found {value!r:.80}")
    decoders = _decoders(kind)
    if not decoders.keys() <= value.keys():
        raise DecodingError(f"{kind.__name__} lacks {', '.join(sorted(decoders.keys() - value.keys()))}")
    return kind(**{name: decode(value[name]) for name, decode in decoders.items()})


def _enum(kind: Callable[[object], object], value: object) -> object:
    try:
        return kind(value)
    except ValueError as error:
        raise DecodingError(str(error)) from error


def _scalar(kind: type, value: object) -> object:
    if type(value) is kind:
        return value
    if kind is float and isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    raise DecodingError(f"expected {kind.__name__}, found {value!r:.80}")
