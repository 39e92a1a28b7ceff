"""The paragraphs and tables of a document as lines, and tables that hold nothing but answers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from lxml import etree

from question_bank.formats.vietnamese import Answer, Line, Run, answers_in_table
from question_bank.formats.vietnamese.patterns import HEADER, OPTION
from question_bank.formats.word.names import MC, W, number
from question_bank.formats.word.numbering import Numbering
from question_bank.formats.word.runs import BREAK, Runs
from question_bank.problems import Place, Problem, Unit, note, warning

DEEPEST = 30
CONTAINERS = frozenset(
    {W + "sdt", W + "sdtContent", W + "ins", W + "moveTo", W + "customXml", W + "smartTag"}
)
Cell = list[Line]


@dataclass
class Body:
    """Goes through a document once, counting paragraphs and automatic numbers."""

    runs: Runs
    numbering: Numbering
    answers: list[Answer] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    paragraphs: int = 0
    gap: bool = False

    def lines(self, element: etree._Element, depth: int = 0) -> Iterator[Line]:
        """The lines inside an element, in reading order."""
        if depth > DEEPEST:
            return
        for child in element:
            if child.tag == W + "p":
                yield from self._paragraph(child, depth)
            elif child.tag == W + "tbl":
                yield from self._table(child, depth)
            elif child.tag in (W + "altChunk", W + "subDoc"):
                self.problems.append(
                    warning("word.object", Place(Unit.PARAGRAPH, self.paragraphs, self.paragraphs))
                )
            elif child.tag in CONTAINERS:
                yield from self.lines(child, depth + 1)

    def _paragraph(self, paragraph: etree._Element, depth: int) -> Iterator[Line]:
        self.paragraphs += 1
        at = self.paragraphs
        runs = self.runs.of(paragraph)
        listed = label_of(paragraph, self.runs, self.numbering) if runs else None
        if listed and listed[0]:
            runs.insert(0, self.runs.label(listed[0] + " ", paragraph))
        for part in broken(runs):
            line = Line(at, tuple(part), self.gap)
            self.gap = not line.text.strip()
            if not self.gap:
                yield line
        for box in text_boxes(paragraph):
            yield from self.lines(box, depth + 1)

    def _table(self, table: etree._Element, depth: int) -> Iterator[Line]:
        first = self.paragraphs + 1
        grid = [self._row(row, depth) for row in table.iter(W + "tr") if owner(row) is table]
        answers = answers_in_table([[" ".join(line.text for line in cell) for cell in row] for row in grid])
        if answers:
            self.answers += answers
            return
        cells = [cell for row in _in_reading_order(grid) for cell in row]
        found = [line for cell in cells for line in cell]
        if found and not all(_begins_something(cell) for cell in cells if cell):
            self.problems.append(
                note("word.table", Place(Unit.PARAGRAPH, first, max(first, self.paragraphs)))
            )
        yield from found

    def _row(self, row: etree._Element, depth: int) -> list[Cell]:
        return [list(self.lines(cell, depth + 1)) for cell in row.iter(W + "tc") if owner(cell) is row]


def label_of(paragraph: etree._Element, runs: Runs, numbering: Numbering) -> tuple[str, int] | None:
    """The number that Word prints before a paragraph of a list, empty for a bullet, and its level; None if in none."""
    properties = paragraph.find(W + "pPr")
    list_id, level = number(properties, "numPr/numId"), number(properties, "numPr/ilvl")
    if list_id is None:
        styled = runs.styles.numbering(runs.styles.of(properties))
        list_id, level = styled or (0, level)
    return (numbering.label(list_id, level or 0).strip(), level or 0) if list_id else None


def owner(element: etree._Element) -> etree._Element | None:
    """The row of a cell or the table of a row, past content controls."""
    wanted = W + ("tr" if element.tag == W + "tc" else "tbl")
    above = element.getparent()
    while above is not None and above.tag != wanted:
        above = above.getparent()
    return above


def _in_reading_order(grid: Sequence[Sequence[Cell]]) -> list[list[Cell]]:
    """Options set in columns (A above B) are read down, all else across."""
    across = _letters([cell for row in grid for cell in row])
    down = [
        [row[place] for row in grid if place < len(row)] for place in range(max(map(len, grid), default=0))
    ]
    by_columns = _letters([cell for column in down for cell in column])
    is_down = len(across) > 2 and across != sorted(across) and by_columns == sorted(by_columns)
    return down if is_down else [list(row) for row in grid]


def _letters(cells: Sequence[Cell]) -> list[str]:
    found = [OPTION.match(cell[0].text.lstrip()) for cell in cells if cell]
    return [sign["letter"] for sign in found if sign]


def _begins_something(cell: Cell) -> bool:
    text = cell[0].text.lstrip()
    return bool(OPTION.match(text) or HEADER.match(text))


def broken(runs: Sequence[Run]) -> Iterator[list[Run]]:
    """The runs of each line of a paragraph."""
    line: list[Run] = []
    for run in runs:
        first, *more = run.text.split(BREAK)
        line.append(run.saying(first))
        for text in more:
            yield line
            line = [run.saying(text)]
    yield line


def text_boxes(paragraph: etree._Element) -> list[etree._Element]:
    """Text boxes drawn in a paragraph, but not once more in their fallback, nor those inside others."""
    return [
        box
        for box in paragraph.iter(W + "txbxContent")
        if not any(above.tag in (MC + "Fallback", W + "txbxContent") for above in box.iterancestors())
    ]
