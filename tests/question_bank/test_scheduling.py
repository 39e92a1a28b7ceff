"""FSRS by its library: the published figures, and what this program makes of them."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, strategies as st

from question_bank.scheduling import WELL, Rating, Review, Stage, chance, known_well, remembered

MORNING = datetime(2022, 11, 29, 12, 30, tzinfo=UTC)
ANYTHING = st.lists(
    st.tuples(st.sampled_from(list(Rating)), st.integers(0, 200_000)), min_size=1, max_size=12
)
# The first stability and difficulty of FSRS-6 with its default parameters, by rating: w0 to w3, and
# w4 - e^(w5 (rating - 1)) + 1 between 1 and 10.
FIRST = {
    Rating.AGAIN: (0.212, 6.4133),
    Rating.HARD: (1.2931, 5.1122),
    Rating.GOOD: (2.3065, 2.1181),
    Rating.EASY: (8.2956, 1.0),
}


def after(*steps: tuple[Rating, timedelta]) -> list[Review]:
    """Reviews, each so long after the one before."""
    found, at = [], MORNING
    for rating, wait in steps:
        at += wait
        found.append(Review(rating, at))
    return found


def when_due(*ratings: Rating) -> list[int]:
    """The days between reviews that are each made when they are due."""
    reviews, at, days = [], MORNING, []
    for rating in ratings:
        reviews.append(Review(rating, at))
        due_at = remembered(reviews).due_at
        days.append((due_at - at).days)
        at = due_at
    return days


@pytest.mark.parametrize("rating", FIRST)
def test_the_first_answer_leaves_what_fsrs_publishes(rating):
    memory = remembered([Review(rating, MORNING)])
    assert (memory.stability, memory.difficulty) == pytest.approx(FIRST[rating], abs=1e-4)


def test_what_is_remembered_is_what_the_reference_implementation_says():
    """Ratings, days between them and the outcome are those of its own test of the memory state."""
    days = [timedelta(days=days) for days in (0, 0, 1, 3, 8, 21)]
    memory = remembered(after(*zip([Rating.AGAIN, *[Rating.GOOD] * 5], days, strict=True)))
    assert (memory.stability, memory.difficulty) == pytest.approx((53.62691, 6.3574867), abs=1e-4)


def test_the_days_between_right_answers_grow_as_those_of_the_reference_implementation():
    """Its series is 2, 11, 46, 163, 498; one of its first two answers falls on the same day, which we leave out."""
    assert when_due(*[Rating.GOOD] * 5) == [2, 11, 46, 163, 497]


def test_a_slip_comes_again_in_ten_minutes_and_after_a_right_answer_in_days():
    missed = remembered(after((Rating.AGAIN, timedelta())))
    assert (missed.stage, missed.due_at - missed.last_at) == (Stage.LEARNING, timedelta(minutes=10))
    known = remembered(after((Rating.AGAIN, timedelta()), (Rating.GOOD, timedelta(minutes=10))))
    assert known.stage is Stage.REVIEW
    assert known.due_at - known.last_at >= timedelta(days=1)
    forgot = remembered(after((Rating.GOOD, timedelta()), (Rating.AGAIN, timedelta(days=3))))
    assert (forgot.stage, forgot.due_at - forgot.last_at) == (Stage.RELEARNING, timedelta(minutes=10))


def test_easy_waits_longer_than_good_and_good_longer_than_hard():
    waits = [
        remembered(after((Rating.GOOD, timedelta()), (said, timedelta(days=2)))).stability
        for said in (Rating.HARD, Rating.GOOD, Rating.EASY)
    ]
    assert waits == sorted(set(waits))


def test_after_as_many_days_as_its_stability_nine_of_ten_are_remembered():
    assert chance(5.0, MORNING, MORNING + timedelta(days=5)) == pytest.approx(WELL)
    assert chance(5.0, MORNING, MORNING) == 1
    assert chance(5.0, MORNING, MORNING + timedelta(days=30)) < 0.8


def test_what_was_just_missed_is_not_known_however_short_ago():
    assert known_well(Stage.REVIEW, 5.0, MORNING, MORNING + timedelta(days=5))
    assert not known_well(Stage.REVIEW, 5.0, MORNING, MORNING + timedelta(days=6))
    assert not known_well(Stage.RELEARNING, 5.0, MORNING, MORNING)


def test_nothing_reviewed_is_nothing_remembered():
    with pytest.raises(ValueError, match="nothing"):
        remembered([])


@given(ANYTHING)
def test_whatever_was_answered_the_next_time_is_later_and_the_figures_stay_in_range(steps):
    reviews = after(*((rating, timedelta(minutes=minutes)) for rating, minutes in steps))
    memory = remembered(reviews)
    assert memory.due_at > memory.last_at == reviews[-1].at
    assert memory.stability > 0
    assert 1 <= memory.difficulty <= 10
    assert remembered(reviews) == memory  # nothing is left to chance
