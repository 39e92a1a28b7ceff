"""What is done with the words of a question before it is stored: cleaned, made findable, compared. Pure."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields, replace
from functools import cache
from html import unescape
from operator import is_
from typing import Any, TypeVar

from lms.web.filters import clean
from question_bank.fingerprints import all_texts, fingerprint_of, with_parts
from question_bank.markup import folded, from_mixed, plain
from question_bank.question import Question
from question_bank.types import Accepted

RICH = frozenset(
    {"text", "case", "explanation", "feedback", "feedback_true", "feedback_false", "otherwise", "guidance"}
)
SUMMARY = 400
Thing = TypeVar("Thing")


def cleaned(question: Question, change: Callable[[str], str] = clean) -> Question:
    """The question with every rich text reduced to the subset that may be stored; level and topic stand elsewhere."""
    return replace(changed_texts(question, change), level=None, topic="")


def changed_texts(thing: Thing, change: Callable[[str], str]) -> Thing:
    """The same question (or part of one) with `change` applied to all rich texts; accepted answers are plain text."""
    changed: dict[str, Any] = {}
    kind: Any = thing.__class__
    for name in _rich(kind):
        value = getattr(thing, name)
        other = change(value) if value else value
        if other != value:
            changed[name] = other
    for name in with_parts(kind):
        value = getattr(thing, name)
        other = _changed_parts(value, change)
        if other is not value:
            changed[name] = other
    return replace(thing, **changed) if changed else thing  # type: ignore[type-var]


def _changed_parts(value: Any, change: Callable[[str], str]) -> Any:
    """The very same value where nothing in it changes."""
    if hasattr(value, "__dataclass_fields__"):
        return changed_texts(value, change)
    if not isinstance(value, tuple):
        return value
    others = tuple(_changed_parts(one, change) for one in value)
    return value if all(map(is_, others, value)) else others


@cache
def _rich(kind: Any) -> list[str]:
    return [] if kind is Accepted else [part.name for part in fields(kind) if part.name in RICH]


@dataclass(frozen=True)
class Told:
    """What the bank keeps beside a question to list, find and compare it."""

    texts: Sequence[str]  # as `all_texts` gives them
    line: str
    words: str
    duplicate_key: str


def told(question: Question) -> Told:
    """One line for lists; all that a search may find, in small letters, marks kept; a key of what it asks."""
    said = all_texts(question)
    also = [*question.tags, *said, plain(question.case), plain(question.explanation), question.source]
    words = " ".join(" ".join([question.code, question.title, *also]).casefold().split())
    return Told(said, _line(said[0]), words, fingerprint_of(question, said))


def _line(text: str, longest: int = SUMMARY) -> str:
    line = " ".join(text.split()) or "…"
    return line if len(line) <= longest else line[: longest - 1] + "…"


def line_of(text: str, longest: int = SUMMARY) -> str:
    """A rich text as one line for lists."""
    return _line(plain(text), longest)


def words_of(*some: str) -> str:
    """Rich texts as a search looks through them: in small letters, marks kept."""
    return " ".join(" ".join(map(plain, some)).casefold().split())


def search_key(found: str) -> str:
    """The same without marks."""
    return folded(found)


def to_edit(stored: str) -> str:
    """A stored text as a person edits it: line ends instead of `<br>`, plain signs where that reads back equal."""
    lines = re.sub(r"<br\s*/?>\n?", "\n", stored)
    bare = unescape(lines)
    return bare if from_edit(bare) == stored else lines


def from_edit(typed: str) -> str:
    """What a person typed as HTML to store; the tags they may use stay tags."""
    return clean(from_mixed(typed.replace("\r\n", "\n")))
