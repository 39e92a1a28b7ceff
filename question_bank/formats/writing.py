"""What all writers share: a question can be written if what was written reads back equal."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Any

from question_bank.encoding import encode
from question_bank.formats.imported import Imported
from question_bank.problems import Place, Problem, Unit, error
from question_bank.question import Question
from question_bank.types.cloze import GAP, Cloze

Write = Callable[[Sequence[Question]], bytes]
Read = Callable[[bytes], Imported]


PICTURE_HERE = re.compile(r"""<img[^>]*\ssrc=["'](?:file:|/)""", re.IGNORECASE)


class CannotWrite(ValueError):
    """Some questions cannot be said in the format; `problems` name them by their number in the list."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("; ".join(f"{problem.place}: {problem.message}" for problem in problems))
        self.problems = problems


def refusal(
    question: Question,
    types: Iterable[type[Question]],
    write: Write,
    read: Read,
    *,
    pictures: bool = False,
) -> Problem | None:
    """Why the format cannot hold this question, None if it can. Only some formats carry pictures in the file."""
    if type(question) not in types:
        return error("format.type", type=question.type)
    if not pictures and PICTURE_HERE.search(str(encode(question))):
        return error("format.picture")
    try:
        back = [one.question for one in read(write([question])).questions]
    except ValueError:  # characters that the format has no way to say
        return error("format.field", field="text")
    if len(back) != 1:
        return error("format.field", field="text")
    field = differing_field(question, back[0])
    return error("format.field", field=field) if field else None


def refuse_unsupported(questions: Sequence[Question], supports: Callable[[Question], Problem | None]) -> None:
    """Raise CannotWrite naming every question that the format cannot hold."""
    found = [
        replace(problem, place=Place(Unit.QUESTION, number, number))
        for number, question in enumerate(questions, start=1)
        if (problem := supports(question))
    ]
    if found:
        raise CannotWrite(found)


def differing_field(one: Question, other: Question) -> str:
    """The first field in which two questions differ, ids aside; empty if they are the same question."""
    first, second = comparable(one), comparable(other)
    return next((name for name in first if first[name] != second.get(name)), "")


def comparable(question: Question) -> dict[str, Any]:
    """The encoded question with its ids counted through, as no exchange format carries ids."""
    numbers: dict[str, str] = {}
    found = _renamed(encode(_gaps_counted(question)), numbers)
    return _renamed(found, numbers) if isinstance(found, dict) else {}


def _gaps_counted(question: Question) -> Question:
    """The gaps of a cloze called by their number, in its text too."""
    if not isinstance(question, Cloze):
        return question
    names = {gap.id: f"g{number}" for number, gap in enumerate(question.gaps, start=1)}
    text = GAP.sub(lambda found: f"[[{names.get(found[1], found[1])}]]", question.text)
    return replace(question, text=text, gaps=tuple(replace(gap, id=names[gap.id]) for gap in question.gaps))


def _renamed(value: Any, numbers: dict[str, str]) -> Any:
    if isinstance(value, list):
        return [_renamed(part, numbers) for part in value]
    if not isinstance(value, dict):
        return value
    if isinstance(value.get("id"), str) and value["id"] not in numbers.values():
        numbers.setdefault(value["id"], f"#{len(numbers)}")
    renamed = {name: _renamed(part, numbers) for name, part in value.items()}
    return renamed | {
        name: numbers.get(renamed[name], renamed[name])
        for name in ("id", "right")
        if isinstance(renamed.get(name), str)
    }
