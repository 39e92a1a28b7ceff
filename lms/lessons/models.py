"""What a class offers to read or watch."""

from datetime import datetime
from enum import StrEnum
from urllib.parse import urlsplit

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.classes.models import StudyClass
from lms.columns import Base
from lms.files.media_types import PLAYED, SHOWN
from lms.files.models import StoredFile
from lms.permissions import Permission, Scope
from lms.programmes.models import Topic


class MaterialKind(StrEnum):
    """What a material is; `lessons.labels` names them."""

    OUTLINE = "outline"
    DOCUMENT = "document"
    SLIDES = "slides"
    DRAFT = "draft"
    READING = "reading"
    BULLETIN = "bulletin"
    OTHER = "other"


class Material(Base):
    """Something to read or watch in a class: a file of ours or a link; before `opens_at` there for staff only."""

    __tablename__ = "materials"
    __table_args__ = (CheckConstraint("(file_id IS NULL) <> (url IS NULL)", name="file_or_link"),)
    see_permission = Permission.CLASS_SEE

    id: Mapped[int] = mapped_column(primary_key=True)
    study_class_id: Mapped[int] = mapped_column(
        ForeignKey("study_classes.id", ondelete="CASCADE"), index=True
    )
    topic_id: Mapped[int | None] = mapped_column(ForeignKey("topics.id", ondelete="SET NULL"))
    title: Mapped[str] = mapped_column(String(200))
    file_id: Mapped[int | None] = mapped_column(ForeignKey("stored_files.id", ondelete="RESTRICT"))
    url: Mapped[str | None] = mapped_column(String(500))
    position: Mapped[int] = mapped_column(default=0)
    added_at: Mapped[datetime]
    kind: Mapped[MaterialKind] = mapped_column(default=MaterialKind.OTHER)
    opens_at: Mapped[datetime | None]

    study_class: Mapped[StudyClass] = relationship(lazy="joined")
    file: Mapped[StoredFile | None] = relationship()
    topic: Mapped[Topic | None] = relationship()
    captions: Mapped["MaterialCaptions | None"] = relationship(
        cascade="all, delete-orphan", passive_deletes=True
    )

    def is_shut(self, now: datetime) -> bool:
        """Learners cannot open it yet."""
        return self.opens_at is not None and now < self.opens_at

    @property
    def site(self) -> str:
        """The site that a link leads to."""
        return urlsplit(self.url).hostname or "" if self.url else ""

    @property
    def opens_in_page(self) -> bool:
        """Whether it is watched, heard or read in the page; other files are downloaded, links lead away."""
        return self.file is not None and self.file.media_type in SHOWN

    @property
    def is_played(self) -> bool:
        return self.file is not None and self.file.media_type in PLAYED.values()

    @property
    def scope(self) -> Scope:
        return self.study_class.scope


class MaterialCaptions(Base):
    """The subtitles (.vtt) of a film or of sound."""

    __tablename__ = "material_captions"

    material_id: Mapped[int] = mapped_column(
        ForeignKey("materials.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    file_id: Mapped[int] = mapped_column(ForeignKey("stored_files.id", ondelete="RESTRICT"), index=True)

    file: Mapped[StoredFile] = relationship()
