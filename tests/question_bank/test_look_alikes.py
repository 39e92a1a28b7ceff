"""Letters that only look Latin: read as what was meant, in words and as letters of options; other scripts stay."""

import pytest
from hypothesis import given, strategies as st

from question_bank.formats import plain_text
from question_bank.look_alikes import LATIN, latin


@pytest.mark.parametrize(
    "typed, meant",
    [
        ("Đảng сộng sản", "Đảng cộng sản"),
        ("НỘI DUNG", "HỘI DUNG"),
        ("Α. giai cấp công nhân", "A. giai cấp công nhân"),
        ("a\tВ) quần chúng", "a\tB) quần chúng"),
        ("Đáp án: С", "Đáp án: C"),
        ("báo Правда của Liên Xô", "báo Правда của Liên Xô"),
        ("góc α và β", "góc α và β"),
        ("Không có gì lạ.", "Không có gì lạ."),
    ],
)
def test_what_looks_latin_becomes_latin_where_latin_is_meant(typed, meant):
    assert latin(typed) == meant


@given(st.text(alphabet=[*map(chr, LATIN), *"aăđ A.)\t:1-B"], max_size=60))
def test_one_sign_stands_for_one_sign_and_twice_is_as_once(text):
    once = latin(text)
    assert len(once) == len(text)
    assert latin(once) == once


def test_a_question_typed_with_strangers_is_read_with_its_options_and_its_key():
    text = "Câu 1: Đảng tа ra đời năm nào?\nΑ. 1929\nВ. 1930\nС. 1945\nĐáp án: В\n"
    [found] = plain_text.read(text.encode()).questions
    assert "ta ra đời" in found.question.text
    assert [option.text for option in found.question.options] == ["1929", "1930", "1945"]
    assert [option.right for option in found.question.options] == [False, True, False]
