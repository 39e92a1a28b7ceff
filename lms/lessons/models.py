"""What a class offers to read or watch."""

from datetime import datetime
from urllib.parse import urlsplit

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.classes.models import StudyClass
from lms.columns import Base
from lms.files.models import StoredFile
from lms.permissions import Permission, Scope
from lms.programmes.models import Topic


class Material(Base):
    """Something to read or watch in a class: a file of ours or a link."""

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

    study_class: Mapped[StudyClass] = relationship(lazy="joined")
    file: Mapped[StoredFile | None] = relationship()
    topic: Mapped[Topic | None] = relationship()

    @property
    def site(self) -> str:
        """The site that a link leads to."""
        return urlsplit(self.url).hostname or "" if self.url else ""

    @property
    def scope(self) -> Scope:
        return self.study_class.scope
