"""What the papers made here are built of: the page, the heads of Party and of state papers, tables, who signs.

Sizes in points, lengths in millimetres, as the guideline on the form of Party papers and the decree on clerical work
give them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from docx.enum.table import WD_ALIGN_VERTICAL, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from lms.reports.models import Form

FONT = "Times New Roman"
LEFT, CENTER, JUSTIFY = WD_ALIGN_PARAGRAPH.LEFT, WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.JUSTIFY


@dataclass(frozen=True)
class Look:
    """Of one paragraph: size and spaces in points, the indent of the first line in millimetres."""

    size: float
    align: Any = CENTER
    bold: bool = False
    italic: bool = False
    first: float = 0
    before: float = 0
    after: float = 0
    with_next: bool = False


def page(document: Any) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin = section.bottom_margin = section.right_margin = Mm(20)
    section.left_margin = Mm(30)
    section.header_distance = Mm(10)
    section.different_first_page_header_footer = True
    section.header.is_linked_to_previous = False
    number = section.header.paragraphs[0]
    number.alignment = CENTER
    _page_number(number)
    style = document.styles["Normal"]
    style.font.name, style.font.size = FONT, Pt(14)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), FONT)
    style.paragraph_format.space_after = Pt(0)
    style.paragraph_format.line_spacing = 1.0


def party_head(document: Any) -> None:
    """The body above and the body that issues on the left, with its star; the title of the Party on the right."""
    left, right = two(document, (75, 85))
    in_cell(left, "{{co_quan_cap_tren}}", Look(14))
    in_cell(left, "{{co_quan_ban_hanh}}", Look(14, bold=True))
    in_cell(left, "*", Look(14))
    in_cell(left, "Số {{so}}-{{ky_hieu}}", Look(14))
    in_cell(right, "ĐẢNG CỘNG SẢN VIỆT NAM", Look(15, bold=True))
    _rule(right, 5.5)
    in_cell(right, "{{dia_danh}}, {{ngay_thang_nam}}", Look(14, italic=True, before=6))


def state_head(document: Any) -> None:
    left, right = two(document, (66, 94))
    in_cell(left, "{{co_quan_cap_tren}}", Look(13))
    in_cell(left, "{{co_quan_ban_hanh}}", Look(13, bold=True))
    _rule(left, 22)
    in_cell(left, "Số: {{so}}/{{ky_hieu}}", Look(13, before=6))
    in_cell(right, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", Look(12.5, bold=True))
    in_cell(right, "Độc lập - Tự do - Hạnh phúc", Look(14, bold=True))
    _rule(right, 16.5)
    in_cell(right, "{{dia_danh}}, {{ngay_thang_nam}}", Look(14, italic=True, before=6))


def foot(document: Any, form: Form) -> None:
    """Recipients on the left, who signs on the right, with room for signature and seal."""
    line(document, "", Look(8, LEFT))
    left, right = two(document, (75, 85))
    party = form is Form.PARTY
    heading = in_cell(
        left, "Nơi nhận:", Look(14 if party else 12, align=LEFT, bold=not party, italic=not party)
    )
    heading.runs[0].underline = party
    in_cell(left, "{{noi_nhan}}", Look(12 if party else 11, align=LEFT))
    in_cell(right, "{{quyen_han}}", Look(14, bold=True))
    in_cell(right, "{{chuc_vu}}", Look(14, bold=not party))
    for _space in range(4):
        in_cell(right, "", Look(14))
    in_cell(right, "{{nguoi_ky}}", Look(14, bold=True))


def two(document: Any, widths: tuple[float, float]) -> tuple[Any, Any]:
    table = document.add_table(rows=1, cols=2)
    table.autofit = False
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    for column, cell, width in zip(table.columns, table.rows[0].cells, widths, strict=True):
        column.width = cell.width = Mm(width)
    return tuple(table.rows[0].cells)


def table(
    document: Any,
    prefix: str,
    columns: Sequence[tuple[str, str]],
    widths: Sequence[float],
    *,
    centred: Sequence[int] = (),
) -> None:
    """A head that is repeated on every page, one row of fields that is repeated for every entry."""
    table = document.add_table(rows=2, cols=len(columns), style="Table Grid")
    table.autofit = False
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    for place, ((name, words), width) in enumerate(zip(columns, widths, strict=True)):
        for row in table.rows:
            row.cells[place].width, row.cells[place].vertical_alignment = Mm(width), WD_ALIGN_VERTICAL.CENTER
        table.columns[place].width = Mm(width)
        numeric = name == "stt" or place in centred
        in_cell(table.rows[0].cells[place], words, Look(12, bold=True))
        in_cell(
            table.rows[1].cells[place],
            f"{{{{{prefix}_{name}}}}}",
            Look(12, align=CENTER if numeric else LEFT),
        )
    _repeated_head(table.rows[0])


def line(document: Any, text: str, look: Look) -> Any:
    return _write(document.add_paragraph(), text, look)


def in_cell(cell: Any, text: str, look: Look) -> Any:
    """A cell is born with an empty paragraph: the first text goes there."""
    first = cell.paragraphs[0]
    fresh = len(cell.paragraphs) == 1 and first._p.pPr is None
    return _write(first if fresh else cell.add_paragraph(), text, look)


def _write(paragraph: Any, text: str, look: Look) -> Any:
    paragraph.alignment = look.align
    shape = paragraph.paragraph_format
    shape.space_before, shape.space_after = Pt(look.before), Pt(look.after)
    shape.keep_with_next = look.with_next
    if look.first:
        shape.first_line_indent = Mm(look.first)
    run = paragraph.add_run(text)
    run.font.size, run.bold, run.italic = Pt(look.size), look.bold, look.italic
    return paragraph


def _rule(cell: Any, indent: float) -> None:
    """A line that stays clear of the cell's sides by `indent` millimetres: as long as the words above it."""
    paragraph = in_cell(cell, "", Look(2))
    paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = Mm(indent)
    _mark_size(paragraph, 2)
    borders, bottom = OxmlElement("w:pBdr"), OxmlElement("w:bottom")
    for name, value in (("val", "single"), ("sz", "6"), ("space", "1"), ("color", "000000")):
        bottom.set(qn(f"w:{name}"), value)
    borders.append(bottom)
    properties = paragraph._p.get_or_add_pPr()
    properties.insert_element_before(
        borders, "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:jc", "w:rPr"
    )


def _mark_size(paragraph: Any, size: float) -> None:
    """An empty line is as high as its end mark."""
    properties, mark = OxmlElement("w:rPr"), OxmlElement("w:sz")
    mark.set(qn("w:val"), str(int(size * 2)))
    properties.append(mark)
    paragraph._p.get_or_add_pPr().append(properties)


def _repeated_head(row: Any) -> None:
    properties = row._tr.get_or_add_trPr()
    head = OxmlElement("w:tblHeader")
    head.set(qn("w:val"), "true")
    properties.append(head)


def _page_number(paragraph: Any) -> None:
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    run, text = OxmlElement("w:r"), OxmlElement("w:t")
    text.text = "2"
    run.append(text)
    field.append(run)
    paragraph._p.append(field)
