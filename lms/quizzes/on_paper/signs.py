"""Reading the signs for one answer, as `shapes` writes them, from a line that a person typed. Pure.

Spaces and commas between signs do not matter, nor does the case.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from string import ascii_uppercase

from lms.quizzes.on_paper.shapes import (
    ESSAY,
    ON_PAPER,
    Letters,
    One,
    Order,
    Part,
    Shape,
    Some,
    Truth,
    Typed,
    Written,
)
from question_bank.question import Json

BLANKS = frozenset("-–—−_")
BETWEEN = frozenset(" \t\u00a0,;")
TRUTHS = {"Đ": True, "D": True, "Ð": True, "S": False}
QUOTES = {'"': '"', "“": "”", "”": "”", "„": "”", "«": "»"}
_BARE_NUMBER = re.compile(r"\d[\d.,]*", re.ASCII)


class Wrong(StrEnum):
    """What is not understood."""

    NO_SUCH = "no-such"  # a letter that this question does not have
    ONE_ONLY = "one-only"  # several letters where one is wanted
    NOT_A_SIGN = "not-a-sign"  # something else than this question is answered with
    KEYBOARD = "keyboard"  # a letter with Vietnamese marks: the keyboard joins what is typed
    NOT_CLOSED = "not-closed"  # a bracket or quote that does not end
    COUNT = "count"  # too few or too many signs in brackets
    EACH_ONCE = "each-once"  # an order that names something twice
    ENDED = "ended"  # the line ends before


class NotRead(Exception):
    """Where the line stops being understood, by its place from 0."""

    def __init__(self, why: Wrong, place: int, sign: str = "") -> None:
        super().__init__(why)
        self.why, self.place, self.sign = why, place, sign


@dataclass
class Cursor:
    """A line and how far it is read."""

    text: str
    place: int = 0

    @property
    def sign(self) -> str:
        """The next sign, empty at the end; what only separates is skipped."""
        while self.place < len(self.text) and self.text[self.place] in BETWEEN:
            self.place += 1
        return self.text[self.place : self.place + 1]

    def take(self) -> str:
        sign = self.sign
        self.place += len(sign)
        return sign

    def fail(self, why: Wrong) -> NotRead:
        return NotRead(why if self.sign else Wrong.ENDED, self.place, self.sign)


def read(wanted: Shape, cursor: Cursor) -> Json:
    """The answer that stands next, None if it is left blank.

    Raises:
        NotRead: with the place where it goes wrong.
    """
    if isinstance(wanted, One):
        return _one(wanted.part, cursor)
    if isinstance(wanted, Some):
        return _some(wanted.letters, cursor)
    if isinstance(wanted, Order):
        return _order(_each([wanted.letters for _name in wanted.letters.ids], cursor), cursor)
    values = _each([part for _name, part in wanted.parts], cursor)
    named = zip((name for name, _part in wanted.parts), values, strict=True)
    given: dict[str, Json] = {name: value for name, value in named if value is not None}
    return given or None


def _one(part: Part, cursor: Cursor) -> Json:
    if cursor.sign == "(":
        start = cursor.place
        inside = _inside(cursor)
        if len(inside.strip()) > 1 and isinstance(part, Letters):
            raise NotRead(Wrong.ONE_ONLY, start, "(")
        return _whole(part, inside, start) if inside.strip() else None
    return _part(part, cursor)


def _whole(part: Part, inside: str, start: int) -> Json:
    """What stands in brackets, read as one sign."""
    own = Cursor(inside)
    try:
        value = _part(part, own)
    except NotRead as wrong:
        raise NotRead(wrong.why, start + 1 + wrong.place, wrong.sign) from wrong
    if own.sign:
        raise NotRead(Wrong.COUNT, start, "(")
    return value


def _some(letters: Letters, cursor: Cursor) -> Json:
    if cursor.sign != "(":
        one = _part(letters, cursor)
        return None if one is None else [one]
    cursor.take()
    found: list[Json] = []
    while cursor.sign != ")":
        one = _part(letters, cursor, Wrong.NOT_CLOSED)
        if one is not None and one not in found:
            found.append(one)
    cursor.take()
    return [name for name in letters.ids if name in found] or None


def _each(parts: Sequence[Part], cursor: Cursor) -> list[Json]:
    """So many signs, in brackets or not; brackets around nothing are nothing for each."""
    if cursor.sign != "(":
        return [_part(part, cursor) for part in parts]
    start = cursor.place
    cursor.take()
    if cursor.sign == ")":
        cursor.take()
        return [None for _part_of in parts]
    values: list[Json] = []
    for part in parts:
        if cursor.sign == ")":
            raise NotRead(Wrong.COUNT, start, "(")
        values.append(_part(part, cursor, Wrong.NOT_CLOSED))
    if cursor.take() != ")":
        raise NotRead(Wrong.COUNT if cursor.sign else Wrong.NOT_CLOSED, start, "(")
    return values


def _order(values: list[Json], cursor: Cursor) -> Json:
    given: list[Json] = [value for value in values if value is not None]
    if not given:
        return None
    if len({str(value) for value in given}) < len(values):
        raise NotRead(Wrong.EACH_ONCE, cursor.place - 1)
    return given


def _part(part: Part, cursor: Cursor, at_end: Wrong = Wrong.ENDED) -> Json:
    sign = cursor.sign
    if not sign:
        raise NotRead(at_end, cursor.place)
    if sign in BLANKS:
        cursor.take()
        return None
    if isinstance(part, Letters):
        return _letter(part, cursor)
    if isinstance(part, Truth):
        return _truth(cursor)
    if isinstance(part, Written) and sign.upper() == ESSAY:
        cursor.take()
        return ON_PAPER
    return _typed(part, cursor)


def _letter(part: Letters, cursor: Cursor) -> str:
    sign = cursor.sign.upper()
    if sign in ascii_uppercase[: len(part.ids)]:
        cursor.take()
        return part.ids[ascii_uppercase.index(sign)]
    raise cursor.fail(_why_no_letter(sign))


def _why_no_letter(sign: str) -> Wrong:
    if sign in ascii_uppercase:
        return Wrong.NO_SUCH
    return Wrong.KEYBOARD if sign.isalpha() else Wrong.NOT_A_SIGN


def _truth(cursor: Cursor) -> bool:
    sign = cursor.sign.upper()
    if sign not in TRUTHS:
        raise cursor.fail(Wrong.NOT_A_SIGN)
    cursor.take()
    return TRUTHS[sign]


def _typed(part: Part, cursor: Cursor) -> str | None:
    if cursor.sign in QUOTES:
        return _quoted(cursor) or None
    number = _BARE_NUMBER.match(cursor.text, cursor.place)
    if isinstance(part, Typed) and part.number and number:
        cursor.place = number.end()
        return number[0].rstrip(".,")
    raise cursor.fail(Wrong.NOT_A_SIGN)


def _quoted(cursor: Cursor) -> str:
    """What stands in quotes; a quote inside is written twice."""
    start, end = cursor.place, QUOTES[cursor.sign]
    pieces, place = [], cursor.place + 1
    while True:
        closing = cursor.text.find(end, place)
        if closing < 0:
            raise NotRead(Wrong.NOT_CLOSED, start, cursor.text[start])
        pieces.append(cursor.text[place:closing])
        place = closing + 1
        if cursor.text[place : place + 1] != end:
            break
        pieces.append(end)
        place += 1
    cursor.place = place
    return "".join(pieces).strip()


def _inside(cursor: Cursor) -> str:
    """What stands in brackets, which are passed."""
    start, place = cursor.place, cursor.place + 1
    while place < len(cursor.text) and cursor.text[place] != ")":
        if cursor.text[place] in QUOTES:
            quoted = Cursor(cursor.text, place)
            _quoted(quoted)
            place = quoted.place
        else:
            place += 1
    if place >= len(cursor.text):
        raise NotRead(Wrong.NOT_CLOSED, start, "(")
    cursor.place = place + 1
    return cursor.text[start + 1 : place]
