"""Quizzes, their papers, the attempts at them, what was answered and how it was marked.

What was asked is frozen (a slot points at one version of a question), what happened is appended (edits, marks).
No row of an attempt ever holds anything of the key.
"""

import secrets
from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.accounts.models import Person
from lms.classes.models import StudyClass
from lms.columns import Base, index_of_some, only_one
from lms.outbox.models import CLUSTERED, LONGEST_TAB, OWNER_FIRST, ArrivedEdit, CurrentAnswer
from lms.permissions import Permission, Scope
from lms.quizzes.allowance_models import GroupOverride, QuizOverride
from lms.quizzes.rules import ClosedBy, Counting, Feedback, Layout, Reveal, Window


class Quiz(Base):
    """One quiz of a class. `blueprint` is the test matrix: one row {"topic_id", "NB", "TH", "VD", "VDC"} a topic, and
    "section" where the quiz has `sections` (each {"title", "note"}, counted from 1); `weights` says what a question of
    a level is worth beside the others (1 where it is silent).

    `most_shared` is how many questions two of its papers may have in common (None: any number).

    Learners see it from `published_at` on. Without a time limit an attempt ends when the quiz closes. While it is
    paused nobody starts and no time passes for those who started.
    """

    __tablename__ = "quizzes"
    __table_args__ = (
        CheckConstraint("minutes > 0", name="minutes_positive"),
        CheckConstraint("grace_minutes BETWEEN 0 AND 1440", name="grace_minutes_bounded"),
        CheckConstraint("attempts_allowed > 0", name="attempts_allowed_positive"),
        CheckConstraint("papers_wanted BETWEEN 1 AND 99", name="papers_wanted_1_99"),
        CheckConstraint("most_shared BETWEEN 0 AND 200", name="most_shared_0_200"),
        CheckConstraint("opens_at < closes_at", name="opens_before_it_closes"),
        CheckConstraint("minutes IS NOT NULL OR closes_at IS NOT NULL", name="comes_to_an_end"),
        CheckConstraint("out_of > 0 AND pass_mark >= 0 AND pass_mark <= out_of", name="pass_mark_in_range"),
        CheckConstraint("tries BETWEEN 1 AND 10", name="tries_1_10"),
        CheckConstraint("cooling_minutes BETWEEN 0 AND 525600", name="cooling_minutes_bounded"),
        CheckConstraint("appeal_days BETWEEN 0 AND 365", name="appeal_days_bounded"),
    )
    see_permission = Permission.QUIZ_SEE

    id: Mapped[int] = mapped_column(primary_key=True)
    study_class_id: Mapped[int] = mapped_column(
        ForeignKey("study_classes.id", ondelete="CASCADE"), index=True
    )
    title: Mapped[str] = mapped_column(String(200))
    instructions: Mapped[str] = mapped_column(Text, default="")
    blueprint: Mapped[list[Any]] = mapped_column(default=list)
    weights: Mapped[dict[str, Any]] = mapped_column(default=dict)
    minutes: Mapped[int | None]
    opens_at: Mapped[datetime | None]
    last_start_at: Mapped[datetime | None]
    closes_at: Mapped[datetime | None]
    grace_minutes: Mapped[int] = mapped_column(default=10)
    attempts_allowed: Mapped[int] = mapped_column(default=1)
    counting: Mapped[Counting] = mapped_column(default=Counting.BEST)
    out_of: Mapped[Decimal] = mapped_column(default=Decimal(10))
    pass_mark: Mapped[Decimal] = mapped_column(default=Decimal(5))
    shuffle_questions: Mapped[bool] = mapped_column(default=True)
    shuffle_options: Mapped[bool] = mapped_column(default=True)
    papers_wanted: Mapped[int] = mapped_column(default=4)
    most_shared: Mapped[int | None]
    show_score: Mapped[Reveal] = mapped_column(default=Reveal.SUBMITTED)
    show_marks: Mapped[Reveal] = mapped_column(default=Reveal.CLOSED)
    show_key: Mapped[Reveal] = mapped_column(default=Reveal.NEVER)
    show_explanation: Mapped[Reveal] = mapped_column(default=Reveal.NEVER)
    access_code: Mapped[str] = mapped_column(String(40), default="")
    sections: Mapped[list[Any]] = mapped_column(default=list)
    layout: Mapped[Layout] = mapped_column(default=Layout.ONE)
    sequential: Mapped[bool] = mapped_column(default=False)
    feedback: Mapped[Feedback] = mapped_column(default=Feedback.DEFERRED)
    tries: Mapped[int] = mapped_column(default=1)
    cooling_minutes: Mapped[int] = mapped_column(default=0)
    honour: Mapped[str] = mapped_column(Text, default="")
    admission: Mapped[bool] = mapped_column(default=False)
    blind_marking: Mapped[bool] = mapped_column(default=True)
    appeal_days: Mapped[int] = mapped_column(default=0)
    paused_at: Mapped[datetime | None]
    published_at: Mapped[datetime | None]
    created_at: Mapped[datetime]
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"))

    study_class: Mapped[StudyClass] = relationship(lazy="joined")
    papers: Mapped[list["Paper"]] = relationship(order_by="Paper.code", back_populates="quiz")
    overrides: Mapped[list[QuizOverride]] = relationship(order_by="QuizOverride.id")
    group_overrides: Mapped[list[GroupOverride]] = relationship(order_by="GroupOverride.id")

    @property
    def scope(self) -> Scope:
        return self.study_class.scope

    @property
    def window(self) -> Window:
        return Window(
            self.opens_at,
            self.last_start_at,
            self.closes_at,
            self.minutes,
            self.attempts_allowed,
            self.cooling_minutes,
        )

    @property
    def question_count(self) -> int:
        return sum(int(row.get(level, 0)) for row in self.blueprint for level in ("NB", "TH", "VD", "VDC"))


