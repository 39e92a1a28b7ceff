"""Which documents of the register a programme cites."""

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from lms.columns import Base
from lms.documents.citations.columns import CitationColumns
from lms.documents.citations.shelf import Shelf


class ProgrammeCitation(CitationColumns, Base):
    __tablename__ = "programme_citations"
    __table_args__ = (UniqueConstraint("programme_id", "document_id", "clause"),)

    programme_id: Mapped[int] = mapped_column(ForeignKey("programmes.id", ondelete="CASCADE"))


SHELF = Shelf(ProgrammeCitation, "programme_id")
