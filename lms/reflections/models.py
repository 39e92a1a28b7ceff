"""Tasks with their sections, what a person is writing, and what was handed in and stays as it was."""

import secrets
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, exists, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms import database
from lms.accounts.models import Person
from lms.classes.models import StudyClass
from lms.columns import Base
from lms.marking.models import Rubric
from lms.outbox.models import CLUSTERED, OWNER_FIRST, ArrivedEdit, CurrentAnswer
from lms.permissions import Permission, Scope
from lms.reflections.group_models import belongs_to_member
from lms.reflections.upload_models import Upload


class Handing(StrEnum):
    """How a reflection may be handed in."""

    TYPED = "typed"
    UPLOADED = "uploaded"
    BOTH = "both"


class LateRule(StrEnum):
    """What becomes of a reflection after its time: refused, or taken until a later moment and marked as late."""

    REFUSE = "refuse"
    ACCEPT = "accept"


class SectionKind(StrEnum):
    TEXT = "text"
    PROPOSALS = "proposals"


class ProposalLevel(StrEnum):
    """Whom a proposal is about: the locality, the office or unit, oneself."""

    LOCALITY = "locality"
    UNIT = "unit"
    PERSON = "person"


class ReflectionState(StrEnum):
    DRAFT = "draft"
    HANDED_IN = "handed-in"
    RETURNED = "returned"


def public_id() -> str:
    """An address nobody can guess, and which tells nothing about order or time."""
    return secrets.token_urlsafe(12)


class ReflectionTask(Base):
    """What a class is asked to write, how and until when, and by which rubric it is marked."""

    __tablename__ = "reflection_tasks"
    __table_args__ = (
        CheckConstraint("opens_at < due_at", name="opens_before_it_is_due"),
        CheckConstraint("late_until IS NULL OR late_until > due_at", name="late_after_due"),
        CheckConstraint("(late_rule = 'accept') = (late_until IS NOT NULL)", name="late_has_an_end"),
        CheckConstraint("most_submissions >= 0", name="most_submissions_not_negative"),
        CheckConstraint("appeal_days BETWEEN 0 AND 365", name="appeal_days_bounded"),
    )
    see_permission = Permission.CLASS_SEE

    id: Mapped[int] = mapped_column(primary_key=True)
    study_class_id: Mapped[int] = mapped_column(
        ForeignKey("study_classes.id", ondelete="CASCADE"), index=True
    )
    title: Mapped[str] = mapped_column(String(200))
    instructions: Mapped[str] = mapped_column(Text, default="")
    handing: Mapped[Handing] = mapped_column(default=Handing.BOTH)
    opens_at: Mapped[datetime]
    due_at: Mapped[datetime] = mapped_column(index=True)
    late_rule: Mapped[LateRule] = mapped_column(default=LateRule.REFUSE)
    late_until: Mapped[datetime | None]
    honour_statement: Mapped[str] = mapped_column(String(500), default="")
    most_submissions: Mapped[int] = mapped_column(default=0)  # 0: any number before the time is over
    blind: Mapped[bool] = mapped_column(default=True)
    proposal_names: Mapped[bool] = mapped_column(default=False)
    appeal_days: Mapped[int] = mapped_column(default=0)
    by_group: Mapped[bool] = mapped_column(default=False)
    rubric_id: Mapped[int] = mapped_column(ForeignKey("rubrics.id", ondelete="RESTRICT"), index=True)
    order_seed: Mapped[str] = mapped_column(String(16), default=lambda: secrets.token_hex(8))
    published_at: Mapped[datetime | None]
    created_at: Mapped[datetime]
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"))

    study_class: Mapped[StudyClass] = relationship(lazy="joined")
    rubric: Mapped[Rubric] = relationship()
    sections: Mapped[list["TaskSection"]] = relationship(
        order_by="TaskSection.position", back_populates="task", lazy="selectin"
    )

    @property
    def scope(self) -> Scope:
        return self.study_class.scope

    @property
    def takes_text(self) -> bool:
        return self.handing is not Handing.UPLOADED

    @property
    def takes_files(self) -> bool:
        return self.handing is not Handing.TYPED