class Paper(Base):
    """One form of a quiz (mã đề), drawn when the quiz was published and never changed.

    `key` names it for good: ids of papers that were thrown away may be used again.
    """

    __tablename__ = "papers"
    __table_args__ = (UniqueConstraint("quiz_id", "code"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    quiz_id: Mapped[int] = mapped_column(ForeignKey("quizzes.id", ondelete="CASCADE"))
    code: Mapped[str] = mapped_column(String(10))
    key: Mapped[str] = mapped_column(String(32), unique=True, default=lambda: secrets.token_hex(12))
    made_at: Mapped[datetime]

    quiz: Mapped[Quiz] = relationship(back_populates="papers")
    slots: Mapped[list["PaperSlot"]] = relationship(order_by="PaperSlot.number", passive_deletes=True)


class PaperSlot(Base):
    """One question of a paper: which version, in which order its options stand, what it is worth."""

    __tablename__ = "paper_slots"
    __table_args__ = (CheckConstraint("points > 0", name="points_positive"),)

    paper_id: Mapped[int] = mapped_column(ForeignKey("papers.id", ondelete="CASCADE"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    question_version_id: Mapped[int] = mapped_column(
        ForeignKey("question_versions.id", ondelete="RESTRICT"), index=True
    )
    option_order: Mapped[list[Any]] = mapped_column(default=list)
    points: Mapped[Decimal]
    section: Mapped[int] = mapped_column(default=0)


_OPEN = text("closed_at IS NULL")
_UNMARKED = text("closed_at IS NOT NULL AND marked_at IS NULL")


def public_id() -> str:
    """128 bits that tell nothing about order or time."""
    return secrets.token_urlsafe(16)


class Attempt(Base):
    """One sitting of one person. Whether it is over is `rules.is_over`, of this row and now; closing writes it down.

    `submitted_at` is the last accepted answer, `closed_at` when the attempt was closed, and by what. `locked` are the
    slots whose answer stands for good (left behind in a test without way back, or checked). What was written on paper
    and keyed in is `on_paper`.
    """

    __tablename__ = "attempts"
    __table_args__ = (
        UniqueConstraint("quiz_id", "person_id", "number"),
        only_one("uq_attempts_open", "quiz_id", "person_id", where=_OPEN),
        index_of_some("ix_attempts_unmarked", "id", where=_UNMARKED),
        index_of_some("ix_attempts_open_until", "ends_at", where=_OPEN),
        CheckConstraint("(closed_at IS NULL) = (closed_by IS NULL)", name="closed_by_something"),
        CheckConstraint("started_at < ends_at", name="starts_before_it_ends"),
        CheckConstraint("number > 0", name="number_positive"),
    )
    see_permission = Permission.ATTEMPT_SEE

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(32), unique=True, default=public_id)
    quiz_id: Mapped[int] = mapped_column(ForeignKey("quizzes.id", ondelete="RESTRICT"))
    paper_id: Mapped[int] = mapped_column(ForeignKey("papers.id", ondelete="RESTRICT"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="RESTRICT"), index=True)
    number: Mapped[int] = mapped_column(default=1)
    started_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    grace_minutes: Mapped[int]
    tab: Mapped[str] = mapped_column(String(LONGEST_TAB), default="")
    device: Mapped[str] = mapped_column(String(200), default="")
    address: Mapped[str] = mapped_column(String(64), default="")
    submitted_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    closed_by: Mapped[ClosedBy | None]
    marked_at: Mapped[datetime | None]
    locked: Mapped[list[Any]] = mapped_column(default=list)
    paused_at: Mapped[datetime | None]
    on_paper: Mapped[bool] = mapped_column(default=False)

    quiz: Mapped[Quiz] = relationship()
    paper: Mapped[Paper] = relationship()
    person: Mapped[Person] = relationship()
    responses: Mapped[list["Response"]] = relationship(order_by="Response.slot", viewonly=True)
    totals: Mapped[list["AttemptMark"]] = relationship(order_by="AttemptMark.id.desc()", viewonly=True)

    @property
    def scope(self) -> Scope:
        return self.quiz.scope

    def belongs_to(self, person_id: int) -> bool:
        return self.person_id == person_id


class Response(CurrentAnswer, Base):
    """The answer that stands in one slot of an attempt."""

    __tablename__ = "responses"
    __table_args__ = (CLUSTERED,)

    attempt_id: Mapped[int] = mapped_column(
        ForeignKey("attempts.id", ondelete="RESTRICT"), primary_key=True, sort_order=OWNER_FIRST
    )


class ResponseEdit(ArrivedEdit, Base):
    """Every edit of an attempt that ever arrived."""

    __tablename__ = "response_edits"
    __table_args__ = (CLUSTERED,)

    attempt_id: Mapped[int] = mapped_column(
        ForeignKey("attempts.id", ondelete="RESTRICT"), primary_key=True, sort_order=OWNER_FIRST
    )


class SlotMark(Base):
    """What one answer earned: a share of the slot's points, exact ("1/3"); None waits for a person.

    Appended; the latest of a slot counts. `by_id` is None where the machine marked. A mark that follows from a
    correction, or was given when the learner asked for a re-mark, names it (without a foreign key: on SQLite none can
    be added to a table that is there; neither kind of row is ever deleted).
    """

    __tablename__ = "slot_marks"
    __table_args__ = (Index("ix_slot_marks_slot", "attempt_id", "slot", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    attempt_id: Mapped[int] = mapped_column(ForeignKey("attempts.id", ondelete="RESTRICT"))
    slot: Mapped[int]
    share: Mapped[str | None] = mapped_column(String(60))
    version: Mapped[int] = mapped_column(default=0)
    comment: Mapped[str] = mapped_column(String(2000), default="")
    by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"))
    at: Mapped[datetime]
    correction_id: Mapped[int | None]
    appeal_id: Mapped[int | None]

    @property
    def fraction(self) -> Fraction | None:
        return None if self.share is None else Fraction(self.share)


class AttemptMark(Base):
    """The mark of a whole attempt as it stood at a moment: appended, the latest counts."""

    __tablename__ = "attempt_marks"
    __table_args__ = (
        CheckConstraint("points >= 0 AND points <= out_of AND waiting >= 0", name="points_in_range"),
        Index("ix_attempt_marks_latest", "attempt_id", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    attempt_id: Mapped[int] = mapped_column(ForeignKey("attempts.id", ondelete="RESTRICT"))
    points: Mapped[Decimal]
    out_of: Mapped[Decimal]
    waiting: Mapped[int]
    at: Mapped[datetime]
