"""A case on the pages of a test: told in full once, folded before the other questions about it, printed once."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from lms.quizzes.rules import ClosedBy, Reveal
from lms.quizzes.sheets import Case, Item, Sheet
from lms.web import clock
from tests.lms.cast import Cast
from tests.lms.quizzes.samples import choice, make_attempt, make_quiz

CASE = "Chi bộ thôn họp, vắng năm đảng viên."
OPEN, FOLDED = '<details class="case" open>', '<details class="case">'


def told(*given: tuple[str, int]) -> Sheet:
    """Questions with the case and the section of each."""
    asked = [(replace(choice(place), case=case), section) for place, (case, section) in enumerate(given, 1)]
    return Sheet(
        "key", {n: Item(n, n, one, (), Decimal(1), section) for n, (one, section) in enumerate(asked, 1)}
    )


@pytest.mark.parametrize(
    "given, expected",
    [
        ([("", 0), ("", 0)], {}),
        ([("", 0), ("A", 0), ("A", 0)], {2: Case("A", 2, 3), 3: Case("A", 2, 3)}),
        ([("A", 0), ("B", 0)], {1: Case("A", 1, 1), 2: Case("B", 2, 2)}),
        ([("A", 1), ("A", 2)], {1: Case("A", 1, 1), 2: Case("A", 2, 2)}),
    ],
)
def test_questions_that_stand_together_share_their_case(
    given: list[tuple[str, int]], expected: dict[int, Case]
) -> None:
    assert told(*given).cases == expected


def test_a_case_is_told_once_and_folded_before_the_other_questions(cast: Cast, as_user: Any) -> None:
    quiz = make_quiz(cast, [replace(choice(number), case=CASE) for number in (1, 2, 3)])
    attempt = make_attempt(quiz, cast.an.id)
    learner = as_user("an")
    for look in ("", "?plain=1"):
        page = learner.get(f"/attempts/{attempt.public_id}{look}").text
        assert (page.count(OPEN), page.count(FOLDED)) == (1, 2)
        assert page.count("Tình huống chung của các câu từ 1 đến 3") == 3
        assert page.index(OPEN) < page.index(CASE) < page.index("Câu hỏi")


def test_who_looks_back_can_read_the_case_again(cast: Cast, as_user: Any) -> None:
    quiz = make_quiz(cast, [replace(choice(1), case=CASE)], show_marks=Reveal.SUBMITTED)
    attempt = make_attempt(quiz, cast.an.id, closed_at=clock.now(), closed_by=ClosedBy.CLICK)
    page = as_user("an").get(f"/attempts/{attempt.public_id}/result").text
    assert page.index(FOLDED) < page.index(CASE) < page.index("Câu hỏi 1 về Đảng?")


def test_a_case_is_printed_once_with_the_questions_that_it_is_for(cast: Cast, as_user: Any) -> None:
    quiz = make_quiz(cast, [replace(choice(number), case=CASE) for number in (1, 2)])
    page = as_user("chi").get(f"/quizzes/{quiz.id}/papers/print").text
    assert page.count(CASE) == 1
    assert "câu 1 đến 2" in page
