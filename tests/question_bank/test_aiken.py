"""Aiken."""

import unicodedata

import pytest
from hypothesis import given, settings, strategies as st

from question_bank.formats import aiken
from question_bank.formats.writing import comparable
from tests.question_bank.examples import ALL, CAPITAL
from tests.question_bank.strategies import BY_TYPE
from tests.scale import scaled

GOOD = "Thủ đô của nước ta?\nA. Hà Nội\nB) Huế\nC. Vinh\nANSWER: A\n"


def codes(text):
    return [problem.code for problem in aiken.read(text.encode()).all_problems()]


def test_a_question_with_its_key():
    (found,) = aiken.read(GOOD.encode()).questions
    assert found.question.text == "Thủ đô của nước ta?"
    assert [(option.text, option.right) for option in found.question.options] == [
        ("Hà Nội", True),
        ("Huế", False),
        ("Vinh", False),
    ]
    assert found.source_text == GOOD.strip()
    assert str(found.place) == "lines 1 to 5"
    assert found.usable


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1258"])
def test_encodings(encoding):
    text = "Thủ đô?\nA. Hà Nội\nB. Huế\nANSWER: B\n"
    data = _decomposed(text).encode(encoding) if encoding == "cp1258" else text.encode(encoding)
    (found,) = aiken.read(data).questions
    assert [option.text for option in found.question.options] == ["Hà Nội", "Huế"]


@pytest.mark.parametrize(
    "text,expected",
    [
        ("X?\nA. 1\nB. 2\n", "aiken.no_answer"),
        ("X?\nA. 1\nB. 2\nANSWER: C", "aiken.answer_unknown"),
        ("A. 1\nB. 2\nANSWER: A", "aiken.no_text"),
        ("Chỉ là chữ", "aiken.no_options"),
        ("X\nY?\nA. 1\nB. 2\nANSWER: A", "aiken.wrapped"),
        ("X?\nA. 1\nC. 2\nANSWER: A", "aiken.letters"),
        ("X?\nA. 1\nA. 2\nANSWER: A", "aiken.answer_unknown"),
        ("", "file.empty"),
    ],
)
def test_what_goes_wrong_is_named(text, expected):
    assert expected in codes(text)


def test_initials_at_the_beginning_of_a_question_are_no_option():
    (found,) = aiken.read("A.B.C là gì?\nA.một\nB.hai\nANSWER: B".encode()).questions
    assert found.question.text == "A.B.C là gì?"
    assert [option.text for option in found.question.options] == ["một", "hai"]


def test_a_question_without_answer_does_not_swallow_the_next():
    found = aiken.read(f"X?\nA. 1\nB. 2\n\n{GOOD}".encode())
    assert [item.question.text for item in found.questions] == ["X?", "Thủ đô của nước ta?"]


def test_aiken_holds_single_choices_and_nothing_else():
    assert [question.type for question in ALL if aiken.supports(question) is None] == ["single_choice"]
    assert aiken.write([CAPITAL]).decode().startswith("Thủ đô của nước ta?\nA. Hà Nội\n")


@given(st.lists(BY_TYPE["single_choice"](), max_size=3))
def test_what_is_written_reads_back_equal(made):
    able = [question for question in made if aiken.supports(question) is None]
    back = aiken.read(aiken.write(able)).questions
    assert [comparable(item.question) for item in back] == [comparable(question) for question in able]


@settings(max_examples=scaled(20_000))
@given(
    st.lists(st.sampled_from(["A. ", "B) ", "ANSWER: ", "A", "\n", "\n\n", "chữ", "Z."]), max_size=30).map(
        "".join
    )
)
def test_no_text_breaks_the_reader_and_nothing_disappears(text):
    found = aiken.read(text.encode())
    places = [item.place for item in found.questions] + [p.place for p in found.problems if p.place]
    named = {number for place in places for number in range(place.first, place.last + 1)}
    assert all(number in named for number, line in enumerate(text.split("\n"), start=1) if line.strip())


@given(st.binary(max_size=300))
def test_no_bytes_break_the_reader(data):
    aiken.read(data)


def _decomposed(text):
    """As Windows-1258 wants it: vowels with their hat, tones after them."""
    tones = {"\u0300", "\u0301", "\u0303", "\u0309", "\u0323"}
    whole = ""
    for letter in text:
        parts = unicodedata.normalize("NFD", letter)
        tone = "".join(part for part in parts if part in tones)
        whole += unicodedata.normalize("NFC", "".join(part for part in parts if part not in tones)) + tone
    return whole
