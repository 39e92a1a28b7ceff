"""Fonts of old Word files, what stands around the text, damage, and that nothing is dropped unnamed."""

import io

import pytest
from docx import Document
from hypothesis import given, settings, strategies as st

from question_bank.formats import detect, word
from tests.question_bank.word_files import LOOKS, changed, question, saved, simple
from tests.question_bank.word_found import codes
from tests.scale import scaled


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


def test_it_takes_bytes_and_a_name():
    assert word.read(io.BytesIO(simple()).getvalue(), name="đề thi.docx").questions
