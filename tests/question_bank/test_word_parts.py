"""Tables, tabs, pictures, links and boxes in Word files."""

import pytest
from docx import Document
from docx.oxml.ns import nsdecls

from question_bank.formats import word
from tests.question_bank.word_files import LOOKS, OPTIONS, changed, picture, question, saved, simple, with_xml
from tests.question_bank.word_found import codes, key, texts


@pytest.mark.parametrize(
    "cells",
    [
        [["A. một", "B. hai"], ["C. ba", "D. bốn"]],
        [["A. một", "C. ba"], ["B. hai", "D. bốn"]],
        [["A. một", "B. hai", "C. ba", "D. bốn"]],
        [["A.", "một"], ["B.", "hai"], ["C.", "ba"], ["D.", "bốn"]],
        [["A. một\tB. hai"], ["C. ba\tD. bốn"]],
    ],
)
def test_options_in_a_table(cells):
    document = Document()
    document.add_paragraph("Câu 1: Ý nào?")
    fill(document.add_table(len(cells), len(cells[0])), cells)
    document.add_paragraph("Đáp án: C")
    (found,) = word.read(saved(document)).questions
    assert (texts(found.question), key(found.question)) == (list(OPTIONS), [2])


@pytest.mark.parametrize(
    "cells",
    [
        [["Câu", "1", "2", "3"], ["Đáp án", "A", "C", "B"]],
        [["1", "2", "3"], ["A", "C", "B"]],
        [["Câu", "Đáp án"], ["1", "A"], ["2", "C"], ["3", "B"]],
        [["1-A", "2-C", "3-B"]],
        [["1. A", "2. C"], ["3. B", ""]],
        [["1", "A", "3", "B"], ["2", "C", "", ""]],
    ],
)
def test_a_table_of_answers(cells):
    document = Document()
    for number in (1, 2, 3):
        question(document, f"Hỏi {number}?", header=f"Câu {number}. ")
    document.add_paragraph("BẢNG ĐÁP ÁN")
    fill(document.add_table(len(cells), len(cells[0])), cells)
    found = word.read(saved(document))
    assert [key(item.question) for item in found.questions] == [[0], [2], [1]]


def test_a_table_that_is_neither_is_read_as_lines_and_named():
    document = Document()
    document.add_paragraph("Câu 1: Cho bảng:")
    fill(document.add_table(2, 2), [["Năm", "Số"], ["2024", "77"]])
    question(document, "", 0, header="")
    found = word.read(saved(document))
    assert "word.table" in codes(found)
    assert "2024" in found.questions[0].question.text


def test_options_on_one_line_with_tabs_and_the_key_coloured():
    document = Document()
    paragraph = document.add_paragraph("Câu 1: Ý nào?")
    paragraph = document.add_paragraph()
    for place, option in enumerate(OPTIONS):
        run = paragraph.add_run(f"{'ABCD'[place]}. {option}")
        if place == 1:
            LOOKS["colour"](run)
        paragraph.add_run("\t")
    (found,) = word.read(saved(document)).questions
    assert (texts(found.question), key(found.question)) == (list(OPTIONS), [1])


def test_a_whole_question_in_one_paragraph_with_line_breaks():
    document = Document()
    document.add_paragraph("Câu 1: Ý nào?\nA. một\nB. hai\nĐáp án: B")
    (found,) = word.read(saved(document)).questions
    assert (texts(found.question), key(found.question)) == (["một", "hai"], [1])


def test_pictures_are_kept_and_named_in_the_text():
    document = Document()
    question(document, "Hình nào?", 0)
    document.paragraphs[0].add_run().add_picture(picture())
    document.paragraphs[1].add_run().add_picture(picture("blue"))
    (found,) = word.read(saved(document)).questions
    assert len(found.files) == 2
    for name, data in found.files.items():
        assert data.startswith(b"\x89PNG")
        assert f'<img src="file:{name}">' in found.question.text + found.question.options[0].text


