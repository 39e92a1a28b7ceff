"""What is said about an answer: whether it was right, what is right, why, and when it comes again."""

from dataclasses import dataclass
from datetime import datetime

from lms.practice import rules
from lms.practice.models import PracticeReview
from lms.practice.rules import Verdict
from question_bank.question import InvalidResponse, Question
from question_bank.scheduling import Stage


@dataclass(frozen=True)
class Told:
    """`may_rate`: the learner may still say how hard it was. `due_at` is None where it comes again within minutes."""

    verdict: Verdict
    text: str
    answer: str
    key: str
    feedback: str
    explanation: str
    source: str
    may_rate: bool
    due_at: datetime | None


def told_of(review: PracticeReview, question: Question) -> Told:
    """For the one who answered, and after the answer only: it holds the key."""
    card, right = review.card, review.fraction == 1
    newest = card.reviews == review.number
    try:
        given = question.parse(review.answer)
    except InvalidResponse:
        given = None
    return Told(
        verdict=rules.verdict(review.fraction, given is not None),
        text=question.read_text,
        answer=question.describe(given) if given is not None else "",
        key="" if right else question.describe(question.correct_response()),
        feedback=question.grade(given).feedback if given is not None else "",
        explanation=question.explanation,
        source=question.source,
        may_rate=right and newest and review.said is None,
        due_at=card.due_at if card.stage is Stage.REVIEW else None,
    )
