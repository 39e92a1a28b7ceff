"""What lecturers see of practice: totals, and which questions are hard. Of no person anything."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from sqlalchemy import case, func, select

from lms import database
from lms.practice.models import PracticeCard, PracticeReview
from lms.practice.queries import in_practice
from lms.practice.rules import FEWEST_PEOPLE, FEWEST_REVIEWS
from lms.programmes.models import Programme
from lms.questions.models import Question, QuestionVersion
from lms.questions.queries import open_but_outdated
from lms.questions.sharing.rules import NOBODY, Viewer

MOST = 20
_RIGHT = case((PracticeReview.share == "1", 1))


@dataclass(frozen=True)
class Totals:
    """How much of a programme is open and practised; `people` is None where there are too few to be told.

    `outdated` are open but not asked: they cite a document that no longer holds.
    """

    open: int
    people: int | None
    reviews: int
    outdated: int = 0


@dataclass(frozen=True)
class Hard:
    """A question that many get wrong."""

    question_id: int
    text: str
    reviews: int
    right: int

    @property
    def share(self) -> Fraction:
        return Fraction(self.right, self.reviews)


def totals(programme: Programme, day: date, viewer: Viewer = NOBODY) -> Totals:
    """Of everything that learners of the programme may practise now."""
    statement = (
        select(
            func.count(Question.id.distinct()),
            func.count(PracticeCard.person_id.distinct()),
            func.count(PracticeReview.id),
        )
        .select_from(Question)
        .join(QuestionVersion, QuestionVersion.question_id == Question.id)
        .outerjoin(PracticeCard, PracticeCard.question_id == Question.id)
        .outerjoin(PracticeReview, PracticeReview.card_id == PracticeCard.id)
        .where(*in_practice(programme.id, day, viewer))
    )
    is_open, people, reviews = database.session.execute(statement).one()
    waiting = open_but_outdated(programme.id, day, viewer)
    return Totals(is_open, people if people >= FEWEST_PEOPLE else None, reviews, waiting)


def hardest(programme: Programme, day: date, viewer: Viewer = NOBODY) -> Sequence[Hard]:
    """The smallest share of right answers first; only where enough people answered often enough."""
    right = func.count(_RIGHT)
    statement = (
        select(Question.id, QuestionVersion.text, func.count(PracticeReview.id), right)
        .select_from(Question)
        .join(QuestionVersion, QuestionVersion.question_id == Question.id)
        .join(PracticeCard, PracticeCard.question_id == Question.id)
        .join(PracticeReview, PracticeReview.card_id == PracticeCard.id)
        .where(*in_practice(programme.id, day, viewer))
        .group_by(Question.id, QuestionVersion.id, QuestionVersion.text)
        .having(
            func.count(PracticeReview.id) >= FEWEST_REVIEWS,
            func.count(PracticeCard.person_id.distinct()) >= FEWEST_PEOPLE,
        )
        .order_by(right * 1.0 / func.count(PracticeReview.id), Question.id)
        .limit(MOST)
    )
    return [Hard(*row) for row in database.session.execute(statement)]
