r"""Embedded answers: `{1:SHORTANSWER:=Hà Nội~%50%Huế#gần đúng}` in the text, one for each gap.

`\` keeps `~ # } \` from being syntax; `&#` begins an entity and no feedback.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from html import escape, unescape

from question_bank.formats.shares import percent, plain_number, share
from question_bank.formats.text import left_out
from question_bank.identity import identify
from question_bank.numbers import read_number
from question_bank.options import FULL, NOTHING, Option
from question_bank.problems import Problem, error, note
from question_bank.question import Question
from question_bank.types import Accepted, AcceptedNumber, Cloze, Gap, Numeric, ShortText, SingleChoice

MOST_GAPS = 200
ANY = "*"
_START = re.compile(r"\{(?P<weight>\d{0,4}):(?P<kind>[A-Z_]{2,20}):")
_ESCAPED = re.compile(r"\\([~#}{\\\"/])")
_SPECIAL = re.compile(r"[~#}\\]")
_WEIGHT = re.compile(r"=|%(-?\d{1,3}(?:[.,]\d{0,40})?)%", re.ASCII)
_TEXT = {"SHORTANSWER": True, "SA": True, "MW": True, "SHORTANSWER_C": False, "SAC": False, "MWC": False}
_NUMBER = frozenset({"NUMERICAL", "NM"})
_CHOICE = {
    "MULTICHOICE": True, "MC": True, "MULTICHOICE_V": True, "MCV": True, "MULTICHOICE_H": True, "MCH": True,
    "MULTICHOICE_S": False, "MCS": False, "MULTICHOICE_VS": False, "MCVS": False, "MULTICHOICE_HS": False,
    "MCHS": False,
}  # fmt: skip
_PLAIN_LAYOUT = frozenset({"MULTICHOICE", "MC", "MULTICHOICE_S", "MCS"})
Answer = tuple[str, Fraction, str]


class Unreadable(Exception):
    """A gap that cannot be read; `problem` says why."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.code)
        self.problem = problem


@dataclass
class _Reading:
    """The text with its gaps named, and the gaps."""

    text: list[str] = field(default_factory=list)
    gaps: list[Gap] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def read_gaps(html: str) -> tuple[str, tuple[Gap, ...], list[Problem]]:
    """The text with `[[g1]]` where a gap stood, the gaps, and what is to be said about them."""
    found = _Reading()
    position = 0
    for start in _START.finditer(html):
        if start.start() < position:
            continue
        end = _end(html, start.end())
        if end < 0:
            raise Unreadable(error("moodle.gap_open", text=left_out(html[start.start() :][:80])))
        if len(found.gaps) == MOST_GAPS:
            raise Unreadable(error("question.too_many_answers", limit=MOST_GAPS))
        name = f"g{len(found.gaps) + 1}"
        asks = _asked(start["kind"], html[start.end() : end], found.problems)
        found.gaps.append(Gap(name, asks, int(start["weight"] or 1)))
        found.text += [html[position : start.start()], f"[[{name}]]"]
        position = end + 1
    return "".join([*found.text, html[position:]]), tuple(found.gaps), found.problems


def written(question: Cloze) -> str:
    """The text with each gap written out."""
    html = question.text
    for gap in question.gaps:
        html = html.replace(f"[[{gap.id}]]", f"{{{gap.weight}:{_kind(gap.asks)}:{_answers(gap.asks)}}}")
    return html


def _end(html: str, position: int) -> int:
    """Where the gap closes; an escaped brace does not close it."""
    while (end := html.find("}", position)) >= 0:
        if not _is_escaped(html, end):
            return end
        position = end + 1
    return -1


def _is_escaped(html: str, place: int) -> bool:
    before = html[max(0, place - 20) : place]
    return (len(before) - len(before.rstrip("\\"))) % 2 == 1


