"""Which documents of the register a task cites."""

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from lms.columns import Base
from lms.documents.citations.columns import CitationColumns
from lms.documents.citations.shelf import Shelf


class TaskCitation(CitationColumns, Base):
    __tablename__ = "reflection_task_citations"
    __table_args__ = (UniqueConstraint("task_id", "document_id", "clause"),)

    task_id: Mapped[int] = mapped_column(ForeignKey("reflection_tasks.id", ondelete="CASCADE"))


SHELF = Shelf(TaskCitation, "task_id")
