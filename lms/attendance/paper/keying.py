"""Lines keyed in from a signed sheet: `12 x`, `14-20 x`, `3 5 8 P`, `31k`. Pure.

Numbers are those of the printed lines; x present, M late, P excused, K absent without leave, 0 nothing recorded.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from lms.attendance.windows import Mark

SIGNS = {"x": Mark.PRESENT, "m": Mark.LATE, "p": Mark.EXCUSED, "k": Mark.ABSENT, "0": Mark.NONE}
MOST_LINES = 2000
LONGEST_LINE = 500
_LINE = re.compile(r"(?P<numbers>[\d\s,;–-]*\d)\s*(?P<sign>[xmpk]|(?<=\s)0)", re.IGNORECASE)
_NUMBERS = re.compile(r"(\d{1,4})\s*(?:[-–]\s*(\d{1,4}))?")


class Trouble(StrEnum):
    """Why a line says nothing."""

    NOT_READ = "not-read"
    NO_SUCH_LINE = "no-such-line"
    BACKWARDS = "backwards"
    TWICE = "twice"  # the same number with another sign before


@dataclass(frozen=True)
class Problem:
    """`line` counts what was keyed from 1; `number` is that of the sheet where one is meant."""

    line: int
    text: str
    why: Trouble
    number: int = 0


@dataclass(frozen=True)
class Keyed:
    """Marks by printed number, and what could not be read."""

    marks: Mapping[int, Mark]
    problems: tuple[Problem, ...]


def read(text: str, count: int) -> Keyed:
    """What the lines say of a sheet with `count` printed lines; a number with two signs keeps the first."""
    marks: dict[int, Mark] = {}
    problems: list[Problem] = []
    for place, raw in enumerate(text.splitlines()[:MOST_LINES], 1):
        line = raw.strip()[:LONGEST_LINE]
        if line:
            problems += _read_line(place, line, count, marks)
    return Keyed(marks, tuple(problems))


def _read_line(place: int, line: str, count: int, marks: dict[int, Mark]) -> Iterable[Problem]:
    found = _LINE.fullmatch(line)
    if found is None:
        yield Problem(place, line, Trouble.NOT_READ)
        return
    mark = SIGNS[found["sign"].lower()]
    for first, last in _ranges(found["numbers"]):
        if last < first:
            yield Problem(place, line, Trouble.BACKWARDS, first)
            continue
        for number in range(min(first, count + 1), min(last, count + 1) + 1):
            if not 1 <= number <= count:
                yield Problem(place, line, Trouble.NO_SUCH_LINE, max(first, number))
            elif marks.setdefault(number, mark) is not mark:
                yield Problem(place, line, Trouble.TWICE, number)


def _ranges(numbers: str) -> list[tuple[int, int]]:
    return [(int(found[1]), int(found[2] or found[1])) for found in _NUMBERS.finditer(numbers)]