def test_a_picture_that_is_missing_is_named():
    document = Document()
    question(document, "Hình nào?", 0)
    document.paragraphs[0].add_run().add_picture(picture())
    data = changed(
        saved(document),
        "word/_rels/document.xml.rels",
        lambda xml: xml.replace(b"media/image1.png", b"../../x"),
    )
    assert "word.picture_missing" in codes(word.read(data))


def test_raised_and_lowered_letters_stay():
    document = Document()
    question(document, "H", 0)
    document.paragraphs[0].add_run("2").font.subscript = True
    document.paragraphs[0].add_run("O và m")
    document.paragraphs[0].add_run("2").font.superscript = True
    assert word.read(saved(document)).questions[0].question.text == "H<sub>2</sub>O và m<sup>2</sup>"


def test_markup_in_the_text_is_text():
    document = Document()
    question(document, "a <script>alert(1)</script> & <x>", 0)
    assert "<script" not in word.read(saved(document)).questions[0].question.text


def test_deleted_text_is_left_out_and_inserted_text_read():
    document = Document()
    question(document, "Ý nào", 0)
    ns = nsdecls("w")
    with_xml(document.paragraphs[0], f"<w:ins {ns}><w:r><w:t> đúng</w:t></w:r></w:ins>")
    with_xml(document.paragraphs[0], f"<w:del {ns}><w:r><w:delText> sai</w:delText></w:r></w:del>")
    found = word.read(saved(document))
    assert found.questions[0].question.text == "Ý nào đúng"
    assert "word.changes" in codes(found)


def test_links_content_controls_and_hidden_text():
    document = Document()
    question(document, "Xem ", 0)
    ns = nsdecls("w")
    with_xml(document.paragraphs[0], f"<w:hyperlink {ns}><w:r><w:t>đây</w:t></w:r></w:hyperlink>")
    with_xml(
        document.paragraphs[0], f"<w:sdt {ns}><w:sdtContent><w:r><w:t>!</w:t></w:r></w:sdtContent></w:sdt>"
    )
    with_xml(document.paragraphs[0], f"<w:r {ns}><w:rPr><w:vanish/></w:rPr><w:t>ẩn</w:t></w:r>")
    found = word.read(saved(document))
    assert found.questions[0].question.text == "Xem đây!"
    assert "word.hidden" in codes(found)


def test_drawings_without_a_picture_and_documents_within_are_named():
    document = Document()
    question(document, "Xem", 0)
    with_xml(document.paragraphs[0], f"<w:r {nsdecls('w')}><w:drawing/></w:r>")
    assert "word.object" in codes(word.read(saved(document)))
    data = changed(
        simple(), "word/document.xml", lambda xml: xml.replace(b"<w:body>", b"<w:body><w:altChunk/>")
    )
    assert "word.object" in codes(word.read(data))


def test_text_boxes_are_read_once():
    document = Document()
    question(document, "Xem", 0)
    mc = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    box = "<w:pict><w:txbxContent><w:p><w:r><w:t>trong khung</w:t></w:r></w:p></w:txbxContent></w:pict>"
    both = f"<mc:Choice Requires='x'>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback>"
    with_xml(
        document.paragraphs[0],
        f"<w:r {nsdecls('w')} {mc}><mc:AlternateContent>{both}</mc:AlternateContent></w:r>",
    )
    assert word.read(saved(document)).questions[0].source_text.count("trong khung") == 1


def test_a_formula_is_read_as_text_and_named():
    document = Document()
    question(document, "Tính ", 0)
    m = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
    with_xml(document.paragraphs[0], f"<m:oMath {m}><m:r><m:t>x+1</m:t></m:r></m:oMath>")
    found = word.read(saved(document))
    assert found.questions[0].question.text == "Tính x+1"
    assert "word.formula" in codes(found)


def fill(table, cells):
    for row, texts_of_row in zip(table.rows, cells, strict=True):
        for cell, text in zip(row.cells, texts_of_row, strict=True):
            cell.text = text
