"""The options of a question found among its lines: one a line, several on a line, or in the cells of a table.

Every sign that could begin an option is weighed, and the chain A, B, C … that weighs most is taken. So "B. Do
C. Mác sáng lập" is one option where a line "C. …" follows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from question_bank.formats.vietnamese import patterns
from question_bank.formats.vietnamese.lines import Line
from question_bank.problems import Problem, warning

MOST_SIGNS = 200
AT_START, WIDE, NARROW = 4, 3, 1
IN_ORDER, OUT_OF_ORDER = 10, 2
_INLINE = re.compile(
    r"(?P<before>\t\s*|\s{2,}|\s|(?<=[.;,]))\(?(?P<letter>[A-Ha-h])\s?(?P<sign>[.)/:])(?!\w\.)"
)
_A_NAME = re.compile(r"C\.\s?(?:Mác|Marx|Mac)\b|[A-H]\.\s?[A-ZĐ]\.")


@dataclass(frozen=True)
class Choice:
    """One option: its letter as it stands (the look of which may be the key) and what it says."""

    letter: str
    label: Line
    lines: tuple[Line, ...]
    star: bool = False


@dataclass(frozen=True)
class Sign:
    """A place where an option may begin."""

    line: int
    start: int
    end: int
    letter: str
    weight: int
    star: bool = False

    @property
    def rank(self) -> int:
        return ord(self.letter.upper())


def choices(lines: Sequence[Line]) -> tuple[list[Line], list[Choice], list[Problem]]:
    """The lines before the options, the options, and what is odd about their letters."""
    upper = _best([sign for sign in _signs(lines) if sign.letter.isupper()])
    chain = upper or _best([sign for sign in _signs(lines) if sign.letter.islower()])
    if not chain:
        return list(lines), [], []
    first = chain[0]
    before = [*lines[: first.line], lines[first.line].cut(0, first.start)]
    stem = [line for line in before if line.text.strip()]
    found = [_choice(lines, sign, after) for sign, after in zip(chain, [*chain[1:], None], strict=True)]
    letters = "".join(sign.letter for sign in chain)
    odd = any(after.rank != before.rank + 1 for before, after in pairwise(chain))
    return stem, found, [warning("vietnamese.letters", letters=", ".join(letters))] if odd else []


def _signs(lines: Sequence[Line]) -> list[Sign]:
    found: list[Sign] = []
    for number, line in enumerate(lines):
        found += _signs_in(number, line.text)
        if len(found) > MOST_SIGNS:
            break
    return found[:MOST_SIGNS]


def _signs_in(number: int, text: str) -> Iterator[Sign]:
    position = len(text) - len(text.lstrip())
    start = patterns.OPTION.match(text, position)
    if start:
        yield Sign(number, position, start.end(), start["letter"], AT_START, bool(start["star"]))
    for found in _INLINE.finditer(text, start.end() - 1 if start else 0):
        yield Sign(number, found.start(), found.end(), found["letter"], _weight(found, text))


def _weight(found: re.Match[str], text: str) -> int:
    if len(found["before"]) > 1 or "\t" in found["before"]:
        return WIDE
    letter = found.start("letter")
    return 0 if _A_NAME.match(text, letter) else NARROW


def _best(signs: Sequence[Sign]) -> list[Sign]:
    """The chain of at least two signs, from A on, that weighs most."""
    scores: list[tuple[int, int | None]] = []
    for place, sign in enumerate(signs):
        reached: list[tuple[int, int | None]] = [
            (scores[before][0] + step + sign.weight, before)
            for before in range(place)
            if scores[before][0] > 0 and (step := _step(signs[before], sign))
        ]
        alone = [(sign.weight, None)] if sign.rank == ord("A") else []
        scores.append(max([*alone, *reached], key=lambda score: score[0], default=(0, None)))
    best = max(range(len(scores)), key=lambda place: scores[place][0], default=None)
    chain: list[Sign] = []
    while best is not None and scores[best][0] > 0:
        chain.insert(0, signs[best])
        best = scores[best][1]
    return chain if len(chain) > 1 else []


def _step(before: Sign, after: Sign) -> int:
    """What it weighs that one sign follows another; letters left out or repeated only at line starts."""
    if after.rank == before.rank + 1:
        return IN_ORDER
    near = after.rank in (before.rank, before.rank + 2)
    return OUT_OF_ORDER if near and after.weight == AT_START and before.weight == AT_START else 0


def _choice(lines: Sequence[Line], sign: Sign, after: Sign | None) -> Choice:
    line = lines[sign.line]
    label = line.cut(sign.start, sign.end)
    if after is None:
        parts = [line.cut(sign.end), *lines[sign.line + 1 :]]
    elif after.line == sign.line:
        parts = [line.cut(sign.end, after.start)]
    else:
        parts = [
            line.cut(sign.end),
            *lines[sign.line + 1 : after.line],
            lines[after.line].cut(0, after.start),
        ]
    kept = tuple(part.stripped() for part in parts if part.text.strip())
    return Choice(sign.letter, label.stripped(), kept, sign.star)
