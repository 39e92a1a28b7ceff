"""A laid-out document as a .docx that Word opens and people go on editing. Written straight as XML: it is quick."""

from collections.abc import Mapping, Sequence
from copy import deepcopy
from io import BytesIO
from typing import Any

from docx import Document
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from lxml import etree

from lms.quizzes.on_paper.printed.blocks import SIZE, WIDTH, Block, Piece
from lms.typesetting import tidy

FONT = "Times New Roman"
MARGIN = 17.5
TWIPS = 56.6929  # of a millimetre
FLAGS = {"bold": "b", "italic": "i", "struck": "strike"}
HEIGHTS = {"sub": "subscript", "super": "superscript"}
JUSTIFIED = {"justify": "both"}
DOTS = "." * 118
Pictures = Mapping[str, tuple[bytes, float]]


def docx(parts: Sequence[Block], pictures: Pictures) -> bytes:
    """`pictures` by name: the file and its width in millimetres."""
    document = Document()
    style = document.styles["Normal"]
    style.font.name, style.font.size = FONT, Pt(SIZE)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), FONT)
    style.paragraph_format.space_after = Pt(0)
    writer = _Writer(document, pictures)
    for place, one in enumerate(parts):
        writer.part(one, place, last=place == len(parts) - 1)
    target = BytesIO()
    document.save(target)
    return target.getvalue()


