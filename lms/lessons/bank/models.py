"""Lessons, their versions and pages. What was handed in is frozen: whoever corrects it works on a version of its own.

The database itself keeps a lesson to one version in the making and one that is in use.
"""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.accounts.models import Person
from lms.columns import Base, only_one
from lms.documents.models import Document
from lms.files.media_types import SHOWN
from lms.files.models import StoredFile
from lms.organisations.models import OrgUnit
from lms.permissions import SHARED, Permission, Scope


class LessonState(StrEnum):
    DRAFT = "draft"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    TO_CORRECT = "to-correct"
    APPROVED = "approved"
    REPLACED = "replaced"


_MAKING = text("state IN ('draft', 'submitted')")
_APPROVED = text("state = 'approved'")


class Lesson(Base):
    """One lesson through all its versions; `lineage` is the topic it teaches, in every version of its programme."""

    __tablename__ = "lessons"
    see_permission = Permission.LESSON_SEE

    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("org_units.id", ondelete="RESTRICT"), index=True)
    lineage: Mapped[str] = mapped_column(String(16), index=True)
    title: Mapped[str] = mapped_column(String(200))
    search_key: Mapped[str] = mapped_column(String(260))
    author_id: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"), index=True)
    created_at: Mapped[datetime]
    latest_number: Mapped[int] = mapped_column(default=1)

    unit: Mapped[OrgUnit] = relationship()
    author: Mapped[Person | None] = relationship()
    versions: Mapped[list["LessonVersion"]] = relationship(
        order_by="LessonVersion.number.desc()", back_populates="lesson", passive_deletes=True
    )
    latest: Mapped["LessonVersion"] = relationship(
        primaryjoin="and_(Lesson.id == LessonVersion.lesson_id, Lesson.latest_number == LessonVersion.number)",
        foreign_keys="[LessonVersion.lesson_id, LessonVersion.number]",
        viewonly=True,
    )

    @property
    def scope(self) -> Scope:
        return SHARED


class LessonVersion(Base):
    """What is taught. Its pages change as long as it is a draft; after that only its state moves on.

    `corrects_id` is the version that was approved on condition that something is corrected, which this one does.
    """

    __tablename__ = "lesson_versions"
    __table_args__ = (
        UniqueConstraint("lesson_id", "number"),
        only_one("uq_lesson_versions_in_the_making", "lesson_id", where=_MAKING),
        only_one("uq_lesson_versions_approved", "lesson_id", where=_APPROVED),
    )
    see_permission = Permission.LESSON_SEE

    id: Mapped[int] = mapped_column(primary_key=True)
    lesson_id: Mapped[int] = mapped_column(ForeignKey("lessons.id", ondelete="CASCADE"), index=True)
    number: Mapped[int]
    aims: Mapped[str] = mapped_column(Text, default="")
    state: Mapped[LessonState] = mapped_column(default=LessonState.DRAFT, index=True)
    corrects_id: Mapped[int | None] = mapped_column(ForeignKey("lesson_versions.id", ondelete="SET NULL"))
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"))
    created_at: Mapped[datetime]

    lesson: Mapped[Lesson] = relationship(back_populates="versions", lazy="joined")
    created_by: Mapped[Person | None] = relationship(foreign_keys=[created_by_id])
    corrects: Mapped["LessonVersion | None"] = relationship(remote_side=[id])
    pages: Mapped[list["LessonPage"]] = relationship(
        order_by="LessonPage.position", back_populates="version", passive_deletes=True
    )
    steps: Mapped[list["LessonStep"]] = relationship(order_by="LessonStep.id", passive_deletes=True)

    @property
    def scope(self) -> Scope:
        return SHARED

    @property
    def words(self) -> int:
        return sum(page.words for page in self.pages)


class LessonPage(Base):
    """One page: cleaned HTML. `revision` counts its changes, so that two who edit it see each other."""

    __tablename__ = "lesson_pages"
    __table_args__ = (
        UniqueConstraint("version_id", "position"),
        CheckConstraint("words >= 0", name="words_not_negative"),
    )
    see_permission = Permission.LESSON_SEE

    id: Mapped[int] = mapped_column(primary_key=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("lesson_versions.id", ondelete="CASCADE"))
    position: Mapped[int]
    title: Mapped[str] = mapped_column(String(200))
    body: Mapped[str] = mapped_column(Text, default="")
    search_key: Mapped[str] = mapped_column(Text, default="")
    words: Mapped[int] = mapped_column(default=0)
    revision: Mapped[int] = mapped_column(default=1)

    version: Mapped[LessonVersion] = relationship(back_populates="pages", lazy="joined")
    attachments: Mapped[list["LessonAttachment"]] = relationship(
        order_by="LessonAttachment.id", back_populates="page", passive_deletes=True
    )

    @property
    def scope(self) -> Scope:
        return SHARED


class LessonAttachment(Base):
    """A block "material" of a page: a stored file that is offered below its text."""

    __tablename__ = "lesson_attachments"
    see_permission = Permission.LESSON_SEE

    id: Mapped[int] = mapped_column(primary_key=True)
    page_id: Mapped[int] = mapped_column(ForeignKey("lesson_pages.id", ondelete="CASCADE"), index=True)
    title: Mapped[str] = mapped_column(String(200))
    file_id: Mapped[int] = mapped_column(ForeignKey("stored_files.id", ondelete="RESTRICT"))

    page: Mapped[LessonPage] = relationship(back_populates="attachments")
    file: Mapped[StoredFile] = relationship(lazy="joined")

    @property
    def opens_in_page(self) -> bool:
        """Whether it is watched, heard or read in the page; other files are downloaded."""
        return self.file.media_type in SHOWN

    @property
    def scope(self) -> Scope:
        return SHARED


class LessonQuote(Base):
    """A document that a page quotes, with the clause; read from the text whenever the page is saved."""

    __tablename__ = "lesson_quotes"
    __table_args__ = (UniqueConstraint("page_id", "document_id", "clause"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    page_id: Mapped[int] = mapped_column(ForeignKey("lesson_pages.id", ondelete="CASCADE"))
    document_id: Mapped[int] = mapped_column(ForeignKey("documents.id", ondelete="RESTRICT"), index=True)
    clause: Mapped[str] = mapped_column(String(200), default="")

    document: Mapped[Document] = relationship()
    page: Mapped[LessonPage] = relationship()


class Step(StrEnum):
    SUBMITTED = "submitted"
    WITHDRAWN = "withdrawn"
    RETURNED = "returned"
    TO_CORRECT = "to-correct"
    APPROVED = "approved"


class LessonStep(Base):
    """One move of a version: who, when, what they said; of a decision also the councils of then, with their names."""

    __tablename__ = "lesson_steps"

    id: Mapped[int] = mapped_column(primary_key=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("lesson_versions.id", ondelete="CASCADE"), index=True)
    step: Mapped[Step]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"))
    at: Mapped[datetime]
    comment: Mapped[str] = mapped_column(String(2000), default="")
    councils: Mapped[list[Any]] = mapped_column(default=list)

    by: Mapped[Person | None] = relationship()
