"""Each time a learner asked whether an answer was right."""

from datetime import datetime
from fractions import Fraction

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from lms.columns import Base


class AnswerCheck(Base):
    """What was told about one version of an answer. `share` is what it was worth then, exact; never changed."""

    __tablename__ = "answer_checks"
    __table_args__ = (CheckConstraint("certainty BETWEEN 1 AND 3", name="certainty_1_3"),)

    attempt_id: Mapped[int] = mapped_column(ForeignKey("attempts.id", ondelete="RESTRICT"), primary_key=True)
    slot: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    version: Mapped[int]
    certainty: Mapped[int] = mapped_column(default=1)
    share: Mapped[str] = mapped_column(String(60))
    at: Mapped[datetime]

    @property
    def fraction(self) -> Fraction:
        return Fraction(self.share)
