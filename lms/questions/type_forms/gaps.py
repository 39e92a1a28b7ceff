"""One gap of a cloze as lines of text: an answer a line, `*` before the right options, `| 50` behind a share."""

import re
from typing import Any

from lms.questions.texts import from_edit, to_edit
from lms.questions.type_forms.base import read_decimal, read_percent, write_percent
from question_bank.identity import identify
from question_bank.markup import plain
from question_bank.numbers import write_number
from question_bank.options import FULL, NOTHING, Option
from question_bank.question import Question
from question_bank.types import Accepted, AcceptedNumber, Gap, Numeric, ShortText, SingleChoice


def values(gap: Gap) -> dict[str, Any]:
    """What the row of a gap shows."""
    return {
        "name": gap.id,
        "kind": gap.asks.type,
        "answers": "\n".join(_lines(gap.asks)),
        "weight": gap.weight,
    }


def build(row: dict[str, Any], before: Gap | None) -> Gap:
    """The gap that a row describes; `before` is kept as it was if the row still says the same."""
    weight = row["weight"] or 1
    name = re.sub(r"[^a-z0-9]", "", (row["name"] or "").lower())[:12] or "1"
    lines = [line.strip() for line in row["answers"].splitlines() if line.strip()]
    if before and values(before)["kind"] == row["kind"] and _lines(before.asks) == lines:
        return Gap(before.id, before.asks, weight)
    return Gap(name, MAKERS[row["kind"]](lines), weight)


def _lines(asks: Question) -> list[str]:
    match asks:
        case ShortText():
            return [_with_share(one.text, one) for one in asks.accepted]
        case Numeric():
            return [_with_share(_number(one), one) for one in asks.accepted]
        case SingleChoice():
            return [("* " if one.weight == FULL else "") + _one_line(one.text) for one in asks.options]
    return []


def _with_share(text: str, one: Accepted | AcceptedNumber) -> str:
    return text if one.weight == FULL else f"{text} | {write_percent(one.weight)}"


def _number(one: AcceptedNumber) -> str:
    value = write_number(one.value)
    return f"{value} ± {write_number(one.tolerance)}" if one.tolerance else value


def _one_line(html: str) -> str:
    return to_edit(html).replace("\n", " ") or plain(html)


def _short_text(lines: list[str]) -> Question:
    return ShortText(text="", accepted=tuple(Accepted(text, share) for text, share in map(_split, lines)))


def _numeric(lines: list[str]) -> Question:
    made = []
    for text, share in map(_split, lines):
        value, _sign, tolerance = text.partition("±")
        number = read_decimal(value)
        if number is not None:
            made.append(AcceptedNumber(number, read_decimal(tolerance) or type(number)(0), share))
    return Numeric(text="", accepted=tuple(made))


def _single_choice(lines: list[str]) -> Question:
    """The starred line is right; without a star, the first."""
    if not any(line.startswith("*") for line in lines):
        lines = [f"*{line}" if place == 0 else line for place, line in enumerate(lines)]
    texts = [from_edit(line.removeprefix("*").strip()) for line in lines]
    made = tuple(
        Option(name, text, FULL if line.startswith("*") else NOTHING)
        for name, text, line in zip(identify(texts), texts, lines, strict=True)
    )
    return SingleChoice(text="", options=made)


def _split(line: str) -> tuple[str, Any]:
    """The answer and the share behind the last bar, if there is one."""
    text, bar, typed = line.rpartition("|")
    share = read_percent(typed) if bar else None
    return (line, FULL) if share is None else (text.strip(), share)


MAKERS = {"short_text": _short_text, "numeric": _numeric, "single_choice": _single_choice}
