"""Answers given together: `1-A 2-B`, a row of numbers over a row of letters, two columns, `Câu 1: Chọn A`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from question_bank.formats.vietnamese import patterns
from question_bank.formats.vietnamese.lines import Line

_LABEL = re.compile(
    r"\s*(?:câu(?: hỏi| số)?|stt|đáp án|đ/a|đa|trả lời|question|answer)\s*[:.]?\s*", re.IGNORECASE
)
_VALUE = re.compile(r"[A-Ha-h](?:\s{0,2}[,;]\s{0,2}[A-Ha-h]){0,6}|[ĐSđs]{2,8}|đúng|sai|[ĐSđs]", re.IGNORECASE)
_SENTENCE = re.compile(
    r"\s*Câu\s{0,3}(?P<number>\d{1,4})\s*[.:)]?\s*(?:\(?(?:Chọn|Đáp án(?: đúng)?(?: là)?)\s*:?\s*)"
    r"(?P<value>[A-H](?:\s*,\s*[A-H]){0,6})\b\)?[.:;,]?\s*(?P<explanation>.*)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Answer:
    """What a table says about the question of this number."""

    number: int
    value: str
    explanation: str = ""


def answers_in(lines: Sequence[Line]) -> tuple[list[Answer], list[Line]]:
    """All answers in these lines in order, and the lines that say something else."""
    answers: list[Answer] = []
    rest: list[Line] = []
    place = 0
    while place < len(lines):
        text = lines[place].text
        following = lines[place + 1].text if place + 1 < len(lines) else ""
        if rows := _rows(text, following):
            answers += rows
            place += 2
            continue
        found = _pairs(text) or _sentence(text)
        answers += found
        if not found and not _is_label(text):
            rest.append(lines[place])
        place += 1
    return answers, rest


def answers_in_table(grid: Sequence[Sequence[str]]) -> list[Answer]:
    """The answers of a table that holds nothing else, or none."""
    rows = [[" ".join(cell.split()) for cell in row] for row in grid]
    return _cells(rows) or _row_pairs(rows) or _row_pairs(_transposed(rows)) or _alternating(rows)


def _pairs(text: str) -> list[Answer]:
    """`1-A 2-B 3. C`, with nothing between them."""
    body = _LABEL.match(text)
    position = body.end() if body and text[body.end() :][:1].isdigit() else 0
    found = []
    while position < len(text) and (pair := patterns.PAIR.match(text, position)):
        found.append(Answer(int(pair["number"]), pair["value"]))
        position = pair.end()
    return found if position >= len(text.rstrip()) else []


def _sentence(text: str) -> list[Answer]:
    found = _SENTENCE.fullmatch(text)
    return [Answer(int(found["number"]), found["value"], found["explanation"].strip())] if found else []


def _rows(numbers: str, values: str) -> list[Answer]:
    """Two lines with tabs or spaces between what would be cells."""
    return _two_rows(_split(numbers), _split(values)) if any(sign.isdigit() for sign in numbers) else []


def _split(text: str) -> list[str]:
    bare = re.sub(
        r"^\s*(?:câu(?: hỏi| số)?|stt|đáp án|đ/a|đa)\b\s*[:.]?", "", text, count=1, flags=re.IGNORECASE
    )
    return [part for part in re.split(r"[\s|;]+", bare) if part]


def _two_rows(numbers: Sequence[str], values: Sequence[str]) -> list[Answer]:
    """A row of at least two numbers over a row of as many answers."""
    if len(numbers) < 2 or len(numbers) != len(values):
        return []
    fits = all(number.isdigit() and len(number) < 5 for number in numbers) and all(
        map(_VALUE.fullmatch, values)
    )
    return [Answer(int(number), value) for number, value in zip(numbers, values, strict=True)] if fits else []


def _cells(rows: Sequence[Sequence[str]]) -> list[Answer]:
    """Every cell is a pair."""
    cells = [cell for row in rows for cell in row if cell and not _is_label(cell)]
    found = [_pairs(cell) for cell in cells]
    return [answer for pair in found for answer in pair] if found and all(found) else []


def _row_pairs(rows: Sequence[Sequence[str]]) -> list[Answer]:
    """Rows of numbers, each over a row of answers; the first cells may say which is which."""
    bare = [[cell for cell in row if cell and not _is_label(cell)] for row in rows]
    bare = [row for row in bare if row]
    if not bare or len(bare) % 2:
        return []
    found = [_two_rows(numbers, values) for numbers, values in zip(bare[::2], bare[1::2], strict=True)]
    return [answer for pair in found for answer in pair] if all(found) else []


def _alternating(rows: Sequence[Sequence[str]]) -> list[Answer]:
    """Number and answer in turn, as often as the page is wide."""
    found: list[Answer] = []
    for row in rows:
        cells = [cell for cell in row if cell and not _is_label(cell)]
        pairs = list(zip(cells[::2], cells[1::2], strict=False))
        if len(cells) % 2 or not all(number.isdigit() and _VALUE.fullmatch(value) for number, value in pairs):
            return []
        found += [Answer(int(number[:9]), value) for number, value in pairs]
    return found


def _transposed(rows: Sequence[Sequence[str]]) -> list[list[str]]:
    width = max((len(row) for row in rows), default=0)
    return [[row[column] if column < len(row) else "" for row in rows] for column in range(width)]


def _is_label(text: str) -> bool:
    signs = (_LABEL.fullmatch, patterns.KEYS_BELOW.fullmatch, patterns.FINISH.fullmatch)
    return not text.strip() or any(sign(text) for sign in signs)
