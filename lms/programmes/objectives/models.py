"""Learning objectives. Each belongs to a topic by its lineage, and so to that topic in every version of a programme."""

from datetime import datetime

from sqlalchemy import CheckConstraint, String, text
from sqlalchemy.orm import Mapped, mapped_column

from lms.columns import Base, only_one

_STANDS = text("ended_at IS NULL")
LONGEST = 300


class LearningObjective(Base):
    """One objective of a topic. One that has ended stays readable where questions name it, and is offered no more."""

    __tablename__ = "learning_objectives"
    __table_args__ = (
        only_one("uq_learning_objectives_standing", "lineage", "words", where=_STANDS),
        CheckConstraint("words <> ''", name="in_words"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    lineage: Mapped[str] = mapped_column(String(16), index=True)
    words: Mapped[str] = mapped_column(String(LONGEST))
    ended_at: Mapped[datetime | None]
