"""Which documents of the register a material cites."""

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from lms.columns import Base
from lms.documents.citations.columns import CitationColumns
from lms.documents.citations.shelf import Shelf


class MaterialCitation(CitationColumns, Base):
    __tablename__ = "material_citations"
    __table_args__ = (UniqueConstraint("material_id", "document_id", "clause"),)

    material_id: Mapped[int] = mapped_column(ForeignKey("materials.id", ondelete="CASCADE"))


SHELF = Shelf(MaterialCitation, "material_id")
