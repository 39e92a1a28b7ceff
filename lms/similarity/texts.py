"""A script as one text that is compared, and laid out again with what was found in it. Pure.

Proposals are left out: that several people propose the same is welcome, and they are put together elsewhere.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from lms.similarity.rules import Span

BETWEEN = "\n\n"
LINE = re.compile(r"[^\n]*\S[^\n]*")


@dataclass(frozen=True)
class Piece:
    """A run of text of one kind; `number` is the passage it belongs to, `begins` where that passage begins."""

    text: str
    quoted: bool = False
    number: int | None = None
    begins: bool = False


@dataclass(frozen=True)
class Section:
    """One section of a script, paragraph by paragraph."""

    title: str
    paragraphs: list[list[Piece]]


def whole(parts: Iterable[Mapping[str, Any]]) -> str:
    """What is compared: the texts of the sections, one behind the other."""
    return BETWEEN.join(part["text"] for part in parts)


def laid_out(
    parts: Sequence[Mapping[str, Any]], quoted: Sequence[Span], passages: Sequence[Span]
) -> list[Section]:
    """The script with quoted text and numbered passages (from 1) marked in it."""
    sections = []
    begun: set[int] = set()
    at = 0
    for part in parts:
        lines = [(at + found.start(), found.group()) for found in LINE.finditer(part["text"])]
        sections.append(
            Section(part["title"], [_cut(line, start, quoted, passages, begun) for start, line in lines])
        )
        at += len(part["text"]) + len(BETWEEN)
    return [section for section in sections if section.paragraphs]


def excerpts(parts: Sequence[Mapping[str, Any]], spans: Iterable[Span]) -> list[str]:
    """The words that stand in these places."""
    text = whole(parts)
    return [text[start:end] for start, end in spans]


def _cut(
    line: str, start: int, quoted: Sequence[Span], passages: Sequence[Span], begun: set[int]
) -> list[Piece]:
    end = start + len(line)
    edges = {start, end}
    for span in (*quoted, *passages):
        edges |= {edge for edge in span if start < edge < end}
    pieces = []
    for one, other in pairwise(sorted(edges)):
        number = next((count for count, span in enumerate(passages, 1) if _holds(span, one, other)), None)
        begins = number is not None and number not in begun
        begun |= {number} if number is not None else set()
        text = line[one - start : other - start]
        pieces.append(Piece(text, any(_holds(span, one, other) for span in quoted), number, begins))
    return pieces


def _holds(span: Span, start: int, end: int) -> bool:
    return span[0] <= start and end <= span[1]