def _asked(kind: str, answers: str, problems: list[Problem]) -> Question:
    read = list(_read_answers(answers))
    if kind in _TEXT:
        accepted = tuple(Accepted(unescape(text), weight, said) for text, weight, said in read)
        return ShortText(text="", accepted=accepted, ignore_case=_TEXT[kind])
    if kind in _NUMBER:
        return _numeric(read)
    if kind not in _CHOICE:
        raise Unreadable(error("moodle.gap_kind", kind=kind))
    if kind not in _PLAIN_LAYOUT:
        problems.append(note("moodle.not_kept", what=kind))
    names = identify(text for text, _, _ in read)
    options = tuple(Option(name, *parts) for name, parts in zip(names, read, strict=True))
    return SingleChoice(text="", options=options, fixed_order=_CHOICE[kind])


def _read_answers(answers: str) -> Iterator[Answer]:
    for part in _parts(answers, "~"):
        found = _WEIGHT.match(part)
        weight, rest = NOTHING, part
        if found:
            weight = FULL if found[1] is None else share(found[1].replace(",", "."))
            rest = part[found.end() :]
        text, *said = _parts(rest, "#", 1)
        yield _shown(text), weight, _shown(said[0]) if said else ""


def _parts(text: str, mark: str, most: int = -1) -> list[str]:
    """Split at marks that are neither escaped nor part of an entity."""
    parts: list[str] = []
    start = position = 0
    while (place := text.find(mark, position)) >= 0 and len(parts) != most:
        position = place + 1
        if _is_escaped(text, place) or (mark == "#" and text[place - 1 : place] == "&"):
            continue
        parts.append(text[start:place])
        start = position
    return [*parts, text[start:]]


def _shown(text: str) -> str:
    return _ESCAPED.sub(lambda found: found[1], text.strip())


def _numeric(read: list[Answer]) -> Numeric:
    accepted, otherwise = [], ""
    for text, weight, said in read:
        if text == ANY and weight == NOTHING and not otherwise:
            otherwise = said
            continue
        value, _, tolerance = text.partition(":")
        accepted.append(AcceptedNumber(number(value), abs(number(tolerance or "0")), weight, said))
    return Numeric(text="", accepted=tuple(accepted), otherwise=otherwise)


_EXACT = re.compile(r"[+-]?(?:\d{1,40}\.?\d{0,40}|\.\d{1,40})(?:[eE][+-]?\d{1,2})?", re.ASCII)


def number(text: str) -> Decimal:
    """A number with a dot, as Moodle writes it, or with a comma."""
    text = text.strip()
    found = Decimal(text) if _EXACT.fullmatch(text) else read_number(text)
    if found is None:
        raise Unreadable(error("gift.not_a_number", text=left_out(text)))
    return found


def _kind(asks: Question) -> str:
    if isinstance(asks, ShortText):
        return "SA" if asks.ignore_case else "SAC"
    if isinstance(asks, Numeric):
        return "NM"
    return "MC" if asks.fixed_order else "MCS"


def _answers(asks: Question) -> str:
    if isinstance(asks, ShortText):
        return "~".join(
            _answer(escape(one.text, quote=False), one.weight, one.feedback) for one in asks.accepted
        )
    if isinstance(asks, Numeric):
        numbers = [
            _answer(f"{plain_number(one.value)}:{plain_number(one.tolerance)}", one.weight, one.feedback)
            for one in asks.accepted
        ]
        return "~".join(numbers + [f"%0%*#{_hidden(asks.otherwise)}"] * bool(asks.otherwise))
    options = asks.options if isinstance(asks, SingleChoice) else ()
    return "~".join(_answer(one.text, one.weight, one.feedback) for one in options)


def _answer(text: str, weight: Fraction, feedback: str) -> str:
    said = f"#{_hidden(feedback)}" if feedback else ""
    return f"{'=' if weight == FULL else f'%{percent(weight)}%'}{_hidden(text)}{said}"


def _hidden(text: str) -> str:
    return _SPECIAL.sub(lambda found: "\\" + found[0], text)
