"""The text of a document, and the file that it was read from."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.accounts.models import Person
from lms.columns import Base
from lms.documents.models import Document
from lms.files.models import StoredFile


class DocumentText(Base):
    """One text a document. `body` has a paragraph a line; clauses are read from it whenever it is shown.

    `pages_left_out` at the end of a very long PDF were not read; the page says so.
    """

    __tablename__ = "document_texts"
    __table_args__ = (
        CheckConstraint("body <> ''", name="body_not_empty"),
        CheckConstraint("pages_left_out >= 0", name="pages_left_out_not_negative"),
    )

    document_id: Mapped[int] = mapped_column(
        ForeignKey("documents.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    file_id: Mapped[int] = mapped_column(ForeignKey("stored_files.id", ondelete="RESTRICT"), index=True)
    body: Mapped[str] = mapped_column(Text)
    pages_left_out: Mapped[int] = mapped_column(default=0)
    read_at: Mapped[datetime]
    read_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"))

    document: Mapped[Document] = relationship()
    file: Mapped[StoredFile] = relationship()
    read_by: Mapped[Person | None] = relationship()

    @property
    def paragraphs(self) -> list[str]:
        return self.body.split("\n")
