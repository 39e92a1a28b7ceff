"""A handed-in script laid out for reading: paragraphs cut where comments begin and end. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Generic, Protocol, TypeVar

from lms.marking.rules import find_quote
from lms.reflections import looks
from lms.reflections.looks import Grid, Piece
from lms.reflections.rules import Part, paragraphs


class OnPage(Protocol):
    """A place of a page, as far as laying it out needs it."""

    @property
    def page(self) -> int: ...


class Remark(Protocol):
    """A comment, as far as laying it out needs it."""

    slot: str
    quote: str
    before: str
    after: str

    @property
    def place(self) -> OnPage | None: ...


P = TypeVar("P")


@dataclass(frozen=True)
class Numbered:
    """A comment with its number in the margin; `found` is False where its words are no longer in the text."""

    number: int
    remark: Remark
    found: bool


@dataclass(frozen=True)
class Segment:
    """A run of text under the same comments; `ends` are the numbers that stand behind it."""

    text: str
    marked: bool = False
    ends: tuple[int, ...] = ()


@dataclass(frozen=True)
class ProposalRow:
    level: str
    content: list[Segment]
    addressee: str


@dataclass(frozen=True)
class ScriptPart:
    slot: int
    title: str
    prompt: str
    words: int
    paragraphs: list[list[Segment]] = field(default_factory=list)
    rows: list[ProposalRow] = field(default_factory=list)
    remarks: list[Numbered] = field(default_factory=list)
    pieces: list[Piece[list[Segment]] | Grid[list[Segment]]] = field(default_factory=list)


@dataclass(frozen=True)
class Sheet(Generic[P]):
    """One page of what was uploaded, with its comments."""

    number: int
    page: P
    remarks: list[Numbered]


@dataclass(frozen=True)
class _Span:
    block: int
    start: int
    end: int
    number: int


def laid_out(parts: Iterable[Part], remarks: Sequence[Remark]) -> list[ScriptPart]:
    """The parts with comments numbered through the whole script, in the order of the text."""
    made: list[ScriptPart] = []
    number = 0
    for part in parts:
        blocks = [*paragraphs(part.text), *(row["content"] for row in part.rows)]
        placed = _placed(blocks, [remark for remark in remarks if remark.slot == str(part.slot)])
        numbered = [(number + count, remark, place) for count, (remark, place) in enumerate(placed, 1)]
        number += len(numbered)
        spans = [_Span(*place, count) for count, _remark, place in numbered if place]
        made.append(
            _part(
                part, blocks, spans, [Numbered(n, remark, place is not None) for n, remark, place in numbered]
            )
        )
    return made


def sheets(pages: Sequence[P], remarks: Sequence[Remark], after: Sequence[ScriptPart]) -> list[Sheet[P]]:
    """The pages with the comments on them, numbered on from those beside the text."""
    number = sum(len(part.remarks) for part in after)
    made: list[Sheet[P]] = []
    for place, page in enumerate(pages, 1):
        here = [remark for remark in remarks if remark.place and remark.place.page == place]
        numbered = [Numbered(number + count, remark, True) for count, remark in enumerate(here, 1)]
        number += len(here)
        made.append(Sheet(place, page, numbered))
    return made


def _part(part: Part, blocks: list[str], spans: list[_Span], remarks: list[Numbered]) -> ScriptPart:
    cut = [_cut(text, [span for span in spans if span.block == index]) for index, text in enumerate(blocks)]
    split = len(blocks) - len(part.rows)
    rows = [
        ProposalRow(row["level"], segments, row["addressee"])
        for row, segments in zip(part.rows, cut[split:], strict=True)
    ]
    pieces = looks.arranged(part.looks, cut[:split])
    return ScriptPart(part.slot, part.title, part.prompt, part.words, cut[:split], rows, remarks, pieces)


def _placed(blocks: list[str], remarks: list[Remark]) -> list[tuple[Remark, tuple[int, int, int] | None]]:
    """Comments with their place, in the order of the text; those without a place come last."""
    found = [(remark, _place(blocks, remark)) for remark in remarks]
    last = (len(blocks), 0, 0)
    return sorted(found, key=lambda pair: pair[1] or last)


def _place(blocks: list[str], remark: Remark) -> tuple[int, int, int] | None:
    for wanted in ((remark.before, remark.after), ("", "")):
        for index, text in enumerate(blocks):
            if wanted[0] + remark.quote + wanted[1] not in text:
                continue
            place = find_quote(text, remark.quote, *wanted)
            if place:
                return index, *place
    return None


def _cut(text: str, spans: list[_Span]) -> list[Segment]:
    edges = sorted({0, len(text), *(span.start for span in spans), *(span.end for span in spans)})
    return [
        Segment(
            text[start:end],
            any(span.start <= start and end <= span.end for span in spans),
            tuple(span.number for span in spans if span.end == end),
        )
        for start, end in pairwise(edges)
    ]