class TaskSection(Base):
    """One part of the reflection: a question with guidance, or rows of proposals. `slot` is its name in the outbox."""

    __tablename__ = "reflection_sections"
    __table_args__ = (
        UniqueConstraint("task_id", "slot"),
        CheckConstraint(
            "min_words IS NULL OR max_words IS NULL OR min_words <= max_words", name="word_range"
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    task_id: Mapped[int] = mapped_column(ForeignKey("reflection_tasks.id", ondelete="CASCADE"), index=True)
    slot: Mapped[int]
    position: Mapped[int]
    kind: Mapped[SectionKind] = mapped_column(default=SectionKind.TEXT)
    title: Mapped[str] = mapped_column(String(200))
    prompt: Mapped[str] = mapped_column(Text, default="")
    guidance: Mapped[str] = mapped_column(Text, default="")
    min_words: Mapped[int | None]
    max_words: Mapped[int | None]
    required: Mapped[bool] = mapped_column(default=True)

    task: Mapped[ReflectionTask] = relationship(back_populates="sections")


class Reflection(Base):
    """What one writer writes for one task: a person, or a group of the class, whose name is kept where it is dissolved.

    `script_no` stands for the name where marking is blind.
    """

    __tablename__ = "reflections"
    __table_args__ = (
        CheckConstraint("(person_id IS NULL) = (group_name <> '')", name="one_writer"),
        Index("uq_reflections_of_group", "group_id", "task_id", unique=True),
        UniqueConstraint("task_id", "person_id"),
        UniqueConstraint("task_id", "script_no"),
        CheckConstraint("submission_number >= 0", name="submission_number_not_negative"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(32), unique=True, default=public_id)
    task_id: Mapped[int] = mapped_column(ForeignKey("reflection_tasks.id", ondelete="CASCADE"), index=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="RESTRICT"), index=True)
    group_id: Mapped[int | None] = mapped_column(ForeignKey("study_groups.id", ondelete="SET NULL"))
    group_name: Mapped[str] = mapped_column(String(60), default="")
    state: Mapped[ReflectionState] = mapped_column(default=ReflectionState.DRAFT)
    submission_number: Mapped[int] = mapped_column(default=0)
    script_no: Mapped[int | None]
    started_at: Mapped[datetime]

    task: Mapped[ReflectionTask] = relationship(lazy="joined")
    person: Mapped[Person | None] = relationship()
    submissions: Mapped[list["Submission"]] = relationship(
        order_by="Submission.number", back_populates="reflection"
    )
    uploads: Mapped[list[Upload]] = relationship(
        primaryjoin="and_(Upload.reflection_id == Reflection.id, Upload.removed_at.is_(None))",
        order_by="Upload.position, Upload.id",
        viewonly=True,
    )

    @property
    def scope(self) -> Scope:
        return self.task.scope

    @property
    def by_group(self) -> bool:
        return self.person_id is None

    @property
    def writer(self) -> str:
        """The name of who wrote it: a person's, or a group's."""
        return self.person.full_name if self.person else self.group_name

    def belongs_to(self, person_id: int) -> bool:
        """A person's own; a group's belongs to who is in it now, and to whom it ever named as taking part.

        Of a dissolved group also to who wrote in it, so that nothing typed is out of reach.
        """
        if self.person_id is not None:
            return self.person_id == person_id
        if belongs_to_member(self.id, self.group_id, person_id):
            return True
        wrote = exists().where(ReflectionEdit.reflection_id == self.id, ReflectionEdit.by_id == person_id)
        return self.group_id is None and bool(database.session.scalar(select(wrote)))

    @property
    def is_spent(self) -> bool:
        """Whether it was handed in as often as the task takes it; what was returned may come once more."""
        most = self.task.most_submissions
        return 0 < most <= self.submission_number and self.state is not ReflectionState.RETURNED


class ReflectionText(CurrentAnswer, Base):
    """What stands in a section now: plain text, or the rows of proposals."""

    __tablename__ = "reflection_texts"
    __table_args__ = CLUSTERED

    reflection_id: Mapped[int] = mapped_column(
        ForeignKey("reflections.id", ondelete="CASCADE"), primary_key=True, sort_order=OWNER_FIRST
    )


class ReflectionEdit(ArrivedEdit, Base):
    """Every edit that arrived, with what became of it."""

    __tablename__ = "reflection_edits"
    __table_args__ = CLUSTERED

    reflection_id: Mapped[int] = mapped_column(
        ForeignKey("reflections.id", ondelete="CASCADE"), primary_key=True, sort_order=OWNER_FIRST
    )


class Submission(Base):
    """What was handed in at one moment: frozen texts or pages, and the receipt's digest. Never changed."""

    __tablename__ = "reflection_submissions"
    __table_args__ = (UniqueConstraint("reflection_id", "number"),)
    see_permission = Permission.REFLECTION_SEE

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(32), unique=True, default=public_id)
    reflection_id: Mapped[int] = mapped_column(ForeignKey("reflections.id", ondelete="CASCADE"), index=True)
    number: Mapped[int]
    handed_in_at: Mapped[datetime]
    late: Mapped[bool] = mapped_column(default=False)
    word_count: Mapped[int]
    page_count: Mapped[int] = mapped_column(default=0)
    sha256: Mapped[str] = mapped_column(String(64))
    parts: Mapped[list[Any]]
    honour_accepted: Mapped[bool] = mapped_column(default=False)

    reflection: Mapped[Reflection] = relationship(back_populates="submissions", lazy="joined")
    files: Mapped[list["SubmissionFile"]] = relationship(order_by="SubmissionFile.position")
    proposals: Mapped[list["Proposal"]] = relationship(order_by="Proposal.position")

    @property
    def scope(self) -> Scope:
        return self.reflection.scope


class SubmissionFile(Base):
    __tablename__ = "reflection_submission_files"
    __table_args__ = (UniqueConstraint("submission_id", "position"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    submission_id: Mapped[int] = mapped_column(
        ForeignKey("reflection_submissions.id", ondelete="CASCADE"), index=True
    )
    upload_id: Mapped[int] = mapped_column(ForeignKey("reflection_uploads.id", ondelete="RESTRICT"))
    position: Mapped[int]

    upload: Mapped[Upload] = relationship(lazy="joined")


class Proposal(Base):
    """One proposal (đề xuất, kiến nghị) as handed in: at which level, what, who should consider it."""

    __tablename__ = "proposals"
    __table_args__ = (UniqueConstraint("submission_id", "position"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    submission_id: Mapped[int] = mapped_column(
        ForeignKey("reflection_submissions.id", ondelete="CASCADE"), index=True
    )
    position: Mapped[int]
    level: Mapped[ProposalLevel]
    content: Mapped[str] = mapped_column(String(2000))
    addressee: Mapped[str] = mapped_column(String(200), default="")


class Extension(Base):
    """More time for one person, with a reason; of all that apply, the latest moment counts."""

    __tablename__ = "reflection_extensions"

    id: Mapped[int] = mapped_column(primary_key=True)
    task_id: Mapped[int] = mapped_column(ForeignKey("reflection_tasks.id", ondelete="CASCADE"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), index=True)
    due_at: Mapped[datetime]
    reason: Mapped[str] = mapped_column(String(300))
    granted_at: Mapped[datetime]
    granted_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"))
