"""When a page is read, and what notes from two devices come to."""

import pytest

from lms.lessons.reading.rules import (
    PageState,
    Part,
    is_complete,
    merged,
    needed_seconds,
    part_of,
    slot_of,
)
from lms.lessons.reading.saving import check


@pytest.mark.parametrize("words, seconds", [(0, 5), (40, 5), (400, 50), (5000, 180)])
def test_a_page_is_open_for_its_length_at_least(words: int, seconds: int):
    assert needed_seconds(words) == seconds


def test_turning_pages_over_is_no_reading():
    assert not is_complete([PageState(50, 50), PageState(50, 3)])
    assert not is_complete([PageState(5, 60, asked=2, answered=1)])
    assert is_complete([PageState(5, 60, asked=1, answered=1), PageState(5, 5)])
    assert not is_complete([])


def test_notes_written_apart_are_both_kept_and_said_twice_only_once():
    assert merged("một", "hai") == "một\n\nhai"
    assert merged("một\n\nhai", "hai") == "một\n\nhai"
    assert merged("một", "một, hai") == "một, hai"
    assert merged("", "một") == "một"


def test_a_slot_names_page_and_part():
    assert [part_of(slot_of(17, part)) for part in Part] == [(17, part) for part in Part]


@pytest.mark.parametrize(
    "part, value, fits",
    [
        (Part.SECONDS, 30, True),
        (Part.SECONDS, -1, False),
        (Part.SECONDS, True, False),
        (Part.SECONDS, None, False),
        (Part.NOTE, "a" * 4000, True),
        (Part.NOTE, "a" * 4001, False),
        (Part.NOTE, ["a"], False),
        (Part.BOOKMARK, True, True),
        (Part.BOOKMARK, "x", False),
        (Part.PLACE, "x", False),
    ],
)
def test_only_what_fits_is_kept(part: Part, value: object, fits: bool):
    assert (check(slot_of(3, part), value) == "") is fits
