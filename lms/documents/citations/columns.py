"""The columns that every table of citations has; the feature adds the thing that cites, and that it cites each once."""

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, declared_attr, mapped_column, relationship

from lms.documents.models import Document


class CitationColumns:
    """A clause of a document that a thing rests on; `clause` is empty for all of it."""

    id: Mapped[int] = mapped_column(primary_key=True)
    document_id: Mapped[int] = mapped_column(ForeignKey("documents.id", ondelete="RESTRICT"), index=True)
    clause: Mapped[str] = mapped_column(String(200), default="")

    @declared_attr
    @classmethod
    def document(cls) -> Mapped[Document]:
        return relationship(lazy="joined")
