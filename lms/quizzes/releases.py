"""Which marks a learner may know by now, for pages beyond the quiz itself: the review policy holds there too."""

from collections.abc import Iterable
from datetime import datetime

from lms import database
from lms.quizzes import results
from lms.quizzes.attempts import chance
from lms.quizzes.models import Quiz
from lms.quizzes.openings import opening
from lms.quizzes.rules import Reveal


def withheld_from(person_id: int, quizzes: Iterable[Quiz], now: datetime) -> set[int]:
    """The ids of the quizzes whose mark this person is not to know yet, each by the closing that holds for them."""
    return {quiz.id for quiz in quizzes if not _is_known(person_id, quiz, now)}


def _is_known(person_id: int, quiz: Quiz, now: datetime) -> bool:
    if quiz.show_score is not Reveal.CLOSED:
        return quiz.show_score is Reveal.SUBMITTED
    with database.reading_connection() as connection:
        found = opening(connection, quiz.id, person_id)
    closes_at = chance(found, now).window.closes_at if found else quiz.closes_at
    return results.score_is_shown(quiz, closes_at, now)