class _Writer:
    def __init__(self, document: Any, pictures: Pictures) -> None:
        self.document = document
        self.pictures = pictures

    def part(self, one: Block, number: int, *, last: bool) -> None:
        """The blocks of a part; what describes its pages stands at its end."""
        end = self.document.element.body.sectPr
        for block in one["blocks"]:
            for element in self.elements(block):
                end.addprevious(element)
        _mark(end, number)
        section = self.document.sections[-1]
        _page(section, lying=one["lying"])
        section.footer.is_linked_to_previous = False
        paragraph = section.footer.paragraphs[0]
        paragraph.alignment = 1
        _foot(paragraph._p, one["footer"], number)
        if not last:
            _close_section(end)

    def elements(self, block: Block, *, keep: bool = False) -> list[Any]:
        match block["kind"]:
            case "line":
                return [self.paragraph(block, block["pieces"], keep=keep or block.get("keep", False))]
            case "columns":
                return self.columns(block, keep=keep)
            case "grid":
                keep = keep or block.get("keep", False)
                return [self.table(block, keep=keep), _small(keep=keep)]
            case "ruled":
                dots = {"before": 10.0, "align": "left"}
                return [self.paragraph(dots, [{"text": DOTS}], keep=False) for _line in range(block["count"])]
        kept = block["blocks"]
        return [
            element
            for place, inner in enumerate(kept)
            for element in self.elements(inner, keep=place < len(kept) - 1)
        ]

    def paragraph(
        self, look: Mapping[str, Any], pieces: Sequence[Piece], *, keep: bool, tabs: Sequence[float] = ()
    ) -> Any:
        paragraph = etree.Element(qn("w:p"))
        properties = etree.SubElement(paragraph, qn("w:pPr"))
        if keep:
            etree.SubElement(properties, qn("w:keepNext"))
        etree.SubElement(properties, qn("w:keepLines"))
        if tabs:
            stops = etree.SubElement(properties, qn("w:tabs"))
            for stop in tabs:
                etree.SubElement(stops, qn("w:tab"), {qn("w:val"): "left", qn("w:pos"): _twips(stop)})
        spaces = {qn(f"w:{name}"): str(round(look.get(name, 0) * 20)) for name in ("before", "after")}
        etree.SubElement(properties, qn("w:spacing"), spaces)
        if look.get("left"):
            etree.SubElement(properties, qn("w:ind"), {qn("w:left"): _twips(look["left"])})
        align = look.get("align", "left")
        etree.SubElement(properties, qn("w:jc"), {qn("w:val"): JUSTIFIED.get(align, align)})
        for piece in pieces:
            self.piece(paragraph, piece)
        return paragraph

    def piece(self, paragraph: Any, piece: Piece) -> None:
        run = etree.SubElement(paragraph, qn("w:r"))
        if "picture" in piece:
            self.picture(run, piece["picture"])
            return
        properties = etree.SubElement(run, qn("w:rPr"))
        for name, tag in FLAGS.items():
            if piece.get(name):
                etree.SubElement(properties, qn(f"w:{tag}"))
        if piece.get("size"):
            etree.SubElement(properties, qn("w:sz"), {qn("w:val"): str(round(piece["size"] * 2))})
        if piece.get("underline"):
            etree.SubElement(properties, qn("w:u"), {qn("w:val"): "single"})
        for name, height in HEIGHTS.items():
            if piece.get(name):
                etree.SubElement(properties, qn("w:vertAlign"), {qn("w:val"): height})
        if "tab" in piece:
            etree.SubElement(run, qn("w:tab"))
            return
        text = etree.SubElement(run, qn("w:t"))
        text.text = tidy(piece["text"])
        text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")

    def picture(self, run: Any, name: str) -> None:
        if name not in self.pictures:
            return
        body, width = self.pictures[name]
        drawing = etree.SubElement(run, qn("w:drawing"))
        drawing.append(self.document.part.new_pic_inline(BytesIO(body), width=Mm(width), height=None))

    def columns(self, block: Block, *, keep: bool) -> list[Any]:
        """A row is a paragraph with stops, as people write it by hand."""
        count, left = block["count"], block["left"]
        step = (WIDTH - left) / count
        stops = [left + step * place for place in range(1, count)]
        rows = [block["cells"][start : start + count] for start in range(0, len(block["cells"]), count)]
        look = {"left": left, "before": 1.0}
        return [
            self.paragraph(look, _tabbed(row), keep=keep or place < len(rows) - 1, tabs=stops)
            for place, row in enumerate(rows)
        ]

    def table(self, block: Block, *, keep: bool) -> Any:
        table = etree.Element(qn("w:tbl"))
        properties = etree.SubElement(table, qn("w:tblPr"))
        width = {qn("w:w"): _twips(sum(block["widths"])), qn("w:type"): "dxa"}
        etree.SubElement(properties, qn("w:tblW"), width)
        if block.get("left"):
            indent = {qn("w:w"): _twips(block["left"]), qn("w:type"): "dxa"}
            etree.SubElement(properties, qn("w:tblInd"), indent)
        if block["bordered"]:
            borders = etree.SubElement(properties, qn("w:tblBorders"))
            for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
                line = {qn("w:val"): "single", qn("w:sz"): "4", qn("w:space"): "0", qn("w:color"): "000000"}
                etree.SubElement(borders, qn(f"w:{side}"), line)
        etree.SubElement(properties, qn("w:tblLayout"), {qn("w:type"): "fixed"})
        columns = etree.SubElement(table, qn("w:tblGrid"))
        for one in block["widths"]:
            etree.SubElement(columns, qn("w:gridCol"), {qn("w:w"): _twips(one)})
        for place, row in enumerate(block["rows"]):
            self.row(
                table, row, block["widths"], head=place < block["heads"], keep=keep or place < block["heads"]
            )
        return table

    def row(
        self, table: Any, row: Sequence[Block], widths: Sequence[float], *, head: bool, keep: bool
    ) -> None:
        line = etree.SubElement(table, qn("w:tr"))
        properties = etree.SubElement(line, qn("w:trPr"))
        etree.SubElement(properties, qn("w:cantSplit"))
        if head:
            etree.SubElement(properties, qn("w:tblHeader"))
        for own, width in zip(row, widths, strict=True):
            cell = etree.SubElement(line, qn("w:tc"))
            shape = etree.SubElement(cell, qn("w:tcPr"))
            etree.SubElement(shape, qn("w:tcW"), {qn("w:w"): _twips(width), qn("w:type"): "dxa"})
            if own["shaded"]:
                shade = {qn("w:val"): "clear", qn("w:color"): "auto", qn("w:fill"): "EDEDED"}
                etree.SubElement(shape, qn("w:shd"), shade)
            etree.SubElement(shape, qn("w:vAlign"), {qn("w:val"): "center"})
            inside = [one for block in own["blocks"] for one in self.elements(block, keep=keep)]
            for element in inside or [self.paragraph({}, [], keep=keep)]:
                cell.append(element)


