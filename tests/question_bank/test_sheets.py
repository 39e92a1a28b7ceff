"""Sheets: the template, and lists with columns of their own."""

import io
import zipfile
from datetime import UTC, date, datetime

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st
from openpyxl import load_workbook

from question_bank import formats
from question_bank.formats import sheets
from question_bank.formats.sheets.columns import Column, meaning
from question_bank.types import SingleChoice, Statements, TrueFalse, options
from tests.question_bank.sheet_files import HEADS, ROW, codes, csv_of, one, xlsx
from tests.scale import scaled


def test_a_list_as_people_keep_it():
    found = one(*ROW)
    assert found.question == SingleChoice(
        text="Thủ đô?", options=options(["Hà Nội", "Huế", "Vinh", "Đà Nẵng"], [0])
    )
    assert (str(found.place), found.usable, found.problems) == ("row 2", True, ())


@pytest.mark.parametrize(
    "head,column",
    [
        ("Nội dung câu hỏi", Column.TEXT), ("CÂU HỎI", Column.TEXT), ("Question", Column.TEXT),
        ("Phương án A", Column.OPTION),
        ("Đáp án 1", Column.OPTION),
        ("b", Column.OPTION), ("Option 3", Column.OPTION), ("Đáp án đúng", Column.KEY),
        ("Đáp án", Column.KEY), ("Answer", Column.KEY), ("Correct answer", Column.KEY),
        ("Mức độ nhận thức", Column.LEVEL),
        ("Chuyên đề", Column.TOPIC), ("Lời giải", Column.EXPLANATION), ("Giải thích", Column.EXPLANATION),
        ("Mã câu", Column.CODE),
        ("STT", Column.NUMBER), ("Điểm", None), ("Người soạn", None),
    ],
)  # fmt: skip
def test_headings_as_people_write_them(head, column):
    assert meaning(head) == column


@pytest.mark.parametrize(
    "key,right",
    [("B", [1]), ("b.", [1]), ("2", [1]), ("Huế", [1]), ("hue", [1]), ("Đáp án: B", [1]), ("A, C", [0, 2]),
        ("ACD", [0, 2, 3]),
     ("1;3", [0, 2]), ("A và B", [0, 1])],
)  # fmt: skip
def test_the_key_in_every_way_it_is_given(key, right):
    question = one(*ROW[:6], key).question
    assert [place for place, option in enumerate(question.options) if option.right] == right


@pytest.mark.parametrize(
    "key,code",
    [("E", "key.outside"), ("7", "key.outside"), ("có lẽ A", "key.not_read"), ("", "question.no_key")],
)
def test_a_key_that_cannot_be_understood_is_asked_for(key, code):
    found = one(*ROW[:6], key)
    assert code in [problem.code for problem in found.problems]
    assert not found.usable


def test_a_number_that_is_also_an_option_is_asked_about():
    assert "sheet.key_number" in codes(xlsx(HEADS, [1, "Mấy?", "2", "3", "4", "5", "3"]))


@pytest.mark.parametrize(
    "key", ["Đ S Đ Đ", "ĐSĐĐ", "Đúng, Sai, Đúng, Đúng", "a) Đ; b) S; c) Đ; d) Đ", "T F T T"]
)
def test_four_statements(key):
    question = one(*ROW[:6], key).question
    assert isinstance(question, Statements)
    assert [part.right for part in question.statements] == [True, False, True, True]


def test_types_told_from_the_answer_alone():
    heads = ["Câu hỏi", "Đáp án"]
    rows = [
        ["Đúng không?", "Sai"],
        ["Mấy?", "3,5 ± 0,1"],
        ["Ai?", "Nguyễn Du\nTố Như"],
        ["Nêu suy nghĩ.", None],
    ]
    found = sheets.read(xlsx(heads, *rows)).questions
    assert [item.question.type for item in found] == ["true_false", "numeric", "short_text", "essay"]
    assert isinstance(found[0].question, TrueFalse)
    assert found[0].question.answer is False


def test_a_hidden_sheet_is_named_and_read_only_where_there_is_no_other():
    book = load_workbook(io.BytesIO(xlsx(["x"], **{"Ngân hàng": [HEADS, ROW]})))
    book["Câu hỏi"].sheet_state = "hidden"
    file = io.BytesIO()
    book.save(file)
    found = sheets.read(file.getvalue())
    assert [one.question.text for one in found.questions] == ["Thủ đô?"]
    [said] = [problem for problem in found.problems if problem.code == "sheet.others"]
    assert said.params == {"sheet": "Ngân hàng", "names": "Câu hỏi"}


