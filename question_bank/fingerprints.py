"""What a question asks, as texts and as one hash: equal questions have equal ones, whatever their order and key."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import fields
from functools import cache
from hashlib import sha256
from typing import Any, get_type_hints

from question_bank.markup import plain
from question_bank.question import Question


def fingerprint(question: Question) -> str:
    """Equal for two questions that ask the same with the same options, whatever their order, case and key."""
    return fingerprint_of(question, all_texts(question))


def all_texts(question: Question) -> list[str]:
    """The text of the question, then those of its parts, as a reader sees them."""
    return [plain(text) for text in _texts(question)]


def fingerprint_of(question: Question, texts: Sequence[str]) -> str:
    """As `fingerprint`, for a question whose `all_texts` are at hand."""
    stem, *others = texts
    rich = [*_texts(question), question.explanation]
    pictures = sorted(_PICTURE.findall(" ".join(rich)))
    stem = f"{plain(question.case)} {stem}" if question.case else stem
    parts = [question.type, _bare(stem), *sorted(map(_bare, others)), *pictures]
    return sha256("\n".join(parts).encode()).hexdigest()


def _texts(thing: Any) -> Iterator[str]:
    """The text of a question or of a part of one, then those of its parts, in the order of the fields."""
    kind = thing.__class__
    if "text" in kind.__dataclass_fields__:
        yield thing.text
    for name in with_parts(kind):
        value = getattr(thing, name)
        for one in value if type(value) is tuple else (value,):
            if hasattr(one, "__dataclass_fields__"):
                yield from _texts(one)


@cache
def with_parts(kind: Any) -> list[str]:
    """The fields that may hold parts: all but those of plain values."""
    hints = get_type_hints(kind)
    return [part.name for part in fields(kind) if hints[part.name] not in (str, bool, int, tuple[str, ...])]


def _bare(text: str) -> str:
    return " ".join(re.sub(r"[^\w]+", " ", unicodedata.normalize("NFC", text).casefold()).split())


_PICTURE = re.compile(r'<img[^>]+src="([^"]+)"')
