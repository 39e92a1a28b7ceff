"""What is due, what is new, how an answer went: without a database."""

from datetime import UTC, datetime, timedelta
from fractions import Fraction

import pytest

from lms.practice import rules
from lms.practice.rules import Day, Known, Rank, Standing, Today, Verdict
from question_bank.scheduling import Rating, Stage

NOW = datetime(2026, 11, 24, 14, 30, tzinfo=UTC)  # 21:30 in Hà Nội
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


def test_a_day_is_one_of_viet_nam():
    assert Day(NOW).begins_at == datetime(2026, 11, 23, 17, tzinfo=UTC)
    assert Day(NOW).ends_at - Day(NOW).begins_at == timedelta(days=1)
    assert Day(NOW + 3 * HOUR).begins_at == Day(NOW).ends_at


@pytest.mark.parametrize(
    "stage, due_at, expected",
    [
        (None, None, Rank.NEW),
        (Stage.REVIEW, NOW - timedelta(days=9), Rank.DUE),
        (Stage.REVIEW, NOW + 2 * HOUR, Rank.DUE),  # later today
        (Stage.REVIEW, NOW + 3 * HOUR, Rank.RESTS),  # tomorrow
        (Stage.LEARNING, NOW, Rank.DUE),
        (Stage.LEARNING, NOW + 10 * MINUTE, Rank.SOON),
        (Stage.RELEARNING, NOW + 20 * MINUTE, Rank.SOON),
        (Stage.RELEARNING, NOW + 21 * MINUTE, Rank.RESTS),
    ],
)
def test_what_is_asked_when(stage, due_at, expected):
    assert rules.rank(stage, due_at, NOW) is expected


@pytest.mark.parametrize(
    "share, answered, verdict, rating",
    [
        (Fraction(1), True, Verdict.RIGHT, Rating.GOOD),
        (Fraction(2, 3), True, Verdict.PARTLY, Rating.AGAIN),
        (Fraction(0), True, Verdict.WRONG, Rating.AGAIN),
        (Fraction(0), False, Verdict.UNKNOWN, Rating.AGAIN),
    ],
)
def test_how_an_answer_went(share, answered, verdict, rating):
    assert (rules.verdict(share, answered), rules.rating_for(share)) == (verdict, rating)


def test_a_day_takes_twenty_new_questions():
    assert [rules.new_left(begun) for begun in (0, 19, 20, 35)] == [20, 1, 0, 0]
    assert Today(due=3, new=2, soon=1, open=40).count == 6


def test_topics_stand_in_their_order_each_with_what_is_known_due_and_new():
    known = [
        Known(7),
        Known(7, Stage.REVIEW, 10.0, NOW + timedelta(days=5), NOW - timedelta(days=5)),
        Known(7, Stage.REVIEW, 2.0, NOW - timedelta(days=3), NOW - timedelta(days=5)),
        Known(3, Stage.RELEARNING, 2.0, NOW + 9 * MINUTE, NOW - MINUTE),
    ]
    assert rules.standings(known, NOW) == {
        7: Standing(open=3, known=1, due=1, new=1),
        3: Standing(open=1, soon=1),
    }
    assert list(rules.standings(known, NOW)) == [7, 3]


def test_the_order_of_options_is_the_same_for_the_same_page_and_another_the_next_time():
    def drawn(*told: int) -> list[int]:
        return rules.chance_for("s" * 32, *told).sample(range(100), 10)

    assert drawn(1, 2, 3) == drawn(1, 2, 3)
    assert len({tuple(drawn(1, 2, number)) for number in range(1, 6)}) == 5
    assert rules.chance_for("other", 1, 2, 3).random() != rules.chance_for("s" * 32, 1, 2, 3).random()
