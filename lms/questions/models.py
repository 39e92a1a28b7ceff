"""Questions as they are stored. What was asked once never changes: every saved edit is a new version.

The state of a version says where it stands; each move is also a dated row in `ReviewStep`. The database itself
keeps a question to one published version and one version in the making, and no version is approved by its writer.
"""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.accounts.models import Person
from lms.columns import Base, index_of_some, only_one
from lms.files.models import StoredFile
from lms.permissions import SHARED, Permission, Scope
from lms.programmes.models import Programme, Topic
from lms.questions.sharing.models import QuestionHolding, QuestionShare
from question_bank.encoding import decode
from question_bank.question import Level, Question as BankQuestion


class VersionState(StrEnum):
    DRAFT = "draft"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    PUBLISHED = "published"
    REPLACED = "replaced"


IN_THE_MAKING = (VersionState.DRAFT, VersionState.SUBMITTED, VersionState.RETURNED)
_MAKING = text("state IN ('draft', 'submitted', 'returned')")
_PUBLISHED = text("state = 'published'")
_NOT_CLOSED = text("closed_at IS NULL")
_IS_TWIN = text("twin_number IS NOT NULL")


class Question(Base):
    """One question through all its versions. Without a programme it belongs to the bank that all programmes share.

    `words` and `search_key` are the texts of the newest version in small letters, with and without marks;
    `duplicate_key` is equal for questions that ask the same with the same options.
    """

    __tablename__ = "questions"
    __table_args__ = (
        Index("ix_questions_cell", "topic_id", "level"),
        UniqueConstraint("import_id", "import_number"),
        CheckConstraint("topic_id IS NULL OR programme_id IS NOT NULL", name="topic_needs_programme"),
    )
    see_permission = Permission.QUESTION_SEE

    id: Mapped[int] = mapped_column(primary_key=True)
    programme_id: Mapped[int | None] = mapped_column(
        ForeignKey("programmes.id", ondelete="RESTRICT"), index=True
    )
    topic_id: Mapped[int | None] = mapped_column(ForeignKey("topics.id", ondelete="RESTRICT"))
    level: Mapped[Level | None]
    author_id: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"), index=True)
    created_at: Mapped[datetime]
    latest_number: Mapped[int] = mapped_column(default=1)
    words: Mapped[str] = mapped_column(Text)
    search_key: Mapped[str] = mapped_column(Text)
    duplicate_key: Mapped[str] = mapped_column(String(64), index=True)
    retired_at: Mapped[datetime | None]
    import_id: Mapped[int | None] = mapped_column(ForeignKey("question_imports.id", ondelete="RESTRICT"))
    import_number: Mapped[int | None]

    programme: Mapped[Programme | None] = relationship()
    topic: Mapped[Topic | None] = relationship()
    author: Mapped[Person | None] = relationship()
    versions: Mapped[list["QuestionVersion"]] = relationship(
        order_by="QuestionVersion.number.desc()", back_populates="question", passive_deletes=True
    )
    latest: Mapped["QuestionVersion"] = relationship(
        primaryjoin="and_(Question.id == QuestionVersion.question_id,"
        " Question.latest_number == QuestionVersion.number)",
        foreign_keys="[QuestionVersion.question_id, QuestionVersion.number]",
        viewonly=True,
    )
    holding: Mapped[QuestionHolding | None] = relationship(
        primaryjoin="and_(Question.id == QuestionHolding.question_id, QuestionHolding.ended_at.is_(None))",
        viewonly=True,
        uselist=False,
        lazy="joined",
    )

    shares: Mapped[list[QuestionShare]] = relationship(
        order_by=QuestionShare.id, back_populates="question", viewonly=True
    )

    @property
    def scope(self) -> Scope:
        """The policy lets roles in; `holding` and shares narrow that down (`lms/questions/sharing`)."""
        return SHARED


class QuestionVersion(Base):
    """What is asked, frozen. Only its state moves on."""

    __tablename__ = "question_versions"
    __table_args__ = (
        UniqueConstraint("question_id", "number"),
        only_one("uq_question_versions_published", "question_id", where=_PUBLISHED),
        only_one("uq_question_versions_in_the_making", "question_id", where=_MAKING),
        CheckConstraint("approved_by_id <> created_by_id", name="approved_by_another"),
    )
    see_permission = Permission.QUESTION_SEE

    id: Mapped[int] = mapped_column(primary_key=True)
    question_id: Mapped[int] = mapped_column(ForeignKey("questions.id", ondelete="CASCADE"), index=True)
    number: Mapped[int]
    type: Mapped[str] = mapped_column(String(40))
    content: Mapped[dict[str, Any]]
    text: Mapped[str] = mapped_column(Text)
    state: Mapped[VersionState] = mapped_column(default=VersionState.DRAFT, index=True)
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"))
    created_at: Mapped[datetime]
    approved_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"))

    question: Mapped[Question] = relationship(back_populates="versions")
    created_by: Mapped[Person | None] = relationship(foreign_keys=[created_by_id])
    steps: Mapped[list["ReviewStep"]] = relationship(order_by="ReviewStep.id", passive_deletes=True)

    @property
    def scope(self) -> Scope:
        return SHARED

    @property
    def asked(self) -> BankQuestion:
        """The question itself, as the library knows it."""
        return decode(self.content)


