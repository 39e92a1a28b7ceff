"""Writing the template. What a row cannot say is refused by name, so that what is written reads back equal."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Sequence
from datetime import datetime
from decimal import Decimal
from io import BytesIO, StringIO
from typing import Any

from xlsxwriter import Workbook

from question_bank.formats.sheets.columns import Column
from question_bank.formats.sheets.keys import letters
from question_bank.formats.sheets.reader import read
from question_bank.formats.sheets.words import HEADS, MARKING, TYPES
from question_bank.formats.writing import refusal, refuse_unsupported
from question_bank.markup import bare, from_mixed
from question_bank.options import letter
from question_bank.problems import Problem
from question_bank.question import Question
from question_bank.types import (
    Essay,
    Matching,
    MultipleChoice,
    Numeric,
    Ordering,
    ShortText,
    SingleChoice,
    Statements,
    TrueFalse,
)

FEWEST_OPTIONS = 4
MADE = datetime(2026, 1, 1)  # noqa: DTZ001 - the same questions make the same file
WIDTHS = {Column.TEXT: 60, Column.OPTION: 24, Column.EXPLANATION: 40, Column.SOURCE: 24}
_FORMULA = re.compile(r"'*[=+\-@\t\r＝＋－＠]")
_NUMBER = re.compile(r"[+-]?\d[\d.,]*")
Cells = tuple[list[str], str]


def write(questions: Sequence[Question]) -> bytes:
    """The questions as .xlsx; raises CannotWrite if a row cannot hold one of them."""
    refuse_unsupported(questions, supports)
    table = _table(questions)
    file = BytesIO()
    book = Workbook(file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"created": MADE})
    sheet = book.add_worksheet("Câu hỏi")
    bold, wrapped = (
        book.add_format({"bold": True, "text_wrap": True}),
        book.add_format({"text_wrap": True, "valign": "top"}),
    )
    for place, column in enumerate(_columns(questions)):
        sheet.set_column(place, place, WIDTHS.get(column, 14))
    for number, row in enumerate(table):
        for place, cell in enumerate(row):
            if cell:
                sheet.write_string(number, place, cell, wrapped if number else bold)
    sheet.freeze_panes(1, 0)
    book.close()
    return file.getvalue()


def write_csv(questions: Sequence[Question]) -> bytes:
    """The same as CSV for spreadsheets of this country: semicolons, a byte order mark, no cell that computes."""
    refuse_unsupported(questions, supports)
    return _as_csv(questions)


def supports(question: Question) -> Problem | None:
    """Why a row of a sheet cannot hold this question, None if it can."""
    return refusal(question, WRITERS, _as_csv, read)


def _as_csv(questions: Sequence[Question]) -> bytes:
    """A sheet holds what its cells hold; text is the quicker way to try it."""
    file = StringIO(newline="")
    csv.writer(file, delimiter=";").writerows([_guarded(cell) for cell in row] for row in _table(questions))
    return file.getvalue().encode("utf-8-sig")


def _guarded(cell: str) -> str:
    return f"'{cell}" if _FORMULA.match(cell) and not _NUMBER.fullmatch(cell) else cell


def _columns(questions: Sequence[Question]) -> list[Column]:
    most = max([FEWEST_OPTIONS, *(len(WRITERS[type(question)](question)[0]) for question in questions)])
    return [one for column in HEADS for one in [column] * (most if column is Column.OPTION else 1)]


def _table(questions: Sequence[Question]) -> list[list[str]]:
    columns = _columns(questions)
    start = columns.index(Column.OPTION)
    heads = [
        f"{HEADS[column]} {letter(place - start)}" if column is Column.OPTION else HEADS[column]
        for place, column in enumerate(columns)
    ]
    return [heads, *(_row(question, columns.count(Column.OPTION)) for question in questions)]


def _row(question: Question, width: int) -> list[str]:
    answers, key = WRITERS[type(question)](question)
    said = {
        Column.CODE: question.code,
        Column.TITLE: question.title,
        Column.TYPE: TYPES[question.type],
        Column.TOPIC: question.topic,
        Column.LEVEL: question.level.value if question.level else "",
        Column.TEXT: _typed(question.text),
        Column.KEY: key,
        Column.MARKING: _marking(question),
        Column.FIXED: "x" if question.fixed_order else "",
        Column.EXPLANATION: _typed(question.explanation),
        Column.SOURCE: question.source,
        Column.TAGS: ", ".join(question.tags),
    }
    listed = answers + [""] * (width - len(answers))
    return [cell for column in HEADS for cell in (listed if column is Column.OPTION else [said[column]])]


def _typed(html: str) -> str:
    """As a person would type it, tags and all where plain text does not say the same."""
    plain = bare(html)
    return plain if from_mixed(plain) == html else html


def _marking(question: Question) -> str:
    known = MARKING.get(question.type, {})
    return next(
        (
            name
            for name, fields in known.items()
            if all(getattr(question, field) == value for field, value in fields.items())
        ),
        "",
    )


def _choice(question: Any) -> Cells:
    right = [place for place, option in enumerate(question.options) if option.right]
    return [_typed(option.text) for option in question.options], letters(right)


def _true_false(question: Any) -> Cells:
    return [], {True: "Đúng", False: "Sai", None: ""}[question.answer]


def _statements(question: Any) -> Cells:
    signs = ["Đ" if part.right else "S" for part in question.statements]
    return [_typed(part.text) for part in question.statements], " ".join(signs)


def _short_text(question: Any) -> Cells:
    return [], "\n".join(one.text for one in question.accepted)


def _numeric(question: Any) -> Cells:
    return [], "\n".join(
        _number(one.value) + (f" ± {_number(one.tolerance)}" if one.tolerance else "")
        for one in question.accepted
    )


def _number(number: Decimal) -> str:
    return format(number, "f").replace(".", ",")


def _matching(question: Any) -> Cells:
    texts = {right.id: right.text for right in question.rights}
    used = {left.right for left in question.lefts}
    pairs = [(left.text, texts[left.right]) for left in question.lefts]
    pairs += [("", right.text) for right in question.rights if right.id not in used]
    return [f"{_typed(left)} -> {_typed(right)}".strip() for left, right in pairs], ""


def _ordering(question: Any) -> Cells:
    return [_typed(item.text) for item in question.items], ""


def _essay(question: Any) -> Cells:
    return [], _typed(question.guidance)


WRITERS: dict[type[Question], Callable[[Any], Cells]] = {
    Essay: _essay,
    Matching: _matching,
    MultipleChoice: _choice,
    Numeric: _numeric,
    Ordering: _ordering,
    ShortText: _short_text,
    SingleChoice: _choice,
    Statements: _statements,
    TrueFalse: _true_false,
}
