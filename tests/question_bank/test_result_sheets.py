"""Sheets of results as people have them."""

import math

import pytest

from question_bank.statistics.sheets import Unreadable, read_sheet


def read(text, encoding="utf-8"):
    return read_sheet(text.encode(encoding))


def test_marks_with_names_commas_and_the_most_that_items_are_worth():
    sheet = read("Họ tên;1;2\nmax;1;2\nLan;1;1,5\nMinh;0;\n", "utf-8-sig")
    assert sheet.scores.index.tolist() == ["Lan", "Minh"]
    assert sheet.scores["2"].tolist()[0] == 1.5
    assert math.isnan(sheet.scores["2"].tolist()[1])
    assert sheet.scores.attrs["max_marks"] == {"1": 1.0, "2": 2.0}


def test_marks_alone():
    assert read("a,b\n1,0\n1,1\n").scores.to_numpy().tolist() == [[1, 0], [1, 1]]


def test_options_and_a_key():
    sheet = read("who\ta\tb\nđáp án\tA\tB C\nLan\ta\tC, B\nMinh\t\tB\n")
    assert sheet.scores.to_numpy().tolist() == [[1, 1], [0, 0]]
    assert sheet.choices is not None
    assert sheet.choices["b"].tolist() == [["C", "B"], ["B"]]


@pytest.mark.parametrize(
    "text,said",
    [("\n", "no results"), ("a;b\n1\n", "Line 2"), ("a;a\n1;0\n", "same name"), ("a;b\nA;B\n", "not a mark")],
)
def test_what_is_no_sheet_of_results_is_said(text, said):
    with pytest.raises(Unreadable, match=said):
        read(text)
