"""A council judges within its term, both days included; a post is one member's, and nobody has two."""

from datetime import date, timedelta

import pytest

from lms.questions.councils.labels import changed
from lms.questions.councils.rules import Post, Standing, Wrong, standing, wrong_posts

FIRST, LAST = date(2026, 1, 1), date(2026, 12, 31)


@pytest.mark.parametrize(
    "day, expected",
    [
        (FIRST - timedelta(days=1), Standing.COMING),
        (FIRST, Standing.STANDS),
        (LAST - timedelta(days=31), Standing.STANDS),
        (LAST - timedelta(days=30), Standing.ENDING),
        (LAST, Standing.ENDING),
        (LAST + timedelta(days=1), Standing.OVER),
    ],
)
def test_where_a_council_stands_follows_from_its_term(day: date, expected: Standing) -> None:
    assert standing(False, FIRST, LAST, day) is expected
    assert standing(True, FIRST, LAST, day) is Standing.ENDED


def test_without_days_a_council_has_no_bounds() -> None:
    assert standing(False, None, None, date.max) is Standing.STANDS
    assert standing(False, None, LAST, date.min) is Standing.STANDS


def test_posts_are_held_by_members_and_by_nobody_twice() -> None:
    assert wrong_posts({Post.CHAIR: 1, Post.DEPUTY: 2, Post.SECRETARY: None}, [1, 2]) == {}
    assert wrong_posts({Post.CHAIR: 3, Post.DEPUTY: 1, Post.SECRETARY: 1}, [1, 2]) == {
        Post.CHAIR: Wrong.NO_MEMBER,
        Post.SECRETARY: Wrong.TWO_POSTS,
    }


def test_what_was_changed_is_said_for_entries_of_any_age() -> None:
    old = {"name": "Cũ", "members": [1], "topics": ["a"]}
    assert (
        changed(old, {"name": "Mới", "members": [1], "topics": ["b"], "term": [None, None]}).count(",") == 2
    )
    assert changed(None, old) == changed(old, None) == ""
