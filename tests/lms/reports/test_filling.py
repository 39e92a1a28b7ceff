"""Values go where their fields stand, keep the look of the place, and are never anything but text."""

from io import BytesIO
from typing import Any

import pytest
from docx import Document
from docx.shared import Pt

from lms.reports.paper.filling import filled
from tests.lms.reports.reading import paragraphs


def made(*texts: str) -> bytes:
    document = Document()
    for text in texts:
        document.add_paragraph(text)
    return saved(document)


def saved(document) -> bytes:
    target = BytesIO()
    document.save(target)
    return target.getvalue()


@pytest.mark.parametrize(
    "value",
    [
        "<w:p>&amp;</w:p>",
        "{{so}}",
        "{% for %}",
        "=1+1",
        "]]>",
        "a\" b'",
        "Nguyễn\u0000 Thị\u000b",
        "a{b}c $x$ #y [z] *đ*",
    ],
)
def test_a_value_is_text_whatever_it_looks_like(value) -> None:
    kept = value.replace("\u0000", "").replace("\u000b", "")
    assert paragraphs(filled(made("Tên: {{ten}}."), {"ten": value, "so": "9"}, {})) == [f"Tên: {kept}."]


def test_a_field_in_pieces_is_filled_with_the_look_of_its_beginning() -> None:
    document = Document()
    paragraph = document.add_paragraph("Có ")
    for piece, size in (("{", 13), ("{so", 20), ("}} mặt", 11)):
        paragraph.add_run(piece).font.size = Pt(size)
    found: Any = Document(BytesIO(filled(saved(document), {"so": "12"}, {}))).paragraphs[0]
    assert found.text == "Có 12 mặt"
    assert [run.font.size.pt for run in found.runs if run.text == "12"] == [13]


def test_a_paragraph_of_empty_fields_goes_away_and_one_with_words_stays() -> None:
    assert paragraphs(filled(made("{{a}}", "{{a}} {{b}}", "x {{a}}", "y"), {"a": "", "b": ""}, {})) == [
        "x ",
        "y",
    ]


def test_several_lines_repeat_their_paragraph() -> None:
    assert paragraphs(filled(made("– {{a}}", "z"), {"a": "một\nhai"}, {})) == ["– một", "– hai", "z"]


def test_a_row_is_repeated_for_every_entry_and_its_table_goes_without_any() -> None:
    document = Document()
    table = document.add_table(rows=2, cols=2)
    for cell, text in zip(table.rows[0].cells, ("STT", "Tên"), strict=True):
        cell.text = text
    for cell, text in zip(table.rows[1].cells, ("{{v_stt}}", "{{v_ten}}"), strict=True):
        cell.text = text
    rows = [{"stt": "1", "ten": "An"}, {"stt": "2", "ten": ""}]
    [found] = Document(BytesIO(filled(saved(document), {}, {"v": rows}))).tables
    assert [[cell.text for cell in row.cells] for row in found.rows] == [
        ["STT", "Tên"],
        ["1", "An"],
        ["2", ""],
    ]
    assert Document(BytesIO(filled(saved(document), {}, {"v": []}))).tables == []


def test_headers_and_footers_are_filled_too() -> None:
    document = Document()
    document.sections[0].footer.paragraphs[0].text = "Số {{so}}"
    again = Document(BytesIO(filled(saved(document), {"so": "7"}, {})))
    assert again.sections[0].footer.paragraphs[0].text == "Số 7"
