"""Photos and PDFs of handwritten pages with what was drawn from them, and Word files with what was read in them."""

import hashlib
from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.columns import Base
from lms.files.models import StoredFile

# A page of A4 with fewer dots along its longer side (about 100 to the inch) makes handwriting hard to read.
READABLE = 1100


class Upload(Base):
    """A photo or PDF of a handwritten reflection, kept as pages that carry nothing but the picture; or a Word file,
    kept as text, whose pictures are the pages.

    Cut or turned anew it is another upload in the same place: what was handed in keeps the one it had.
    """

    __tablename__ = "reflection_uploads"

    id: Mapped[int] = mapped_column(primary_key=True)
    reflection_id: Mapped[int] = mapped_column(ForeignKey("reflections.id", ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(String(255))
    sha256: Mapped[str] = mapped_column(String(64))
    position: Mapped[int]
    uploaded_at: Mapped[datetime]
    removed_at: Mapped[datetime | None]

    pages: Mapped[list["UploadPage"]] = relationship(order_by="UploadPage.number", lazy="selectin")
    source: Mapped["UploadSource | None"] = relationship(lazy="joined")
    text: Mapped["UploadText | None"] = relationship(lazy="joined")
    drawing: Mapped["UploadDrawing | None"] = relationship(lazy="joined")

    @property
    def sheet_count(self) -> int:
        """How many pages it adds, drawn or not; pictures of a Word file are none."""
        if self.text is not None:
            return 0
        return self.drawing.pages if self.drawing else len(self.pages)

    @property
    def is_waiting(self) -> bool:
        """Whether its pages are still being drawn."""
        return self.drawing is not None and self.drawing.is_waiting

    @property
    def is_photo(self) -> bool:
        """Whether its page can be cut out anew."""
        return self.source is not None and self.source.whole_id is not None

    @property
    def digest(self) -> str:
        """What stands for it in the receipt: the file as it was sent, and how the page was cut out of it."""
        shape = self.source.shape if self.source else []
        return hashlib.sha256(f"{self.sha256} {shape}".encode()).hexdigest() if shape else self.sha256


class UploadSource(Base):
    """The file as it was sent, shown to nobody but its sender; of a photo, the whole picture and the page in it."""

    __tablename__ = "reflection_upload_sources"

    upload_id: Mapped[int] = mapped_column(
        ForeignKey("reflection_uploads.id", ondelete="CASCADE"), primary_key=True
    )
    original_id: Mapped[int] = mapped_column(ForeignKey("stored_files.id", ondelete="RESTRICT"))
    whole_id: Mapped[int | None] = mapped_column(ForeignKey("stored_files.id", ondelete="RESTRICT"))
    shape: Mapped[list[Any]] = mapped_column(default=list)

    original: Mapped[StoredFile] = relationship(foreign_keys=[original_id])
    whole: Mapped[StoredFile | None] = relationship(foreign_keys=[whole_id])


class UploadText(Base):
    """What a Word file says: plain text, a line a paragraph, how each line looks, and what of the file is not shown."""

    __tablename__ = "reflection_upload_texts"
    __table_args__ = (CheckConstraint("words >= 0", name="words_not_negative"),)

    upload_id: Mapped[int] = mapped_column(
        ForeignKey("reflection_uploads.id", ondelete="CASCADE"), primary_key=True
    )
    body: Mapped[str] = mapped_column(Text, deferred=True)
    looks: Mapped[list[Any]] = mapped_column(deferred=True)
    words: Mapped[int]
    left_out: Mapped[list[Any]] = mapped_column(default=list)


class UploadDrawing(Base):
    """The drawing of a file's pages, in the background: asked for, begun, and drawn or given up for a reason.

    `pages` were counted when the file was looked at. What was cut out of a photo was drawn at once and has no row.
    """

    __tablename__ = "reflection_upload_drawings"
    __table_args__ = (
        CheckConstraint("pages > 0", name="pages_counted"),
        CheckConstraint("tries >= 0", name="tries_counted"),
        CheckConstraint("drawn_at IS NULL OR trouble IS NULL", name="drawn_or_given_up"),
        Index(
            "ix_reflection_upload_drawings_waiting",
            "asked_at",
            sqlite_where=text("drawn_at IS NULL AND trouble IS NULL"),
            postgresql_where=text("drawn_at IS NULL AND trouble IS NULL"),
        ),
    )

    upload_id: Mapped[int] = mapped_column(
        ForeignKey("reflection_uploads.id", ondelete="CASCADE"), primary_key=True
    )
    pages: Mapped[int]
    asked_at: Mapped[datetime]
    begun_at: Mapped[datetime | None]
    tries: Mapped[int] = mapped_column(default=0)
    drawn_at: Mapped[datetime | None]
    trouble: Mapped[str | None] = mapped_column(String(20))

    @property
    def is_waiting(self) -> bool:
        return self.drawn_at is None and self.trouble is None


class UploadPage(Base):
    """One page, or one picture of a Word file."""

    __tablename__ = "reflection_upload_pages"
    __table_args__ = (UniqueConstraint("upload_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    upload_id: Mapped[int] = mapped_column(
        ForeignKey("reflection_uploads.id", ondelete="CASCADE"), index=True
    )
    number: Mapped[int]
    file_id: Mapped[int] = mapped_column(ForeignKey("stored_files.id", ondelete="RESTRICT"))
    width: Mapped[int]
    height: Mapped[int]

    file: Mapped[StoredFile] = relationship(lazy="joined")

    @property
    def is_small(self) -> bool:
        """Whether the picture has so few dots that its reader may be unable to read it."""
        return max(self.width, self.height) < READABLE
