"""One row of a sheet as a question."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from question_bank.formats.imported import ImportedQuestion, imported
from question_bank.formats.sheets.columns import Column
from question_bank.formats.sheets.grid import Row
from question_bank.formats.sheets.keys import chosen, lines_of, numbers, truth, truths
from question_bank.formats.sheets.words import NO, YES, level_of, marking_of, type_of, words
from question_bank.formats.text import left_out
from question_bank.markup import from_mixed, tidy
from question_bank.options import options
from question_bank.problems import Place, Problem, Unit, error, note, warning
from question_bank.question import Question
from question_bank.types import (
    Accepted,
    Credit,
    Essay,
    Marking,
    Matching,
    MultipleChoice,
    Numeric,
    Ordering,
    ShortText,
    SingleChoice,
    Statements,
    TrueFalse,
    items,
    matching,
    statements,
)

_ARROW = re.compile(r"\s*(?:->|→|⇒|=>)\s*")
_PLAIN = frozenset({Column.CODE, Column.TITLE, Column.TOPIC, Column.SOURCE})


@dataclass
class _Read:
    """The cells of a row by what they mean, and what is to be said about them."""

    said: dict[Column, str]
    options: list[str]
    problems: list[Problem] = field(default_factory=list)

    @property
    def key(self) -> str:
        return self.said.get(Column.KEY, "")


def question(row: Row, columns: Mapping[int, Column]) -> ImportedQuestion | Problem:
    """The question of a row; the Problem names the row if there is none."""
    place = Place(Unit.ROW, row.number, row.number)
    source = "\n".join(row.cells.values())
    said: dict[Column, str] = {
        column: row[at] for at, column in columns.items() if row[at] and column is not Column.OPTION
    }
    if not said.get(Column.TEXT):
        return warning("sheet.no_text", place, text=left_out(source))
    listed = [row[at] for at in sorted(columns) if columns[at] is Column.OPTION]
    read = _Read(said, [text for text in listed if text], list(row.problems))
    if listed[: len(read.options)] != read.options:
        read.problems.append(note("sheet.gap_in_options"))
    made = _BUILDERS[_kind(read)](read, _fields(read))
    return imported(made, place, source, read.problems)


def _fields(read: _Read) -> dict[str, Any]:
    said = read.said
    fields: dict[str, Any] = {column.value: tidy(said.get(column, "")) for column in _PLAIN}
    fields["text"] = from_mixed(said[Column.TEXT])
    fields["explanation"] = from_mixed(said.get(Column.EXPLANATION, ""))
    fields["tags"] = tuple(tag.strip() for tag in said.get(Column.TAGS, "").split(",") if tag.strip())
    level = said.get(Column.LEVEL, "")
    fields["level"] = level_of(level) if level else None
    if level and fields["level"] is None:
        read.problems.append(warning("sheet.level", text=left_out(level)))
    fixed = words(said.get(Column.FIXED, ""))
    if fixed not in YES | NO:
        read.problems.append(warning("text.left_out", text=left_out(said[Column.FIXED])))
    return fields | {"fixed_order": fixed in YES}


def _kind(read: _Read) -> str:
    """The type that is named or, without a name, the one that the answer looks like."""
    named = read.said.get(Column.TYPE, "")
    found = type_of(named) if named else None
    if named and found is None:
        read.problems.append(warning("sheet.type", text=left_out(named)))
    if found == "single_choice" and len(chosen(read.key, read.options)[0]) > 1:
        return "multiple_choice"
    return found or (_kind_of_choice(read) if read.options else _kind_of_answer(read))


def _kind_of_choice(read: _Read) -> str:
    said = truths(read.key)
    if said and len(said) == len(read.options) > 1:
        return "statements"
    if not read.key and len(read.options) > 1 and all(_ARROW.search(text) for text in read.options):
        return "matching"
    if [truth(text) for text in read.options] == [True, False] and truth(read.key) is not None:
        read.options = []
        return "true_false"
    return "multiple_choice" if len(chosen(read.key, read.options)[0]) > 1 else "single_choice"


def _kind_of_answer(read: _Read) -> str:
    if not read.key:
        read.problems.append(warning("vietnamese.read_as_essay"))
        return "essay"
    if truth(read.key) is not None:
        return "true_false"
    return "numeric" if numbers(read.key) else "short_text"


def _marking(read: _Read, kind: str) -> dict[str, Any]:
    text = read.said.get(Column.MARKING, "")
    found = marking_of(kind, text) if text else {}
    if found is None:
        read.problems.append(warning("sheet.marking", text=left_out(text)))
    return dict(found or {})


def _without_options(read: _Read) -> None:
    if read.options:
        read.problems.append(warning("sheet.unused_options", text=left_out("; ".join(read.options))))


def _without_key(read: _Read) -> None:
    if read.key:
        read.problems.append(warning("text.left_out", text=left_out(read.key)))


def _single(read: _Read, fields: dict[str, Any]) -> Question:
    places, problems = chosen(read.key, read.options)
    read.problems += problems
    _marking(read, "single_choice")
    return SingleChoice(options=options([from_mixed(text) for text in read.options], places), **fields)


def _multiple(read: _Read, fields: dict[str, Any]) -> Question:
    places, problems = chosen(read.key, read.options)
    read.problems += problems
    credit = Credit(_marking(read, "multiple_choice").get("credit", Credit.ALL_OR_NOTHING))
    choices = options([from_mixed(text) for text in read.options], places)
    return MultipleChoice(options=choices, credit=credit, **fields)


def _true_false(read: _Read, fields: dict[str, Any]) -> Question:
    _without_options(read)
    answer = truth(read.key)
    if read.key and answer is None:
        read.problems.append(error("key.not_read", key=left_out(read.key)))
    return TrueFalse(answer=answer, **fields)


def _statements(read: _Read, fields: dict[str, Any]) -> Question:
    said: list[bool | None] = list(truths(read.key) or [])
    if len(said) != len(read.options):
        read.problems.append(error("key.not_read", key=left_out(read.key)))
        said = [None] * len(read.options)
    marking = Marking(_marking(read, "statements").get("marking", Marking.STEPPED))
    texts = [from_mixed(text) for text in read.options]
    return Statements(statements=statements(texts, said), marking=marking, **fields)


def _short_text(read: _Read, fields: dict[str, Any]) -> Question:
    _without_options(read)
    accepted = tuple(Accepted(text) for text in lines_of(read.key))
    return ShortText(accepted=accepted, **_marking(read, "short_text"), **fields)


def _numeric(read: _Read, fields: dict[str, Any]) -> Question:
    _without_options(read)
    found = numbers(read.key)
    if read.key and found is None:
        read.problems.append(error("key.not_read", key=left_out(read.key)))
    return Numeric(accepted=tuple(found or []), **fields)


def _matching(read: _Read, fields: dict[str, Any]) -> Question:
    _without_key(read)
    pairs, distractors = [], []
    for text in read.options:
        left, *right = _ARROW.split(text, maxsplit=1)
        if not right or not right[0]:
            read.problems.append(error("sheet.pair", text=left_out(text)))
        elif left:
            pairs.append((from_mixed(left), from_mixed(right[0])))
        else:
            distractors.append(from_mixed(right[0]))
    return Matching(**matching(pairs, distractors), **fields)


def _ordering(read: _Read, fields: dict[str, Any]) -> Question:
    _without_key(read)
    whole = bool(_marking(read, "ordering").get("all_or_nothing", False))
    return Ordering(items=items([from_mixed(text) for text in read.options]), all_or_nothing=whole, **fields)


def _essay(read: _Read, fields: dict[str, Any]) -> Question:
    """What stands as the answer is for those who mark."""
    _without_options(read)
    return Essay(guidance=from_mixed(read.key), **fields)


_BUILDERS: dict[str, Callable[[_Read, dict[str, Any]], Question]] = {
    "single_choice": _single,
    "multiple_choice": _multiple,
    "true_false": _true_false,
    "statements": _statements,
    "short_text": _short_text,
    "numeric": _numeric,
    "matching": _matching,
    "ordering": _ordering,
    "essay": _essay,
}
