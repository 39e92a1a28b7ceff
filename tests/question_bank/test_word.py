"""Word files as they come."""

import io

import pytest
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from hypothesis import given, settings, strategies as st

from question_bank.formats import detect, word
from question_bank.types import SingleChoice
from tests.question_bank.word_files import (
    LOOKS,
    OPTIONS,
    changed,
    in_list,
    list_of,
    numbered_lists,
    picture,
    question,
    saved,
    simple,
    with_xml,
)
from tests.scale import scaled


def key(question):
    return [place for place, option in enumerate(question.options) if option.right]


def texts(question):
    return [option.text for option in question.options]


def codes(found):
    return [problem.code for problem in found.all_problems()]


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("whole", [True, False], ids=["whole option", "letter"])
@pytest.mark.parametrize("right", range(4))
def test_the_look_of_an_option_is_its_key(look, whole, right):
    document = Document()
    question(document, "Ý nào?", right, look, whole)
    (found,) = word.read(saved(document)).questions
    assert isinstance(found.question, SingleChoice)
    assert (found.question.text, texts(found.question)) == ("Ý nào?", list(OPTIONS))
    assert (key(found.question), found.problems) == ([right], ())


def test_letters_that_are_all_bold_are_no_key():
    document = Document()
    document.add_paragraph("Câu 1: Ý nào?")
    for place, option in enumerate(OPTIONS):
        paragraph = document.add_paragraph()
        run = paragraph.add_run(f"{'ABCD'[place]}. ")
        run.bold = True
        run.underline = place == 2
        paragraph.add_run(option)
    (found,) = word.read(saved(document)).questions
    assert (key(found.question), found.problems) == ([2], ())


def test_an_emphasised_word_within_an_option_is_no_key():
    document = Document()
    question(document, "Ý nào?", 0, options=("một", "hai", "ba"))
    document.paragraphs[-1].add_run(" và còn rất nhiều chữ nữa")
    document.paragraphs[-1].add_run(" không").underline = True
    (found,) = word.read(saved(document)).questions
    assert key(found.question) == [0]


def test_a_look_that_comes_from_a_style_counts():
    document = Document()
    document.add_paragraph("Câu 1: Ý nào?")
    for place, option in enumerate(OPTIONS):
        document.add_paragraph().add_run(f"{'ABCD'[place]}. {option}", style="Strong" if place == 3 else None)
    (found,) = word.read(saved(document)).questions
    assert key(found.question) == [3]


def test_two_looks_that_disagree_are_asked_about():
    document = Document()
    question(document, "Ý nào?", 0, "underline")
    LOOKS["highlight"](document.paragraphs[3].runs[0])
    (found,) = word.read(saved(document)).questions
    assert key(found.question) == []
    assert {"key.disagree", "key.by_underline", "key.by_highlight", "question.no_key"} == {
        p.code for p in found.problems
    }
    assert not found.usable


def test_a_rare_look_yields_to_what_the_file_does():
    document = Document()
    for number in range(1, 8):
        question(document, f"Ý nào là {number}?", number % 4, header=f"Câu {number}: ")
    LOOKS["bold"](document.paragraphs[4].runs[1])
    questions = word.read(saved(document)).questions
    assert [key(found.question) for found in questions] == [[number % 4] for number in range(1, 8)]
    assert [problem.code for problem in questions[0].problems] == ["key.stray", "key.by_bold"]


def test_a_rare_look_alone_is_taken_with_a_word_about_it():
    document = Document()
    for number in range(1, 8):
        look = "bold" if number == 7 else "underline"
        question(document, f"Ý nào là {number}?", 1, look, header=f"Câu {number}: ")
    last = word.read(saved(document)).questions[-1]
    assert key(last.question) == [1]
    assert "key.unusual" in [problem.code for problem in last.problems]


def test_numbers_and_letters_that_word_makes_itself():
    document = Document()
    asked, lettered = numbered_lists(document, ("decimal", "Câu %1:"), ("upperLetter", "%1."))
    questions = list_of(document, asked)
    for number in (1, 2):
        in_list(document.add_paragraph(f"Hỏi {number}?"), questions)
        letters = list_of(document, lettered, restart=True)
        for option in OPTIONS:
            paragraph = in_list(document.add_paragraph(), letters)
            paragraph.add_run(option).bold = option == OPTIONS[number]
    found = word.read(saved(document))
    assert [(item.question.text, texts(item.question), key(item.question)) for item in found.questions] == [
        ("Hỏi 1?", list(OPTIONS), [1]),
        ("Hỏi 2?", list(OPTIONS), [2]),
    ]
    assert codes(found) == []


def test_questions_and_options_on_two_levels_of_one_list():
    document = Document()
    (shared,) = numbered_lists(document, ("decimal", "Câu %1."))
    definition = document.part.numbering_part.element[0]
    definition.append(
        parse_xml(
            f'<w:lvl {nsdecls("w")} w:ilvl="1"><w:start w:val="1"/>'
            '<w:numFmt w:val="upperLetter"/><w:lvlText w:val="%2)"/></w:lvl>'
        )
    )
    one_list = list_of(document, shared)
    for number in (1, 2):
        in_list(document.add_paragraph(f"Hỏi {number}?"), one_list)
        for option in OPTIONS:
            in_list(document.add_paragraph(), one_list, level=1).add_run(option).bold = (
                option == OPTIONS[number]
            )
    found = word.read(saved(document))
    assert [(texts(item.question), key(item.question)) for item in found.questions] == [
        (list(OPTIONS), [1]),
        (list(OPTIONS), [2]),
    ]


