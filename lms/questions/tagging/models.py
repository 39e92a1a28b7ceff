"""Keywords of questions, and the objective that each names."""

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from lms.columns import Base


class QuestionTag(Base):
    """A keyword of a question, in all its versions."""

    __tablename__ = "question_tags"

    question_id: Mapped[int] = mapped_column(ForeignKey("questions.id", ondelete="CASCADE"), primary_key=True)
    tag: Mapped[str] = mapped_column(String(60), primary_key=True, index=True)


class QuestionObjective(Base):
    """The objective that a question names; it counts as long as the question stands under the objective's topic."""

    __tablename__ = "question_objectives"

    question_id: Mapped[int] = mapped_column(ForeignKey("questions.id", ondelete="CASCADE"), primary_key=True)
    objective_id: Mapped[int] = mapped_column(
        ForeignKey("learning_objectives.id", ondelete="RESTRICT"), index=True
    )
