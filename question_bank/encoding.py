"""Questions as plain JSON-able dicts and back, for storage and exchange; what is not known is refused by name."""

from __future__ import annotations

import types
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from decimal import Decimal, InvalidOperation
from enum import Enum
from fractions import Fraction
from functools import cache
from typing import Any, Union, get_args, get_origin, get_type_hints

import question_bank.types  # noqa: F401  registers the types
from question_bank.question import TYPES, Question

VERSION = 1
DEEPEST = 4
PLAIN = frozenset({str, bool, int, type(None)})


class InvalidEncoding(ValueError):
    """The dict is not an encoded question; the message says where it goes wrong."""


def encode(question: Question) -> dict[str, Any]:
    """The whole question as a dict, its key included."""
    return {"version": VERSION} | _encode_question(question)


def decode(data: Mapping[str, Any]) -> Question:
    """The question that `encode` made the dict from."""
    if not isinstance(data, Mapping):
        raise InvalidEncoding("a question must be an object")
    if data.get("version") != VERSION:
        raise InvalidEncoding(f"version {data.get('version')!r} of the encoding is not known")
    return _decode_question({name: value for name, value in data.items() if name != "version"}, "question")


def _encode_question(question: Question) -> dict[str, Any]:
    return {"type": question.type} | _encode_fields(question)


def _encode_fields(thing: Any) -> dict[str, Any]:
    values = ((name, getattr(thing, name)) for name in _hints(thing.__class__))
    return {name: value if type(value) in PLAIN else _encode(value) for name, value in values}


def _encode(value: Any) -> Any:
    if type(value) in PLAIN:
        return value
    if isinstance(value, Question):
        return _encode_question(value)
    if is_dataclass(value):
        return _encode_fields(value)
    if isinstance(value, tuple):
        return [_encode(part) for part in value]
    if isinstance(value, Enum):
        return str(value.value)
    return str(value) if isinstance(value, Decimal | Fraction) else value


def _decode_question(data: Any, place: str) -> Question:
    if not isinstance(data, Mapping):
        raise InvalidEncoding(f"{place}: a question must be an object")
    if place.count(".") > DEEPEST:
        raise InvalidEncoding(f"{place}: questions within questions within questions")
    if not isinstance(data.get("type"), str) or data["type"] not in TYPES:
        raise InvalidEncoding(f"{place}: question type {data.get('type')!r} is not known")
    values = {name: value for name, value in data.items() if name != "type"}
    question: Question = _decode_fields(TYPES[data["type"]], values, place)
    return question


def _decode_fields(kind: type, data: Any, place: str) -> Any:
    if not isinstance(data, Mapping):
        raise InvalidEncoding(f"{place}: must be an object")
    hints = _hints(kind)
    for name in data.keys() - hints.keys():
        raise InvalidEncoding(f"{place}: field {name!r} is not known")
    values = {name: _decode(hints[name], value, f"{place}.{name}") for name, value in data.items()}
    try:
        return kind(**values)
    except TypeError as missing:
        raise InvalidEncoding(f"{place}: a field is missing ({missing})") from missing


@cache
def _hints(kind: type) -> dict[str, Any]:
    hints = get_type_hints(kind)
    return {part.name: hints[part.name] for part in fields(kind)}


def _decode(kind: Any, value: Any, place: str) -> Any:
    if get_origin(kind) in (Union, types.UnionType):
        return _decode_optional(kind, value, place)
    if get_origin(kind) is tuple:
        return _decode_tuple(get_args(kind)[0], value, place)
    if kind is Question:
        return _decode_question(value, place)
    if is_dataclass(kind) and isinstance(kind, type):
        return _decode_fields(kind, value, place)
    return _decode_plain(kind, value, place)


def _decode_optional(kind: Any, value: Any, place: str) -> Any:
    (inner,) = (part for part in get_args(kind) if part is not type(None))
    return None if value is None else _decode(inner, value, place)


def _decode_tuple(kind: Any, value: Any, place: str) -> tuple[Any, ...]:
    if not isinstance(value, list | tuple):
        raise InvalidEncoding(f"{place}: must be a list")
    return tuple(_decode(kind, part, f"{place}[{number}]") for number, part in enumerate(value))


def _decode_plain(kind: Any, value: Any, place: str) -> Any:
    if kind in (str, bool, int):
        if type(value) is kind:
            return value
        raise InvalidEncoding(f"{place}: {value!r} is not a {kind.__name__}")
    if not isinstance(value, str):
        raise InvalidEncoding(f"{place}: {value!r} must be a text")
    try:
        found = kind(value)
    except (ValueError, ArithmeticError, InvalidOperation) as wrong:
        raise InvalidEncoding(f"{place}: {value!r} is not a {kind.__name__}") from wrong
    if isinstance(found, Decimal) and not found.is_finite():
        raise InvalidEncoding(f"{place}: {value!r} is not a number")
    return found
