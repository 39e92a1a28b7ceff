"""How hard and how long a test is likely to be."""

import pytest

from lms.quizzes.expecting import Asked, cell_minutes, cell_share, expectation
from question_bank.question import Level

NB, TH, VD = Level.RECOGNITION, Level.UNDERSTANDING, Level.APPLICATION


@pytest.mark.parametrize(
    "level, questions, earned, share",
    [
        (NB, 10, [], 0.85),
        (VD, 0, [], 0.55),
        (NB, 2, [0.4, 0.6], 0.5),
        (NB, 2, [0.45], 0.65),
        (NB, 1, [0.2, 0.4], 0.3),
    ],
)
def test_known_questions_count_as_they_are_and_others_as_is_usual(level, questions, earned, share):
    assert cell_share(level, questions, earned) == pytest.approx(share)


def test_a_test_is_as_hard_as_what_its_points_lie_on():
    cells = [Asked((1, NB), 2, 1.0), Asked((1, TH), 1, 2.0), Asked((2, VD), 0, 1.0)]
    found = expectation(cells, {(1, NB): 4, (1, TH): 2}, {(1, NB): [0.45, 0.45]}, {})
    assert found is not None
    assert found.share == pytest.approx((2 * 0.65 + 2 * 0.7) / 4)
    assert found.minutes == pytest.approx(2.5)
    assert (found.known, found.questions, found.timed, found.measured) == (2, 6, 0, 0)


@pytest.mark.parametrize(
    "level, questions, taken, minutes",
    [
        (NB, 10, [], 0.75),
        (NB, 2, [2.0, 4.0], 3.0),
        (TH, 4, [3.0], 1.5),
        (VD, 0, [], 1.5),
        (NB, 1, [1.0, 3.0], 2.0),
    ],
)
def test_the_time_of_a_question_is_the_measured_one_where_there_is_one(level, questions, taken, minutes):
    assert cell_minutes(level, questions, taken) == pytest.approx(minutes)


def test_the_page_can_say_how_much_of_the_time_was_measured():
    cells = [Asked((1, NB), 2, 1.0), Asked((1, TH), 1, 1.0)]
    found = expectation(cells, {(1, NB): 4, (1, TH): 4}, {}, {(1, NB): [2.0, 2.0, 2.0]})
    assert found is not None
    assert found.minutes == pytest.approx(2 * (3 * 2.0 + 0.75) / 4 + 1.0)
    assert (found.timed, found.questions, found.measured, found.whole_minutes) == (3, 8, 38, 5)


def test_of_an_empty_matrix_nothing_is_expected():
    assert expectation([Asked((1, NB), 0, 1.0)], {}, {}, {}) is None
    assert expectation([], {}, {}, {}) is None
