"""A keyed line: who, which paper, then the answers in the order of the paper. Pure.

`12 101 ABCDA BC-DA (AC) ĐS-Đ "1945"`: number on the list (or member code, or part of the name), mã đề, signs.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from lms.quizzes.on_paper.shapes import Shape, write
from lms.quizzes.on_paper.signs import Cursor, NotRead, Wrong, read
from question_bank.question import Json

LONGEST = 20_000
IN_A_GROUP = 5
Paper = Mapping[int, Shape]


class Trouble(StrEnum):
    """What is wrong with the line as a whole."""

    NO_CODE = "no-code"
    MISSING = "missing"  # the line ends before the paper does
    TOO_MUCH = "too-much"  # something stands behind the last answer
    TOO_LONG = "too-long"


@dataclass(frozen=True)
class Problem:
    """What is not understood, at which place of the line (from 1), for which questions (0: none in particular)."""

    why: Wrong | Trouble
    place: int
    slot: int = 0
    last_slot: int = 0
    sign: str = ""


@dataclass(frozen=True)
class Line:
    """A line as it was read; `answers` has every slot that was understood, None where it was left blank."""

    text: str
    who: str = ""
    code: str = ""
    answers: Mapping[int, Json] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()

    @property
    def given(self) -> dict[int, Json]:
        return {slot: value for slot, value in self.answers.items() if value is not None}


def read_line(text: str, papers: Mapping[str, Paper], *, named: bool = True) -> Line:
    """What a line says; whatever it holds, it is read as far as it can be, and the rest is named.

    Where it is known whose line it is, it begins with the mã đề: then it is not `named`.
    """
    line = unicodedata.normalize("NFC", text).replace("\x00", "").strip()
    if len(line) > LONGEST:
        return Line(line[:LONGEST], problems=(Problem(Trouble.TOO_LONG, LONGEST),))
    words = list(_WORD.finditer(line))
    codes = {code.casefold(): code for code in papers}
    found = next((word for word in words[int(named) :] if word[0].casefold() in codes), None)
    if found is None:
        return Line(
            line, " ".join(word[0] for word in words[:1]), problems=(Problem(Trouble.NO_CODE, len(line) + 1),)
        )
    code = codes[found[0].casefold()]
    answers, problems = _answers(papers[code], Cursor(line, found.end()))
    return Line(line, line[: found.start()].strip(_AROUND), code, answers, tuple(problems))


def write_line(who: str, code: str, paper: Paper, answers: Mapping[int, Json]) -> str:
    """The line that `read_line` reads as these answers."""
    return f"{who} {write_answers(code, paper, answers)}"


def write_answers(code: str, paper: Paper, answers: Mapping[int, Json]) -> str:
    """The same without whose it is; single letters stand in groups of five."""
    written = [code, ""]
    for count, (slot, shape) in enumerate(paper.items()):
        signs = write(shape, answers.get(slot))
        if count % IN_A_GROUP and len(signs) == 1 and _LETTERS.fullmatch(written[-1]):
            written[-1] += signs
        else:
            written.append(signs)
    return " ".join(filter(None, written))


_WORD = re.compile(r"[^\s,;]+")
_AROUND = " \t,;\u00a0"
_LETTERS = re.compile(r"[A-ZĐ-]+")


def _answers(paper: Paper, cursor: Cursor) -> tuple[dict[int, Json], list[Problem]]:
    answers: dict[int, Json] = {}
    problems: list[Problem] = []
    slots = list(paper)
    for slot, shape in paper.items():
        if not cursor.sign:
            problems.append(Problem(Trouble.MISSING, cursor.place + 1, slot, slots[-1]))
            return answers, problems
        start = cursor.place
        try:
            answers[slot] = read(shape, cursor)
        except NotRead as wrong:
            problems.append(Problem(wrong.why, wrong.place + 1, slot, slot, wrong.sign))
            cursor.place = _behind(cursor.text, start, max(wrong.place, start))
    if cursor.sign:
        problems.append(Problem(Trouble.TOO_MUCH, cursor.place + 1, sign=cursor.text[cursor.place :][:20]))
    return answers, problems


def _behind(text: str, start: int, place: int) -> int:
    """Where to go on after something that was not understood: behind its brackets, quotes, or the one sign."""
    if text[start] == "(":
        closing = text.find(")", start)
        return closing + 1 if closing >= 0 else len(text)
    return min(place + 1, len(text))
