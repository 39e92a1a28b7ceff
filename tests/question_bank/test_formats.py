"""Which format a file has is told from what is in it."""

import pytest
from hypothesis import given, strategies as st

from question_bank import formats
from question_bank.formats import aiken, gift, moodle_xml, sheets
from question_bank.formats.detecting import kind_of
from tests.question_bank.examples import CAPITAL
from tests.question_bank.word_files import simple


@pytest.mark.parametrize(
    "data,found",
    [
        (gift.write([CAPITAL]), "gift"),
        ("Hai cộng hai? {=bốn ~năm}".encode(), "gift"),
        ("::T:: Đúng không? {T}".encode("utf-16"), "gift"),
        ("Viết về quê hương. {}".encode(), "gift"),
        (aiken.write([CAPITAL]), "aiken"),
        ("Câu 1: Tập {a; b} là gì?\nA. x\nB. y\nĐáp án: A".encode(), "plain_text"),
        ("chữ".encode(), "plain_text"),
        (simple(), "word"),
        (b"%PDF-1.7", ""),
        (moodle_xml.write([CAPITAL]), "moodle_xml"),
        (b"<!-- x - y -->\n<quiz>", "moodle_xml"),
        ("<?xml version='1.0'?><quiz/>".encode("utf-16"), "moodle_xml"),
        (sheets.write([CAPITAL]), "sheet"),
        (sheets.write_csv([CAPITAL]), "sheet"),
        ("Câu hỏi,A,B,Đáp án\nMột?,x,y,A".encode(), "sheet"),
        ("Câu 1: a, b\nA. x, y\nB. z\nĐáp án: A".encode(), "plain_text"),
        (b"X?\nA. 1\nB. 2\n answer: b ", "aiken"),
    ],
)
def test_the_content_tells_the_format(data, found):
    assert formats.detect(data, "tên gì cũng được.xyz") == found


def test_a_file_is_read_in_the_format_found_or_given():
    data = aiken.write([CAPITAL])
    assert formats.read(data).format == "aiken"
    assert formats.read(data, format="plain_text").format == "plain_text"
    assert [problem.code for problem in formats.read(data, format="riddle").problems] == ["file.unknown"]


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(data):
    found = formats.read(data)
    assert found.questions or found.problems


@pytest.mark.parametrize(
    "data",
    [
        b"<?xml version='1.0'?><assessmentItem xmlns='x'/>",
        b"<qti-assessment-item/>",
        b"<!-- QTI 1.2 --><questestinterop>",
    ],
)
def test_items_of_qti_are_known_by_their_root(data):
    assert kind_of(data) == "qti"


def test_every_format_that_is_written_is_read_and_says_what_it_holds():
    assert set(formats.WRITERS) <= set(formats.READERS)
    assert all(library.supports(CAPITAL) is None for library in formats.WRITERS.values())
