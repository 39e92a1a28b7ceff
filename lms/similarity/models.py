"""Comparisons of a task, what they found, and what people said about it.

What was found is worked out anew whenever it has to be. What people decided and explained is only added to.
"""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    CheckConstraint,
    Double,
    ForeignKey,
    LargeBinary,
    String,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.accounts.models import Person
from lms.columns import Base, only_one
from lms.reflections.models import ReflectionTask, Submission


class Kin(StrEnum):
    """Where the other text comes from: the same task, an earlier class of the same unit, the same person earlier."""

    SAME_TASK = "same-task"
    EARLIER = "earlier"
    OWN = "own"


class Verdict(StrEnum):
    """What a person said about a script: nothing yet, that all is well, that an explanation is asked for."""

    UNSEEN = "unseen"
    VALID = "valid"
    EXPLAIN = "explain"


class Comparison(Base):
    """One comparison of the scripts of a task; by itself after the deadline, or asked for by a person.

    `fresh` counts the scripts that were new to it, `unread` names the materials whose words could not be read.
    """

    __tablename__ = "similarity_comparisons"
    __table_args__ = (
        only_one("uq_similarity_comparisons_open", "task_id", where=text("finished_at IS NULL")),
        CheckConstraint("finished_at IS NULL OR started_at IS NOT NULL", name="finished_after_started"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    task_id: Mapped[int] = mapped_column(ForeignKey("reflection_tasks.id", ondelete="CASCADE"), index=True)
    asked_at: Mapped[datetime]
    asked_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"))
    started_at: Mapped[datetime | None]
    finished_at: Mapped[datetime | None]
    failed: Mapped[bool] = mapped_column(default=False)
    fresh: Mapped[int] = mapped_column(default=0)
    unread: Mapped[list[Any]] = mapped_column(default=list)

    task: Mapped[ReflectionTask] = relationship()


class ComparedScript(Base):
    """A script that was compared: its length, what of it is quoted, and how much it shares, as shares of its length.

    `prints` stands for the text where later ones are compared with it; `official` names the official texts that were
    taken out.
    """

    __tablename__ = "similarity_scripts"
    __table_args__ = (
        CheckConstraint("length >= 0", name="length_not_negative"),
        CheckConstraint("shared BETWEEN 0 AND 1", name="shared_is_a_share"),
        CheckConstraint("repeated BETWEEN 0 AND 1", name="repeated_is_a_share"),
        CheckConstraint("quoted_share BETWEEN 0 AND 1", name="quoted_is_a_share"),
    )

    submission_id: Mapped[int] = mapped_column(
        ForeignKey("reflection_submissions.id", ondelete="CASCADE"), primary_key=True
    )
    length: Mapped[int]
    quoted: Mapped[list[Any]]
    quoted_share: Mapped[float] = mapped_column(Double)
    shared: Mapped[float] = mapped_column(Double, default=0.0)
    repeated: Mapped[float] = mapped_column(Double, default=0.0)
    official: Mapped[str] = mapped_column(String(64))
    prints: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    compared_at: Mapped[datetime]

    submission: Mapped[Submission] = relationship()


class TextMatch(Base):
    """Two scripts with passages in common, `passages` as [start, end, start, end] in both texts.

    Within a task `a` is the lower id; otherwise `b` is the earlier work. Shares are of the length of each.
    """

    __tablename__ = "similarity_matches"
    __table_args__ = (
        UniqueConstraint("a_id", "b_id"),
        CheckConstraint("a_id <> b_id", name="two_texts"),
        CheckConstraint("share_a BETWEEN 0 AND 1", name="share_a_is_a_share"),
        CheckConstraint("share_b BETWEEN 0 AND 1", name="share_b_is_a_share"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    a_id: Mapped[int] = mapped_column(ForeignKey("reflection_submissions.id", ondelete="CASCADE"))
    b_id: Mapped[int] = mapped_column(ForeignKey("reflection_submissions.id", ondelete="CASCADE"), index=True)
    kin: Mapped[Kin]
    share_a: Mapped[float] = mapped_column(Double)
    share_b: Mapped[float] = mapped_column(Double)
    passages: Mapped[list[Any]]
    found_at: Mapped[datetime]

    a: Mapped[Submission] = relationship(foreign_keys=[a_id])
    b: Mapped[Submission] = relationship(foreign_keys=[b_id])


class TextDecision(Base):
    """What a person said about a script, and why; the highest number counts, the others are the history.

    `passages` are those of the learner's own text that an explanation is asked for, as [start, end].
    """

    __tablename__ = "similarity_decisions"
    __table_args__ = (
        UniqueConstraint("submission_id", "number"),
        CheckConstraint("number > 0", name="number_positive"),
        CheckConstraint("reason <> ''", name="for_a_reason"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    submission_id: Mapped[int] = mapped_column(ForeignKey("reflection_submissions.id", ondelete="CASCADE"))
    number: Mapped[int]
    verdict: Mapped[Verdict]
    reason: Mapped[str] = mapped_column(String(1000))
    passages: Mapped[list[Any]]
    decided_at: Mapped[datetime]
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"))

    submission: Mapped[Submission] = relationship()
    decided_by: Mapped[Person | None] = relationship()
    explanations: Mapped[list["Explanation"]] = relationship(
        order_by="Explanation.number", lazy="selectin", back_populates="decision"
    )


class Explanation(Base):
    """What the learner wrote about the passages; writing again adds one, and all are kept."""

    __tablename__ = "similarity_explanations"
    __table_args__ = (
        UniqueConstraint("decision_id", "number"),
        CheckConstraint("number > 0", name="number_positive"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    decision_id: Mapped[int] = mapped_column(ForeignKey("similarity_decisions.id", ondelete="CASCADE"))
    number: Mapped[int]
    body: Mapped[str] = mapped_column(Text)
    written_at: Mapped[datetime]

    decision: Mapped[TextDecision] = relationship(back_populates="explanations")


class OfficialText(Base):
    """The words of a material of a class, read once: by its content, since many classes hand out the same file."""

    __tablename__ = "similarity_official_texts"

    sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    body: Mapped[str] = mapped_column(Text)
    readable: Mapped[bool]
    read_at: Mapped[datetime]
