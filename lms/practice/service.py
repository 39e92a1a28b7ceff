"""Answering a question of practice, and saying how hard it was. Done twice, it counts once."""

from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from lms import database
from lms.practice import rules
from lms.practice.models import PracticeCard, PracticeRating, PracticeReview
from lms.practice.queries import Asked
from question_bank.scheduling import Memory, Rating, Review, Stage, remembered


@dataclass(frozen=True)
class Answer:
    """What came back of a question: a value in normal form, None where it was not known."""

    value: Any
    number: int


def answer(person_id: int, asked: Asked, given: Answer, now: datetime) -> PracticeReview:
    """Mark the answer and set when the question comes again.

    An answer for a number that has one already counts for nothing; the one that stands is returned.
    """
    card = _held(person_id, asked, now)
    if given.number <= card.reviews:
        return _standing(card, given.number)
    share = asked.question.grade(given.value).fraction or Fraction(0)
    review = PracticeReview(
        card_id=card.id,
        number=card.reviews + 1,
        version_id=asked.version_id,
        answer=given.value,
        share=str(share),
        rating=rules.rating_for(share),
        at=now,
    )
    database.session.add(review)
    database.session.flush()
    card.reviews = review.number
    _remember(card)
    return review


def rate(review: PracticeReview, rating: Rating, now: datetime) -> bool:
    """How hard a right answer was, as the learner says; only the first word about the newest answer counts."""
    card = _locked(review.card_id)
    said = database.session.get(PracticeRating, review.id)
    if review.fraction != 1 or rating is Rating.AGAIN or said is not None or card.reviews != review.number:
        return False
    database.session.add(PracticeRating(review_id=review.id, rating=rating, at=now))
    database.session.flush()
    _remember(card)
    return True


def _held(person_id: int, asked: Asked, now: datetime) -> PracticeCard:
    """The card, locked; a new one where there is none, which two requests at once make only once."""
    mine = {"person_id": person_id, "question_id": asked.question_id}
    found = database.session.scalars(select(PracticeCard.id).filter_by(**mine)).one_or_none()
    if found is None:
        memory = remembered([Review(Rating.AGAIN, now)])
        try:
            with database.session.begin_nested():
                database.session.add(PracticeCard(**mine, reviews=0, begun_at=now, **_facts(memory)))
        except IntegrityError:
            pass
        found = database.session.scalars(select(PracticeCard.id).filter_by(**mine)).one()
    return _locked(found)


def _locked(card_id: int) -> PracticeCard:
    statement = select(PracticeCard).where(PracticeCard.id == card_id).with_for_update()
    return database.session.scalars(statement.execution_options(populate_existing=True)).one()


def _standing(card: PracticeCard, number: int) -> PracticeReview:
    """The answer of this number; the newest for a number that never was."""
    statement = (
        select(PracticeReview)
        .where(PracticeReview.card_id == card.id, PracticeReview.number >= number)
        .order_by(PracticeReview.number)
        .limit(1)
    )
    return database.session.scalars(statement).one()


def _remember(card: PracticeCard) -> None:
    """The card is what its reviews make of it."""
    statement = (
        select(PracticeReview.rating, PracticeRating.rating, PracticeReview.at)
        .outerjoin(PracticeRating, PracticeRating.review_id == PracticeReview.id)
        .where(PracticeReview.card_id == card.id)
        .order_by(PracticeReview.number)
    )
    reviews = [Review(said or derived, at) for derived, said, at in database.session.execute(statement)]
    for name, value in _facts(remembered(reviews)).items():
        setattr(card, name, value)


def _facts(memory: Memory) -> dict[str, float | datetime | Stage]:
    return {
        "stability": memory.stability,
        "difficulty": memory.difficulty,
        "stage": memory.stage,
        "due_at": memory.due_at,
        "last_reviewed_at": memory.last_at,
    }
