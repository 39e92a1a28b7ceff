"""What is published. A lesson refers to an approval: a version without one cannot have such a row."""

from datetime import datetime
from enum import StrEnum
from urllib.parse import urlsplit

from sqlalchemy import CheckConstraint, ForeignKey, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.columns import Base, only_one
from lms.files.media_types import SHOWN
from lms.files.models import StoredFile
from lms.lessons.bank.models import Lesson, LessonVersion
from lms.lessons.models import Material
from lms.permissions import SHARED, Permission, Scope

_IN_USE = text("withdrawn_at IS NULL")
_ONE_SOURCE = " + ".join(
    f"(CASE WHEN {column} IS NULL THEN 0 ELSE 1 END)" for column in ("version_id", "file_id", "url")
)


class PublicationKind(StrEnum):
    """What a publication is; `labels` names them."""

    LESSON = "lesson"
    OUTLINE = "outline"
    DOCUMENT = "document"
    SLIDES = "slides"
    READING = "reading"
    BULLETIN = "bulletin"
    LEAFLET = "leaflet"
    PRINTED = "printed"
    INTERNAL = "internal"
    OTHER = "other"


class Visibility(StrEnum):
    """Who may read it: everybody who is signed in, or anybody at all."""

    INTERNAL = "internal"
    PUBLIC = "public"


class Publication(Base):
    """A lesson, a file or a link in the library until it is withdrawn; published anew it is another row.

    A lesson stays in the version that was published, a file stays when its class no longer offers it.
    """

    __tablename__ = "publications"
    __table_args__ = (
        CheckConstraint(f"{_ONE_SOURCE} = 1", name="one_source"),
        CheckConstraint("(version_id IS NULL) = (lesson_id IS NULL)", name="version_of_lesson"),
        only_one("uq_publications_lesson_in_use", "lesson_id", where=_IN_USE),
        only_one("uq_publications_material_in_use", "material_id", where=_IN_USE),
    )
    see_permission = Permission.LIBRARY_PUBLISH

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(String(200))
    summary: Mapped[str] = mapped_column(String(500), default="")
    search_key: Mapped[str] = mapped_column(String(1000))
    kind: Mapped[PublicationKind]
    visibility: Mapped[Visibility]
    lesson_id: Mapped[int | None] = mapped_column(ForeignKey("lessons.id", ondelete="RESTRICT"))
    version_id: Mapped[int | None] = mapped_column(
        ForeignKey("lesson_approvals.version_id", ondelete="RESTRICT"), index=True
    )
    material_id: Mapped[int | None] = mapped_column(ForeignKey("materials.id", ondelete="SET NULL"))
    file_id: Mapped[int | None] = mapped_column(
        ForeignKey("stored_files.id", ondelete="RESTRICT"), index=True
    )
    url: Mapped[str | None] = mapped_column(String(500))
    published_at: Mapped[datetime] = mapped_column(index=True)
    published_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"))
    withdrawn_at: Mapped[datetime | None]

    lesson: Mapped[Lesson | None] = relationship()
    material: Mapped[Material | None] = relationship()
    version: Mapped[LessonVersion | None] = relationship(
        primaryjoin="Publication.version_id == LessonVersion.id", foreign_keys=[version_id], viewonly=True
    )
    file: Mapped[StoredFile | None] = relationship(lazy="joined")

    def is_open_to(self, *, signed_in: bool) -> bool:
        """Whether somebody finds it in the library now."""
        return self.withdrawn_at is None and (signed_in or self.visibility is Visibility.PUBLIC)

    @property
    def site(self) -> str:
        """The site that a link leads to."""
        return urlsplit(self.url).hostname or "" if self.url else ""

    @property
    def opens_in_page(self) -> bool:
        """Whether its file is watched, heard or read in the page."""
        return self.file is not None and self.file.media_type in SHOWN

    @property
    def scope(self) -> Scope:
        return SHARED