class Step(StrEnum):
    SUBMITTED = "submitted"
    WITHDRAWN = "withdrawn"
    RETURNED = "returned"
    PUBLISHED = "published"


class ReviewStep(Base):
    """One move of a version through the review: who, when, and what they said."""

    __tablename__ = "review_steps"

    id: Mapped[int] = mapped_column(primary_key=True)
    version_id: Mapped[int] = mapped_column(
        ForeignKey("question_versions.id", ondelete="CASCADE"), index=True
    )
    step: Mapped[Step]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"))
    at: Mapped[datetime]
    comment: Mapped[str] = mapped_column(Text, default="")

    by: Mapped[Person | None] = relationship()


class QuestionUse(Base):
    """Where a version was put before learners; filled by the features that do so (`service.note_uses`)."""

    __tablename__ = "question_uses"
    __table_args__ = (UniqueConstraint("version_id", "kind", "subject_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    version_id: Mapped[int] = mapped_column(
        ForeignKey("question_versions.id", ondelete="RESTRICT"), index=True
    )
    kind: Mapped[str] = mapped_column(String(20))
    subject_id: Mapped[int]
    title: Mapped[str] = mapped_column(String(250))
    used_at: Mapped[datetime]


class PracticeOpening(Base):
    """Since when a question is open for practice, and until when it was; both by whom. At most one is not ended."""

    __tablename__ = "practice_openings"
    __table_args__ = (
        only_one("uq_practice_openings_open", "question_id", where=_NOT_CLOSED),
        CheckConstraint("closed_by_id IS NULL OR closed_at IS NOT NULL", name="closed_by_when_closed"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    question_id: Mapped[int] = mapped_column(ForeignKey("questions.id", ondelete="CASCADE"), index=True)
    opened_at: Mapped[datetime]
    opened_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"))
    closed_at: Mapped[datetime | None]
    closed_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"))

    opened_by: Mapped[Person | None] = relationship(foreign_keys=[opened_by_id])
    closed_by: Mapped[Person | None] = relationship(foreign_keys=[closed_by_id])


class Decision(StrEnum):
    OPEN = "open"
    ACCEPT = "accept"
    SKIP = "skip"


class QuestionImport(Base):
    """One file on its way into the bank. Confirming stores all accepted items at once; undoing takes them out again."""

    __tablename__ = "question_imports"
    __table_args__ = (
        CheckConstraint("undone_at IS NULL OR confirmed_at IS NOT NULL", name="undone_after_confirmed"),
    )
    see_permission = Permission.QUESTION_EDIT

    id: Mapped[int] = mapped_column(primary_key=True)
    file_id: Mapped[int] = mapped_column(ForeignKey("stored_files.id", ondelete="RESTRICT"))
    format: Mapped[str] = mapped_column(String(30))
    programme_id: Mapped[int | None] = mapped_column(ForeignKey("programmes.id", ondelete="RESTRICT"))
    started_by_id: Mapped[int | None] = mapped_column(
        ForeignKey("people.id", ondelete="SET NULL"), index=True
    )
    started_at: Mapped[datetime]
    problems: Mapped[list[Any]] = mapped_column(default=list)
    confirmed_at: Mapped[datetime | None]
    undone_at: Mapped[datetime | None]

    file: Mapped[StoredFile] = relationship(lazy="joined")
    programme: Mapped[Programme | None] = relationship()
    started_by: Mapped[Person | None] = relationship()

    @property
    def scope(self) -> Scope:
        return SHARED


class ImportItem(Base):
    """One question as it was read: the original, the reading, the problems, the decision.

    `duplicate_of_id` is its twin in the bank, `twin_number` an earlier item of the same file; `split_from` is the
    item that it was a part of, behind which it is shown.
    """

    __tablename__ = "question_import_items"
    __table_args__ = (
        UniqueConstraint("import_id", "number"),
        Index("ix_question_import_items_decision", "import_id", "decision", "split_from", "number"),
        Index("ix_question_import_items_same", "import_id", "duplicate_key"),
        index_of_some("ix_question_import_items_twin", "import_id", "twin_number", where=_IS_TWIN),
        # Thousands of rows are set at once: what they become finds room beside what they were.
        {"postgresql_with": {"fillfactor": 50}},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    import_id: Mapped[int] = mapped_column(ForeignKey("question_imports.id", ondelete="CASCADE"))
    number: Mapped[int]
    type: Mapped[str] = mapped_column(String(40))
    content: Mapped[dict[str, Any]]
    text: Mapped[str] = mapped_column(Text)
    words: Mapped[str] = mapped_column(Text)
    source_text: Mapped[str] = mapped_column(Text, default="")
    problems: Mapped[list[Any]] = mapped_column(default=list)
    usable: Mapped[bool]
    duplicate_key: Mapped[str] = mapped_column(String(64))
    duplicate_of_id: Mapped[int | None] = mapped_column(
        ForeignKey("questions.id", ondelete="SET NULL"), index=True
    )
    twin_number: Mapped[int | None]
    split_from: Mapped[int | None]
    decision: Mapped[Decision] = mapped_column(default=Decision.OPEN)
    level: Mapped[Level | None]
    topic_id: Mapped[int | None] = mapped_column(ForeignKey("topics.id", ondelete="SET NULL"))

    topic: Mapped[Topic | None] = relationship()

    @property
    def asked(self) -> BankQuestion:
        """The question as it was read."""
        return decode(self.content)
