"""What is done with the words of a question before it is stored: cleaned, made findable, compared. Pure."""

import re
from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from html import unescape
from typing import Any, TypeVar

from lms.web.filters import clean
from question_bank.fingerprints import all_texts, fingerprint
from question_bank.markup import folded, from_mixed, plain
from question_bank.question import Question
from question_bank.types import Accepted

RICH = frozenset(
    {"text", "case", "explanation", "feedback", "feedback_true", "feedback_false", "otherwise", "guidance"}
)
SUMMARY = 400
Thing = TypeVar("Thing")


def cleaned(question: Question) -> Question:
    """The question with every rich text reduced to the subset that may be stored; level and topic stand elsewhere."""
    return replace(changed_texts(question, clean), level=None, topic="")


def changed_texts(thing: Thing, change: Callable[[str], str]) -> Thing:
    """The same question (or part of one) with `change` applied to all rich texts; accepted answers are plain text."""
    changed: dict[str, Any] = {}
    for part in fields(thing):  # type: ignore[arg-type]
        value = getattr(thing, part.name)
        other: Any = value
        if isinstance(value, str):
            other = (
                change(value) if value and part.name in RICH and not isinstance(thing, Accepted) else value
            )
        elif isinstance(value, tuple):
            other = tuple(changed_texts(one, change) if is_dataclass(one) else one for one in value)
        elif is_dataclass(value):
            other = changed_texts(value, change)
        if other != value:
            changed[part.name] = other
    return replace(thing, **changed) if changed else thing  # type: ignore[type-var]


def summary(question: Question) -> str:
    """One line for lists."""
    line = " ".join(plain(question.text).split()) or "…"
    return line if len(line) <= SUMMARY else line[: SUMMARY - 1] + "…"


def words(question: Question) -> str:
    """All that a search may find, in small letters, marks kept."""
    told = [plain(question.case), plain(question.explanation)]
    asked = [question.code, question.title, *question.tags, *all_texts(question), *told]
    return " ".join(" ".join([*asked, question.source]).casefold().split())


def search_key(found: str) -> str:
    """The same without marks."""
    return folded(found)


def duplicate_key(question: Question) -> str:
    """Equal for two questions that ask the same with the same options, whatever their order, case and key."""
    return fingerprint(question)


def to_edit(stored: str) -> str:
    """A stored text as a person edits it: line ends instead of `<br>`, plain signs where that reads back equal."""
    lines = re.sub(r"<br\s*/?>\n?", "\n", stored)
    bare = unescape(lines)
    return bare if from_edit(bare) == stored else lines


def from_edit(typed: str) -> str:
    """What a person typed as HTML to store; the tags they may use stay tags."""
    return clean(from_mixed(typed.replace("\r\n", "\n")))
