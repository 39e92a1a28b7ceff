"""What Moodle's formats say around a question: its category as our topic, its tags as our level and keywords."""

from __future__ import annotations

import re
from collections.abc import Sequence

from question_bank.question import Level, Question

ROOT = "$course$/top"
LEVELS = frozenset(Level)
_TOP = re.compile(r"^\$[a-z]+\$(?:/|$)(?:top(?:/|$))?")


def topic_of(category: str) -> str:
    """A category path without its root."""
    return _TOP.sub("", category.strip()).strip("/ ")


def category_of(topic: str) -> str:
    """The path that reads back as the topic."""
    return topic or ROOT


def level_and_tags(marks: Sequence[str]) -> tuple[Level | None, tuple[str, ...]]:
    """The first tag that is the code of a level, and all others."""
    place = next((place for place, mark in enumerate(marks) if mark in LEVELS), None)
    level = None if place is None else Level(marks[place])
    return level, tuple(mark for other, mark in enumerate(marks) if other != place)


def all_tags(question: Question) -> list[str]:
    """The other way: the level, then the keywords."""
    return [*([question.level.value] if question.level else []), *question.tags]