def test_statements_whose_true_ones_are_underlined():
    document = Document()
    document.add_paragraph("Câu 1: Trong các ý sau, ý nào đúng, ý nào sai? Mỗi ý ghi Đúng/Sai.")
    for place, text in enumerate(OPTIONS):
        paragraph = document.add_paragraph()
        paragraph.add_run(f"{'abcd'[place]})").underline = place in (0, 2)
        paragraph.add_run(f" {text}")
    (found,) = word.read(saved(document)).questions
    assert [part.right for part in found.question.statements] == [True, False, True, False]


def test_lists_that_share_a_definition_count_on():
    document = Document()
    (asked,) = numbered_lists(document, ("decimal", "%1."))
    for number in (1, 2):
        in_list(document.add_paragraph(f"Hỏi {number}?"), list_of(document, asked))
        for place, option in enumerate(OPTIONS):
            document.add_paragraph(f"{'ABCD'[place]}. {option}")
        document.add_paragraph("Đáp án: A")
    assert [item.question.text for item in word.read(saved(document)).questions] == ["Hỏi 1?", "Hỏi 2?"]


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


@pytest.mark.parametrize("where", ["run", "style"])
def test_text_in_fonts_of_the_tcvn3_kind_is_converted(where):
    document = Document()
    header = "Câu 1: " if where == "run" else "C©u 1: "
    question(document, "§¶ng ta ra ®êi n¨m nµo, do ai l\xadu gi÷?", 0, options=("a", "b"), header=header)
    holder = document.paragraphs[0].runs[1] if where == "run" else document.styles["Normal"]
    holder.font.name = ".VnTime"
    found = word.read(saved(document))
    assert found.questions[0].question.text == "Đảng ta ra đời năm nào, do ai lưu giữ?"
    assert "word.converted_font" in codes(found)


def test_capitals_come_from_the_font_and_unicode_stays_as_it_is():
    document = Document()
    question(document, "®¶ng", 0)
    document.paragraphs[0].runs[1].font.name = ".VnTimeH"
    document.paragraphs[0].add_run(" Ý nào").font.name = ".VnTime"
    document.paragraphs[0].add_run(" câu").font.name = ".VnTime"
    document.add_paragraph("E. Đảng là người lãnh đạo")
    assert word.read(saved(document)).questions[0].question.text == "ĐẢNG Ý nào câu"


def test_text_in_fonts_of_the_vni_kind_is_converted():
    document = Document()
    question(document, "Ñaûng ta ra ñôøi naêm naøo, ôû nöôùc ngoaøi hay trong nöôùc?", 0, options=("a", "b"))
    document.paragraphs[0].runs[1].font.name = "VNI-Times"
    found = word.read(saved(document))
    assert found.questions[0].question.text == "Đảng ta ra đời năm nào, ở nước ngoài hay trong nước?"
    assert "word.converted_font" in codes(found)


def test_what_stands_around_the_text_is_named():
    document = Document()
    question(document, "Ý nào?", 0)
    document.sections[0].header.paragraphs[0].text = "Trường Chính trị tỉnh"
    (problem,) = word.read(saved(document)).problems
    assert (problem.code, problem.params) == ("word.margin", {"text": "Trường Chính trị tỉnh"})


def test_every_word_file_is_found_by_its_content():
    assert detect(simple(), "x.txt") == "word"


def test_questions_know_their_paragraphs_and_their_original():
    document = Document()
    document.add_paragraph("ĐỀ CƯƠNG")
    question(document, "Ý nào?", 0)
    found = word.read(saved(document))
    assert (str(found.questions[0].place), str(found.problems[0].place)) == (
        "paragraphs 2 to 6",
        "paragraph 1",
    )
    assert found.questions[0].source_text == "Câu 1: Ý nào?\nA. một\nB. hai\nC. ba\nD. bốn"


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["Câu 1: x", "A. một", "B. hai", "Đáp án: A", "HẾT", "1-A", "", "chữ"]),
            st.sampled_from(["", *LOOKS]),
        ),
        max_size=15,
    )
)
@settings(max_examples=scaled(1_000))
def test_nothing_is_dropped_without_being_named(paragraphs):
    document = Document()
    for text, look in paragraphs:
        run = document.add_paragraph().add_run(text)
        if look:
            LOOKS[look](run)
    found = word.read(saved(document))
    places = [item.place for item in found.questions] + [p.place for p in found.problems if p.place]
    named = {number for place in places for number in range(place.first, place.last + 1)}
    assert all(
        number in named or text in ("", "HẾT", "1-A") for number, (text, _) in enumerate(paragraphs, start=1)
    )


@given(st.integers(0, 40_000), st.binary(min_size=1, max_size=40))
def test_a_damaged_file_is_read_or_refused(position, damage):
    data = simple()
    position %= len(data)
    found = word.read(data[:position] + damage + data[position + len(damage) :])
    assert found.questions or found.problems


@given(
    st.sampled_from(
        ["word/document.xml", "word/numbering.xml", "word/styles.xml", "word/_rels/document.xml.rels"]
    ),
    st.integers(0, 20_000),
    st.binary(min_size=1, max_size=30),
)
def test_a_file_with_damaged_xml_is_read_or_refused(name, position, damage):
    def spoil(content):
        place = position % len(content)
        return content[:place] + damage + content[place + len(damage) :]

    found = word.read(changed(simple(), name, spoil))
    assert found.questions or found.problems


def fill(table, cells):
    for row, texts_of_row in zip(table.rows, cells, strict=True):
        for cell, text in zip(row.cells, texts_of_row, strict=True):
            cell.text = text


def test_it_takes_bytes_and_a_name():
    assert word.read(io.BytesIO(simple()).getvalue(), name="đề thi.docx").questions
