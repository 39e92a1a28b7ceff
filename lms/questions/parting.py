"""One question that is two, two that are one: where a border was read at the wrong place. Pure."""

import re
from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Any

from lms.questions.keys import with_key
from lms.questions.retyping import MAKERS, SHARED, Parts, parts_of
from question_bank.formats import plain_text
from question_bank.markup import plain
from question_bank.problems import Problem
from question_bank.question import Question
from question_bank.types import Essay, MultipleChoice, SingleChoice, Statements

BEGINNING = "Câu 1. "  # what a text needs to be read as a question


@dataclass(frozen=True)
class Part:
    """A question read from some lines of an item; `problems` are those of the reading and its own."""

    asked: Question
    source_text: str
    problems: tuple[Problem, ...]


def apart(source_text: str, asked: Question, line: int) -> list[Part]:
    """What stands before `line` (counted from 0) and from it on, read anew. What was known stays: keys by the words of
    the options, pictures with the first part. Not even a line that is no question is lost.
    """
    lines = source_text.splitlines()
    halves = ["\n".join(half) for half in (lines[:line], lines[line:]) if any(map(str.strip, half))]
    parts = [part for half in halves for part in _read(half)]
    first, *others = [_knowing(part, asked) for part in parts]
    return [replace(first, asked=_with_pictures(first.asked, asked)), *others]


def together(first: Question, second: Question) -> Question | None:
    """The second as the rest of the first; None for types that are more than a text with lines below it."""
    upper, lower = parts_of(first), parts_of(second)
    if isinstance(first, Essay) and isinstance(second, Essay):
        return replace(
            first, **_joined_fields(first, second), guidance=_lines(first.guidance, second.guidance)
        )
    kind = first.type if upper else second.type
    if not {kind, first.type, second.type} <= set(MAKERS):
        return None
    shared = _joined_fields(first, second)
    if upper:
        shared["text"] = first.text
        upper = _with_tail(upper, second.text)
    return MAKERS[kind](shared, [*upper, *lower])


def _read(half: str) -> list[Part]:
    found = plain_text.read(half.encode())
    if not found.questions:
        found = plain_text.read((BEGINNING + half).encode())
    told = [[*one.problems] for one in found.questions]
    told[0] = [*found.problems, *told[0]]
    sources = [half] if len(found.questions) == 1 else [one.source_text for one in found.questions]
    return [
        Part(one.question, source, tuple(replace(problem, place=None) for problem in problems))
        for one, source, problems in zip(found.questions, sources, told, strict=True)
    ]


def _knowing(part: Part, old: Question) -> Part:
    """With the key that was known; what was missing only for want of it is settled."""
    asked = _with_known_key(part.asked, old)
    settled = {one.code for one in part.asked.problems()} - {one.code for one in asked.problems()}
    return replace(part, asked=asked, problems=tuple(one for one in part.problems if one.code not in settled))


def _with_known_key(new: Question, old: Question) -> Question:
    """Underlined and coloured letters are gone from the lines; what they said is still known."""
    if any(right for _text, right in parts_of(new)):
        return new
    return with_key(new, _known(new, {plain(text): right for text, right in parts_of(old)}))


def _known(new: Question, rights: dict[str, bool | None]) -> Collection[str]:
    told = [(place, rights.get(plain(text))) for place, (text, _right) in enumerate(parts_of(new))]
    match new:
        case SingleChoice() | MultipleChoice():
            return [str(place) for place, right in told if right]
        case Statements():
            return [f"{place}-{right}" for place, right in told if right is not None]
    return []


def _with_pictures(new: Question, old: Question) -> Question:
    found = _PICTURE.findall("".join([old.text, *(text for text, _right in parts_of(old))]))
    return replace(new, text=_lines(new.text, "".join(found)))


def _joined_fields(first: Question, second: Question) -> dict[str, Any]:
    fields = {name: getattr(first, name) or getattr(second, name) for name in SHARED}
    return fields | {
        "text": _lines(first.text, second.text),
        "explanation": _lines(first.explanation, second.explanation),
        "tags": tuple(dict.fromkeys(first.tags + second.tags)),
    }


def _with_tail(parts: Parts, text: str) -> Parts:
    *before, (last, right) = parts
    return [*before, (_lines(last, text), right)]


def _lines(*texts: str) -> str:
    return "<br>".join(text for text in texts if text)


_PICTURE = re.compile(r'<img src="/files/[^"]*"[^>]*>')
