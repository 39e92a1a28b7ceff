"""A marking sheet that came back: its rows as they were read, looked at before anything of it counts."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.columns import Base
from lms.permissions import Scope
from lms.reflections.models import ReflectionTask, public_id


class MarkSheet(Base):
    """`rows` are [number of the row, its cells], `formulas` addresses of cells. Applied once."""

    __tablename__ = "reflection_mark_sheets"
    __table_args__ = (CheckConstraint("marks >= 0", name="marks_counted"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(32), unique=True, default=public_id)
    task_id: Mapped[int] = mapped_column(ForeignKey("reflection_tasks.id", ondelete="CASCADE"), index=True)
    marker_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(String(255))
    rows: Mapped[list[Any]]
    formulas: Mapped[list[Any]]
    uploaded_at: Mapped[datetime]
    applied_at: Mapped[datetime | None]
    marks: Mapped[int] = mapped_column(default=0)

    task: Mapped[ReflectionTask] = relationship(lazy="joined")

    @property
    def scope(self) -> Scope:
        return self.task.scope
