"""How hard and how long a test is likely to be."""

import pytest

from lms.quizzes.expecting import Asked, cell_share, expectation
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
    found = expectation(cells, {(1, NB): 4, (1, TH): 2}, {(1, NB): [0.45, 0.45]})
    assert found is not None
    assert found.share == pytest.approx((2 * 0.65 + 2 * 0.7) / 4)
    assert found.minutes == pytest.approx(2.5)
    assert (found.known, found.questions) == (2, 6)


def test_of_an_empty_matrix_nothing_is_expected():
    assert expectation([Asked((1, NB), 0, 1.0)], {}, {}) is None
