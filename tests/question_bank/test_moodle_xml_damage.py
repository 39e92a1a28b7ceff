"""Moodle XML that is damaged or hostile: read or refused, and nothing disappears."""

import pytest
from hypothesis import given, settings, strategies as st

from question_bank.formats import moodle_xml
from tests.question_bank.moodle_files import answer, element, file_of
from tests.scale import scaled

PIECES = st.lists(
    st.sampled_from(
        [element("essay"), element("cloze", text="{1:SA:=a} {1:"), element("matching"), "<question>", "</question>",
         "<quiz>", "x", "<answer fraction='1e9'>", "</answer>", "&amp;", "<text>", "</text>",
         "<question type='category'/>",
         element("truefalse", answer("", 100)), element("numerical", answer("", 100)),
         element("gapselect", text="[[0]]")]
    ),
    max_size=8,
).map("".join)  # fmt: skip


@settings(max_examples=scaled(20_000))
@given(PIECES)
def test_no_file_breaks_the_reader_and_nothing_disappears(inner):
    found = moodle_xml.read(file_of(inner))
    assert found.questions or found.problems
    read = {str(item.place) for item in found.questions} | {str(problem.place) for problem in found.problems}
    if not any(problem.code.startswith("file") for problem in found.problems):
        count = inner.count("<question type=") - inner.count("'category'")
        assert len(read) >= min(count, 1)


@given(st.binary(max_size=300))
def test_no_bytes_break_the_reader(data):
    assert moodle_xml.read(data).problems


@pytest.mark.parametrize(
    "data,code",
    [
        (b"<!DOCTYPE quiz [<!ENTITY a 'x'>]><quiz>&a;</quiz>", "file.forbidden_xml"),
        ("<?xml version='1.0' encoding='utf-16'?><!DOCTYPE q><quiz/>".encode("utf-16"), "file.forbidden_xml"),
        (b"<quiz>" + b"<a>" * 5_000 + b"</a>" * 5_000 + b"</quiz>", "file.damaged"),
        (b"<quiz><question>" + b"<a/>" * 30_000 + b"</question></quiz>", "file.damaged"),
        (b"<quiz>" + b"<question/>" * 20_001 + b"</quiz>", "file.too_many_questions"),
        (b"<other/>", "file.damaged"),
        (b"<quiz><question></quiz>", "file.damaged"),
        (b"", "file.empty"),
    ],
)
def test_hostile_files_are_refused_with_one_sentence(data, code):
    found = moodle_xml.read(data)
    assert ([problem.code for problem in found.problems], found.questions) == ([code], [])
