"""A Word file as somebody reads it: paragraphs, headings, lists, tables, notes and pictures, in reading order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from lxml import etree

from question_bank.formats.vietnamese import Run
from question_bank.formats.word.body import CONTAINERS, DEEPEST, broken, label_of, owner, text_boxes
from question_bank.formats.word.names import W, number
from question_bank.formats.word.numbering import Numbering
from question_bank.formats.word.runs import Runs

DEEPEST_HEADING = 3
TITLES = {"Title": 1, "Subtitle": 2}
WIDEST_CELL = 60


class Kind(StrEnum):
    """What a block is; a bullet is an item of a list without a number of its own."""

    TEXT = "text"
    HEADING = "heading"
    BULLET = "bullet"
    ITEM = "item"
    NOTE = "note"
    PICTURE = "picture"


@dataclass(frozen=True)
class Cell:
    """Where in a table a block stands; `table` counts the tables of the file, `span` the columns that it takes."""

    table: int
    row: int
    column: int
    span: int = 1


@dataclass(frozen=True)
class Block:
    """One line of text, or one picture. An empty text is there only where a cell of a table is empty."""

    kind: Kind
    text: str = ""
    level: int = 0
    picture: str = ""
    cell: Cell | None = None


@dataclass
class Blocks:
    """Goes through a document once, counting automatic numbers; `notes` are the bodies of its notes by their ids."""

    runs: Runs
    numbering: Numbering
    notes: Mapping[tuple[str, str], etree._Element] = field(default_factory=dict)
    left_out: set[str] = field(default_factory=set)
    tables: int = 0

    def of(self, body: etree._Element) -> Iterator[Block]:
        """All blocks, the notes last."""
        self.runs.notes = []
        yield from self._inside(body)
        for place, key in enumerate(self.runs.notes, 1):
            if key in self.notes:
                words = " ".join(block.text for block in self._inside(self.notes[key]) if block.text)
                yield Block(Kind.NOTE, f"[{place}] {words}")

    def _inside(self, element: etree._Element, cell: Cell | None = None, depth: int = 0) -> Iterator[Block]:
        if depth > DEEPEST:
            return
        for child in element:
            if child.tag == W + "p":
                yield from self._paragraph(child, cell, depth)
            elif child.tag == W + "tbl":
                yield from self._table(child, cell, depth)
            elif child.tag in (W + "altChunk", W + "subDoc"):
                self.left_out.add("object")
            elif child.tag in CONTAINERS:
                yield from self._inside(child, cell, depth + 1)

    def _paragraph(self, paragraph: etree._Element, cell: Cell | None, depth: int) -> Iterator[Block]:
        if runs := self.runs.of(paragraph):
            yield from self._lines(paragraph, runs, cell)
        for box in text_boxes(paragraph):
            yield from self._inside(box, cell, depth + 1)

    def _lines(self, paragraph: etree._Element, runs: list[Run], cell: Cell | None) -> Iterator[Block]:
        like = replace(self._like(paragraph), cell=cell)
        for place, line in enumerate(broken(runs)):
            text = " ".join("".join(run.text for run in line if not run.picture).split())
            first = like.text if place == 0 else ""
            if said := f"{first} {text}".strip() if text else "":
                yield replace(like, text=said)
            yield from (Block(Kind.PICTURE, picture=run.picture, cell=cell) for run in line if run.picture)

    def _like(self, paragraph: etree._Element) -> Block:
        """A block as this paragraph's are; its text is the number that Word prints before the first."""
        listed = label_of(paragraph, self.runs, self.numbering)
        heading = self._heading(paragraph.find(W + "pPr"))
        label, level = listed or ("", 0)
        if heading:
            return Block(Kind.HEADING, label, heading)
        if listed is None:
            return Block(Kind.TEXT)
        return Block(Kind.ITEM if label else Kind.BULLET, label, min(level, 8) + 1)

    def _heading(self, properties: etree._Element | None) -> int:
        own = number(properties, "outlineLvl")
        style = self.runs.styles.of(properties)
        level = self.runs.styles.outline(style) if own is None else own
        if level is None or level > 8:  # 9 is how Word says that it is none
            return TITLES.get(style, 0)
        return min(level + 1, DEEPEST_HEADING)

    def _table(self, table: etree._Element, within: Cell | None, depth: int) -> Iterator[Block]:
        """A table in a cell is read as lines of that cell."""
        if within is None:
            self.tables += 1
        count = self.tables
        rows = [row for row in table.iter(W + "tr") if owner(row) is table]
        for place, row in enumerate(rows):
            cells = [one for one in row.iter(W + "tc") if owner(one) is row]
            for column, one in enumerate(cells):
                cell = within or Cell(count, place, column, _span(one))
                found = list(self._inside(one, cell, depth + 1))
                yield from found or ([] if within else [Block(Kind.TEXT, cell=cell)])


def _span(cell: etree._Element) -> int:
    return max(1, min(number(cell.find(W + "tcPr"), "gridSpan") or 1, WIDEST_CELL))
