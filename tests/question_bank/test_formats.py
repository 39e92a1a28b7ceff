"""Which format a file has is told from what is in it."""

import pytest
from hypothesis import given, strategies as st

from question_bank import formats
from question_bank.formats import aiken, gift
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
