"""Which documents of the register a question cites."""

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.columns import Base
from lms.documents.models import Document


class QuestionSource(Base):
    """A clause of a document that a question, in all its versions, rests on; `clause` is empty for all of it."""

    __tablename__ = "question_sources"
    __table_args__ = (UniqueConstraint("question_id", "document_id", "clause"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    question_id: Mapped[int] = mapped_column(ForeignKey("questions.id", ondelete="CASCADE"))
    document_id: Mapped[int] = mapped_column(ForeignKey("documents.id", ondelete="RESTRICT"), index=True)
    clause: Mapped[str] = mapped_column(String(200), default="")

    document: Mapped[Document] = relationship(lazy="joined")
