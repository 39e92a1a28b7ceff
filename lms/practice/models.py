"""What a learner practised. It is theirs alone: no mark, no figure of a test and no report reads these tables.

A card is what FSRS keeps of one question for one person, and always what `question_bank.scheduling.remembered` makes
of its reviews; reviews and ratings are only ever added.
"""

from datetime import datetime
from fractions import Fraction
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.columns import Base, Json
from question_bank.scheduling import Rating, Stage


class PracticeCard(Base):
    """One question as one person remembers it; `reviews` counts the answers so far."""

    __tablename__ = "practice_cards"
    __table_args__ = (
        UniqueConstraint("person_id", "question_id"),
        Index("ix_practice_cards_due", "person_id", "due_at"),
        CheckConstraint("reviews >= 0", name="reviews_not_negative"),
        CheckConstraint("stability > 0", name="stability_positive"),
        CheckConstraint("difficulty BETWEEN 1 AND 10", name="difficulty_1_10"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"))
    question_id: Mapped[int] = mapped_column(ForeignKey("questions.id", ondelete="CASCADE"), index=True)
    stability: Mapped[float]
    difficulty: Mapped[float]
    stage: Mapped[Stage]
    due_at: Mapped[datetime]
    begun_at: Mapped[datetime]
    last_reviewed_at: Mapped[datetime]
    reviews: Mapped[int]


class PracticeReview(Base):
    """One answer: to which version, what it was (None: not known), what it was worth, and the rating that follows."""

    __tablename__ = "practice_reviews"
    __table_args__ = (UniqueConstraint("card_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    card_id: Mapped[int] = mapped_column(ForeignKey("practice_cards.id", ondelete="CASCADE"))
    number: Mapped[int]
    version_id: Mapped[int] = mapped_column(
        ForeignKey("question_versions.id", ondelete="RESTRICT"), index=True
    )
    answer: Mapped[Any | None] = mapped_column(Json)
    share: Mapped[str] = mapped_column(String(60))
    rating: Mapped[Rating]
    at: Mapped[datetime] = mapped_column(index=True)

    card: Mapped[PracticeCard] = relationship()
    said: Mapped["PracticeRating | None"] = relationship(viewonly=True)

    @property
    def fraction(self) -> Fraction:
        return Fraction(self.share)


class PracticeRating(Base):
    """What the learner said of a right answer: hard, as it should be, or easy. Once for each."""

    __tablename__ = "practice_ratings"

    review_id: Mapped[int] = mapped_column(
        ForeignKey("practice_reviews.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    rating: Mapped[Rating]
    at: Mapped[datetime]
