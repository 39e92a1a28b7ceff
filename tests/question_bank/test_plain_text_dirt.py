"""Dirt in plain text changes nothing, and whatever stands in a file is read or named."""

import json
import re
import unicodedata

import pytest
from hypothesis import given, settings, strategies as st

from question_bank.encoding import encode
from question_bank.formats import plain_text
from question_bank.formats.vietnamese import text_line
from question_bank.formats.vietnamese.key_tables import answers_in
from tests.question_bank.plain_lines import OPTIONS, one, read
from tests.scale import scaled


@pytest.mark.parametrize(
    "change",
    [
        lambda text: unicodedata.normalize("NFD", text),
        lambda text: text.replace(" ", "\xa0"),
        lambda text: text.replace("\n", "\r\n"),
        lambda text: "".join(f'<p class="MsoNormal">{line}</p>\n' for line in text.splitlines()),
        lambda text: text.replace(" ", "&nbsp;"),
        lambda text: "\ufeff" + text,
        lambda text: text.replace("a", "\u200ba"),
    ],
)
def test_dirt_changes_nothing(change):
    text = f"Câu 1: Đảng ta ra đời năm nào?\n{OPTIONS}Đáp án: B\nLời giải: Vì thế.\n"
    clean, dirty = one(text), one(change(text))
    assert clean == dirty


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_unicode_of_every_kind(encoding):
    text = f"Câu 1: Đảng ta?\n{OPTIONS}Đáp án: B\n"
    (found,) = plain_text.read(text.encode(encoding)).questions
    assert found.question == one(text)


SIGNS = [
    "Câu 1: ",
    "Câu 2. ",
    "1. ",
    "A. ",
    "B) ",
    "C. Mác",
    "D.",
    "a) ",
    "Đáp án: ",
    "Chọn A",
    "1-A 2-B",
    "HẾT",
    "PHẦN I",
    "Lời giải:",
    "(đúng)",
    "Đúng",
    "x",
    "\n",
    "\n",
    "\n\n",
    "\t",
    "*",
    "BẢNG ĐÁP ÁN",
]
PARTS = st.lists(st.sampled_from(SIGNS), max_size=40).map("".join)


@settings(max_examples=scaled(20_000))
@given(PARTS)
def test_no_line_is_dropped_without_being_named(text):
    found = read(text)
    places = [item.place for item in found.questions] + [p.place for p in found.problems if p.place]
    named = {number for place in places for number in range(place.first, place.last + 1)}
    for number, line in enumerate(text.splitlines(), start=1):
        assert number in named or not line.strip() or is_answer(line)


@settings(max_examples=scaled(20_000))
@given(st.lists(st.tuples(st.sampled_from(SIGNS), st.booleans()), max_size=12))
def test_no_word_is_lost_between_the_lines_and_the_question(parts):
    text = "".join(f"{sign}từ{place}{'~' if wide else chr(10)}" for place, (sign, wide) in enumerate(parts))
    found = read(text.replace("~", " "))
    kept = [json.dumps(encode(item.question), ensure_ascii=False) for item in found.questions]
    told = [problem.message for problem in found.all_problems()]
    for place in range(len(parts)):
        assert re.search(rf"từ{place}(?!\d)", " ".join(kept + told))


def is_answer(line):
    return answers_in([text_line(1, line)])[1] == []


@given(st.binary(max_size=400))
def test_no_bytes_break_the_reader(data):
    plain_text.read(data)


@settings(max_examples=5)
@given(
    st.sampled_from(
        ["Câu 1: ", "A. ", "A. B. C. D. ", "1-A ", "(", "Đáp án: ", "a) đúng ", "\t", "1. ", "Chọn "]
    )
)
def test_a_megabyte_of_one_thing_is_read(part):
    plain_text.read((part * (200_000 // len(part))).encode())
    plain_text.read(((part + "\n") * (100_000 // len(part))).encode())
