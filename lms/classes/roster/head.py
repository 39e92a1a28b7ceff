"""Where a roster begins and ends: title lines above the head, heads of two rows, totals and signatures below. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from lms.accounts.names import search_key
from lms.classes.roster.cells import Line
from lms.classes.roster.columns import Column, Field, guess, meaning_of, names_people, with_samples

LOOKED_AT = 60
LONGEST_HEAD = 90
WIDEST_TAIL = 4
_TAIL = re.compile(
    r"(tong cong|tong so|tong|cong|danh sach (nay|tren|gom|co)|an dinh|nguoi lap|lap bieu|tm |t m |kt |k t |tl |"
    r"xac nhan|thu truong|ky ten|ky ghi ro|da ky|noi nhan|giam doc|hieu truong|bi thu$|pho bi thu$|truong (ban|phong)$|"
    r"ngay thang nam|(\w+ )+ngay (\d+ )?thang (\d+ )?nam|ngay \d+ thang \d+ nam).*"
)
_SECTION = re.compile(
    r"(([ivx]+|[a-h]|\d+) )?(dang bo|dang uy|chi bo|don vi|khoi|doan|huyen|thanh pho|phuong|xa) .+"
)


@dataclass(frozen=True)
class Layout:
    """A sheet taken apart: what the columns mean, the rows of people, what was passed over, units by row."""

    columns: list[Column]
    head_row: int
    rows: list[Line]
    passed_over: list[Line] = field(default_factory=list)
    sections: dict[int, str] = field(default_factory=dict)


def layout(lines: Sequence[Line], head_row: int | None = None) -> Layout:
    """Find the head, or take the row that a person named (0: none); without one the cells say what columns mean."""
    named = [place for place, line in enumerate(lines) if line.number == head_row]
    place = _head_place(lines) if head_row is None else named[0] if named else None
    if place is None:
        return _taken_apart([""] * _width(lines), lines, 0)
    heads, body = list(lines[place].cells), place + 1
    if body < len(lines) and _is_second_head(lines[body]):
        heads, body = _joined(heads, lines[body].cells), body + 1
    if body < len(lines) and _counts_columns(lines[body]):
        body += 1
    heads += [""] * (_width(lines[body:]) - len(heads))
    return _taken_apart(heads, lines[body:], lines[place].number)


def score(lines: Sequence[Line]) -> int:
    """How much this looks like a roster: heads that are known, then anything at all."""
    place = _head_place(lines)
    return 0 if not lines else 1 if place is None else 1 + 10 * _known(lines[place])


def _head_place(lines: Sequence[Line]) -> int | None:
    """The first row with the most known heads, if it names people and something else."""
    found = [(_known(line), -place) for place, line in enumerate(lines[:LOOKED_AT]) if _names(line)]
    known, place = max(found, default=(0, 0))
    if known >= 2 or (known == 1 and len(lines[-place].texts) == 1):
        return -place
    return _words_above_numbers(lines)


def _words_above_numbers(lines: Sequence[Line]) -> int | None:
    """Heads that nobody knows: a row of words above rows that hold numbers."""
    for place, (line, below) in enumerate(pairwise(lines[:LOOKED_AT])):
        if len(line.texts) >= 2 and not _numbers(line) and _numbers(below):
            return place
        if _numbers(line):
            return None
    return None


def _numbers(line: Line) -> bool:
    return any(any(sign.isdecimal() for sign in cell) for cell in line.cells)


def _known(line: Line) -> int:
    return sum(meaning_of(cell) is not None for cell in line.texts if len(cell) <= LONGEST_HEAD)


def _names(line: Line) -> bool:
    heads = {meaning_of(cell) for cell in line.texts if len(cell) <= LONGEST_HEAD}
    return bool(heads & {Field.NAME, Field.FAMILY, Field.GIVEN})


def _is_second_head(line: Line) -> bool:
    """Every cell is a head again: `Nam | Nữ` below `Ngày sinh`."""
    return all(meaning_of(cell) is not None for cell in line.texts) and not _counts_columns(line)


def _counts_columns(line: Line) -> bool:
    """`1 | 2 | 3 …` or `(1) | (2) …` below the heads."""
    numbers = [re.sub(r"\D", "", cell) for cell in line.texts if not re.search(r"[^\W\d]{3}", cell)]
    counted = [int(number) for number in numbers if number and len(number) < 3]
    return (
        len(counted) >= 3
        and len(counted) == len(line.texts)
        and counted == sorted(counted)
        and counted[0] <= 1
    )


def _joined(above: Sequence[str], below: Sequence[str]) -> list[str]:
    """Heads of two rows as one; an upper head that stands for several columns reaches to the right."""
    width = max(len(above), len(below))
    upper = list(above) + [""] * (width - len(above))
    lower = list(below) + [""] * (width - len(below))
    for place in range(1, width):
        if not upper[place] and lower[place]:
            upper[place] = upper[place - 1]
    return [
        top if low == top or not low else f"{top} {low}".strip()
        for top, low in zip(upper, lower, strict=True)
    ]


def _taken_apart(heads: list[str], lines: Sequence[Line], head_row: int) -> Layout:
    columns = guess(heads, [line.cells for line in lines[:200]])
    people: list[Line] = []
    passed: list[Line] = []
    sections: dict[int, str] = {}
    section, ended = "", False
    for line in lines:
        if ended := ended or _is_tail(line):
            ended = not _is_person(line, columns)
        if not ended and _is_section(line):
            section = line.texts[0]
            passed.append(line)
        elif ended or not _holds_more_than_a_number(line, columns) or _repeats(line, heads):
            passed.append(line)
        else:
            people.append(line)
            sections |= {line.number: section} if section else {}
    columns = with_samples(columns, [line.cells for line in people])
    return Layout(columns, head_row, people, [line for line in passed if len(line.texts) > 0], sections)


def _is_tail(line: Line) -> bool:
    """A total, a place and date, or a signature: few cells, one of which says so."""
    texts = line.texts
    return len(texts) <= WIDEST_TAIL and any(_TAIL.fullmatch(search_key(text)) for text in texts)


def _is_person(line: Line, columns: Sequence[Column]) -> bool:
    """Below a total: again a row of people if it has a name and a number, or a name and two things more."""
    if _is_tail(line):
        return False
    cells = dict(zip((column.meaning for column in columns), line.cells, strict=False))
    named = bool(cells.get(Field.NAME) or cells.get(Field.GIVEN))
    return named and (cells.get(Field.ORDINAL, "").isdecimal() or len(line.texts) >= 3)


def _holds_more_than_a_number(line: Line, columns: Sequence[Column]) -> bool:
    """Numbers are often filled in further than the names."""
    if not names_people(columns):
        return True
    wanted = [
        cell
        for column, cell in zip(columns, line.cells, strict=False)
        if cell and column.meaning not in {Field.ORDINAL, Field.NOTHING, Field.PRIVATE}
    ]
    return bool(wanted) or len(line.texts) > 1


def _repeats(line: Line, heads: Sequence[str]) -> bool:
    """The head printed again on the next page."""
    return any(heads) and len(line.texts) > 1 and set(line.texts) <= set(heads)


def _is_section(line: Line) -> bool:
    """A row that only says to which unit the people below belong."""
    return len(line.texts) == 1 and _SECTION.fullmatch(search_key(line.texts[0])) is not None


def _width(lines: Sequence[Line]) -> int:
    return max((len(line.cells) for line in lines), default=0)
