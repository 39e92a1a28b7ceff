"""When a reflection is taken, how its words count, what its receipt stands for."""

from datetime import timedelta

import pytest

from lms.reflections import rules
from lms.reflections.rules import Part, Standing
from tests.lms.cast import NOW

HOUR = timedelta(hours=1)


def given(*moments):
    return [rules.More(moment, "Công tác") for moment in moments if moment]


@pytest.mark.parametrize(
    "late, extended, moment, standing",
    [
        (None, None, -2, Standing.NOT_OPEN),
        (None, None, -1, Standing.OPEN),
        (None, None, 0, Standing.OPEN),
        (None, None, 1, Standing.OVER),
        (3, None, 1, Standing.LATE),
        (3, None, 3, Standing.OVER),
        (None, 5, 4, Standing.OPEN),
        (None, 5, 5, Standing.OVER),
        (3, 5, 4, Standing.OPEN),
        (7, 5, 6, Standing.LATE),
        (None, 0, 0, Standing.OPEN),
    ],
)
def test_the_window_of_one_person(late, extended, moment, standing):
    at = lambda hours: None if hours is None else NOW + hours * HOUR  # noqa: E731
    window = rules.window(NOW - HOUR, NOW + HOUR, at(late), given(at(extended)))
    assert window.at(NOW + moment * HOUR) is standing


def test_an_extension_never_takes_time_away():
    assert rules.window(NOW, NOW + 2 * HOUR, None, given(NOW + HOUR)).due_at == NOW + 2 * HOUR


def test_the_latest_of_all_times_counts_and_says_whose_it_is():
    group = rules.More(NOW + 5 * HOUR, "Đi thực tế", "Tổ 2")
    for times in ([group, *given(NOW + 3 * HOUR)], [*given(NOW + 3 * HOUR), group]):
        window = rules.window(NOW, NOW + HOUR, None, times)
        assert (window.due_at, window.more) == (NOW + 5 * HOUR, group)


def test_time_that_ends_before_that_of_the_class_is_not_spoken_of():
    assert rules.window(NOW, NOW + 2 * HOUR, None, given(NOW + HOUR)).more is None


@pytest.mark.parametrize("text, count", [("", 0), ("  ", 0), ("Con đường về bản", 4), ("a\n\nb\tc – d", 5)])
def test_words_are_counted_as_word_counts_them(text, count):
    assert rules.words(text) == count


def test_text_is_stored_as_plain_paragraphs():
    assert rules.tidy_text("Tôi đọc\r\nsách\x00\x0b\u00a0mới") == "Tôi đọc\nsách mới"
    assert rules.tidy_text("e\u0302\u0301") == "ế"
    assert rules.tidy_text(["x"]) is None
    assert rules.tidy_text("ă" * (rules.LONGEST_TEXT // 2 + 1)) is None


@pytest.mark.parametrize(
    "value",
    [
        "x",
        [1],
        [{"level": "country", "content": "x", "addressee": ""}],
        [{"level": "unit", "content": "x" * 2001}],
    ]
    + [[{"level": "unit", "content": {}, "addressee": ""}], [{"level": "unit", "content": "x"}] * 21],
)
def test_what_is_no_row_of_proposals_is_refused(value):
    assert rules.tidy_rows(value) is None


def test_empty_rows_are_left_out():
    rows = [
        {"level": "unit", "content": " Mở thư viện ", "addressee": ""},
        {"level": "person", "content": ""},
    ]
    assert rules.tidy_rows(rows) == [{"level": "unit", "content": "Mở thư viện", "addressee": ""}]


def test_the_digest_stands_for_exactly_what_was_handed_in():
    part = Part(1, "I", "?", "Con đường")
    same = rules.digest([Part(1, "khác", "khác", "Con đường")], ["f"])
    assert rules.digest([part], ["f"]) == same
    assert len({same, rules.digest([part], []), rules.digest([Part(1, "I", "?", "Con  đường")], ["f"])}) == 3


def test_a_frozen_part_comes_back_as_it_was():
    part = Part(3, "III", "?", rows=({"level": "unit", "content": "x", "addressee": "y"},))
    assert rules.thawed(rules.frozen(part)) == part