def _tabbed(row: Sequence[Sequence[Piece]]) -> list[Piece]:
    pieces: list[Piece] = []
    for place, one in enumerate(row):
        pieces += [{"tab": True}, *one] if place else one
    return pieces


def _page(section: Any, *, lying: bool) -> None:
    short, long = Mm(210), Mm(297)
    section.page_width, section.page_height = (long, short) if lying else (short, long)
    section.orientation = int(lying)
    section.left_margin = section.right_margin = Mm(MARGIN if not lying else 20)
    section.top_margin = section.bottom_margin = Mm(16)
    section.footer_distance = Mm(8)


def _close_section(end: Any) -> None:
    """What stood before belongs to a section of its own; the next one begins on another sheet, with page 1."""
    closed = deepcopy(end)
    paragraph = etree.Element(qn("w:p"))
    properties = etree.SubElement(paragraph, qn("w:pPr"))
    etree.SubElement(properties, qn("w:spacing"), {qn("w:line"): "20", qn("w:lineRule"): "exact"})
    properties.append(closed)
    end.addprevious(paragraph)
    for old in [*end.findall(qn("w:type")), *end.findall(qn("w:pgNumType"))]:
        end.remove(old)
    size = end.find(qn("w:pgSz"))
    size.addprevious(etree.Element(qn("w:type"), {qn("w:val"): "oddPage"}))
    end.find(qn("w:pgMar")).addnext(etree.Element(qn("w:pgNumType"), {qn("w:start"): "1"}))
    for old in end.findall(qn("w:footerReference")):
        end.remove(old)


def _mark(end: Any, number: int) -> None:
    """A bookmark where a part ends: its page is how many pages the part has."""
    place = {qn("w:id"): str(number), qn("w:name"): f"end{number}"}
    paragraph = end.getprevious()
    etree.SubElement(paragraph, qn("w:bookmarkStart"), place)
    etree.SubElement(paragraph, qn("w:bookmarkEnd"), {qn("w:id"): str(number)})


def _foot(paragraph: Any, footer: str, number: int) -> None:
    """The foot line; Word counts the pages itself, and so does LibreOffice, which knows no pages of a section."""
    before, rest = footer.split("{page}")
    between, after = rest.split("{pages}")
    for kind, value in (
        ("t", before),
        ("f", "PAGE"),
        ("t", between),
        ("f", f"PAGEREF end{number}"),
        ("t", after),
    ):
        place = paragraph
        if kind == "f":
            place = etree.SubElement(paragraph, qn("w:fldSimple"), {qn("w:instr"): value})
        run = etree.SubElement(place, qn("w:r"))
        text = etree.SubElement(run, qn("w:t"))
        text.text = value if kind == "t" else "1"
        text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")


def _small(*, keep: bool) -> Any:
    """Two tables that touch would become one; a cell must not end with one."""
    paragraph = etree.Element(qn("w:p"))
    properties = etree.SubElement(paragraph, qn("w:pPr"))
    if keep:
        etree.SubElement(properties, qn("w:keepNext"))
    etree.SubElement(properties, qn("w:spacing"), {qn("w:line"): "60", qn("w:lineRule"): "exact"})
    return paragraph


def _twips(millimetres: float) -> str:
    return str(round(millimetres * TWIPS))