def test_titles_above_other_sheets_unknown_columns_and_empty_rows_are_named():
    data = xlsx(
        ["NGÂN HÀNG CÂU HỎI"],
        [],
        [*HEADS, "Người soạn"],
        [*ROW, "Lan"],
        [2, None, "lẻ"],
        **{"Bảng 2": [["x"]]},
    )
    found = sheets.read(data)
    assert len(found.questions) == 1
    assert {problem.code for problem in found.problems} == {
        "text.left_out",
        "sheet.others",
        "sheet.column_left_out",
        "sheet.no_text",
    }


def test_dates_that_a_spreadsheet_made_of_an_option_are_read_and_shown():
    found = one(
        1,
        "Ngày nào?",
        date(1975, 4, 30),
        datetime(1954, 5, 7, tzinfo=UTC).replace(tzinfo=None),
        "x",
        "y",
        "A",
    )
    assert [option.text for option in found.question.options][:2] == ["30/4/1975", "7/5/1954"]
    assert [problem.code for problem in found.problems] == ["sheet.date", "sheet.date"]


def test_numbers_are_read_as_people_write_them():
    found = one(1, "Mấy?", 3.5, 1930, 0.1, -2, "A")
    assert [option.text for option in found.question.options] == ["3,5", "1930", "0,1", "-2"]


def test_columns_without_headings_are_guessed_and_can_be_corrected():
    data = xlsx(ROW, [2, "Sông?", "Hồng", "Mã", "Cả", "Đà", "C"])
    found = sheets.read(data)
    assert [len(item.question.options) for item in found.questions] == [4, 4]
    assert "sheet.guessed_columns" in [problem.code for problem in found.problems]
    laid_out = sheets.layout(data)
    assert laid_out.columns[1] is Column.TEXT
    corrected = sheets.read(data, columns={2: Column.EXPLANATION})
    assert corrected.questions[0].question.explanation == "Hà Nội"


@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_texts_with_delimiters(delimiter, encoding):
    data = csv_of(HEADS, [1, "Một, hai; ba?", "a", "b", "c\nd", "e", "C"], delimiter=delimiter)
    data = data.decode().encode(encoding)
    assert formats.detect(data) == "sheet"
    (found,) = formats.read(data).questions
    assert (found.question.text, found.question.options[2].text) == ("Một, hai; ba?", "c<br>d")


CELLS = st.sampled_from(
    [
        "",
        "A",
        "B, C",
        "Đ S",
        "chữ",
        "1",
        "3,5 ± x",
        "a -> b",
        "->",
        "'=",
        "Ghép",
        "NB",
        '"',
        "\n",
        ";",
        "x" * 50,
    ]
)


@settings(max_examples=scaled(20_000), suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.lists(CELLS, min_size=1, max_size=9), max_size=6), st.booleans())
def test_no_sheet_breaks_the_reader_and_no_row_disappears(rows, headed):
    heads = [["Loại", "Câu hỏi", "A", "B", "C", "Đáp án", "Mức độ", "Lạ", "Nguồn"]] if headed else []
    data = "\n".join(
        ";".join(f'"{cell.replace(chr(34), chr(34) * 2)}"' for cell in row) for row in heads + rows
    ).encode()
    found = sheets.read(data)
    assert found.questions or found.problems
    if headed:
        filled = sum(any(cell.strip() for cell in row) for row in rows)
        named = [p for p in found.problems if p.code == "sheet.no_text"]
        assert len(found.questions) + len(named) == filled


@given(st.binary(max_size=300))
def test_no_bytes_break_the_reader(data):
    found = sheets.read(data)
    assert found.questions or found.problems


def changed(data, name, change):
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.namelist():
            new.writestr(member, change(old.read(member)) if member == name else old.read(member))
    return file.getvalue()


@pytest.mark.parametrize(
    "member,change,code",
    [
        ("xl/worksheets/sheet1.xml", lambda xml: b"<!DOCTYPE x []>" + xml, "file.forbidden_xml"),
        ("xl/worksheets/sheet1.xml", lambda _: b"<x>" * 3_000_000, "file.too_large"),
        ("xl/worksheets/sheet1.xml", lambda xml: xml[:200], "file.damaged"),
        ("xl/worksheets/sheet1.xml", lambda _: b"<x/>", "file.nothing"),
        ("xl/workbook.xml", lambda _: b"<x", "file.damaged"),
        ("xl/styles.xml", lambda _: b" " * 5_000_000, "file.unpacks_too_large"),
    ],
)
def test_hostile_files_are_refused_with_one_sentence(member, change, code):
    found = formats.read(changed(xlsx(HEADS, ROW), member, change))
    assert ([problem.code for problem in found.problems], found.questions) == ([code], [])


def test_a_cell_far_out_costs_nothing_and_is_refused():
    data = changed(
        xlsx(HEADS, ROW), "xl/worksheets/sheet1.xml", lambda xml: xml.replace(b'r="G2"', b'r="XFD1048576"')
    )
    assert codes(data) == ["sheet.too_wide"]
