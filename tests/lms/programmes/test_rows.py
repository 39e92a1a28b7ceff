"""Rows of a form that move while nothing is stored: what was typed goes along, also what is wrong."""

import pytest
from werkzeug.datastructures import MultiDict

from lms.programmes.rows import rearranged

TYPED = MultiDict(
    [
        ("title", "Chương trình"),
        ("topics-0-title", "A"),
        ("topics-0-periods", "năm"),
        ("topics-5-title", "B"),
        ("topics-5-periods", "10"),
        ("topics-7-title", "C"),
    ]
)


def titles(action: str) -> list[str]:
    found = rearranged(TYPED, "topics", action)
    return [
        value for key, value in sorted(found.items()) if key.startswith("topics-") and key.endswith("-title")
    ]


@pytest.mark.parametrize(
    "action, wanted",
    [
        ("add", ["A", "B", "C", ""]),
        ("remove-1", ["A", "C"]),
        ("up-1", ["B", "A", "C"]),
        ("down-1", ["A", "C", "B"]),
        ("up-0", ["A", "B", "C"]),
        ("down-2", ["A", "B", "C"]),
        ("remove-9", ["A", "B", "C"]),
        ("remove-x", ["A", "B", "C"]),
        ("up--1", ["A", "B", "C"]),
        ("nonsense", ["A", "B", "C"]),
    ],
)
def test_rows_are_added_taken_away_and_moved(action: str, wanted: list[str]):
    assert titles(action) == wanted


def test_everything_typed_goes_along_and_the_rest_of_the_form_stays():
    found = rearranged(TYPED, "topics", "down-0")
    assert (found["topics-1-title"], found["topics-1-periods"]) == ("A", "năm")
    assert (found["topics-0-title"], found["topics-0-periods"], found["title"]) == ("B", "10", "Chương trình")


def test_the_last_row_stays():
    assert "topics-0-title" in rearranged(MultiDict({"topics-0-title": "A"}), "topics", "remove-0")
