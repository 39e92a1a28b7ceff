"""Kept matrices: the rows of a test by topic, without any question and without a class."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.accounts.models import Person
from lms.columns import Base, only_one
from lms.organisations.models import OrgUnit
from lms.programmes.models import Programme

_EVERYWHERE = text("unit_id IS NULL")
_OF_A_UNIT = text("unit_id IS NOT NULL")


class KeptMatrix(Base):
    """A matrix for all classes of a programme, in any of its versions, or for those of a unit and below it.

    `rows` are as in `Quiz.blueprint`, but name topics by their lineage, which they keep in every version.
    """

    __tablename__ = "kept_matrices"
    __table_args__ = (
        only_one("uq_kept_matrices_everywhere", "programme_id", "name", where=_EVERYWHERE),
        only_one("uq_kept_matrices_of_a_unit", "programme_id", "unit_id", "name", where=_OF_A_UNIT),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(120))
    programme_id: Mapped[int] = mapped_column(ForeignKey("programmes.id", ondelete="CASCADE"), index=True)
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("org_units.id", ondelete="CASCADE"), index=True)
    rows: Mapped[list[Any]] = mapped_column(default=list)
    weights: Mapped[dict[str, Any]] = mapped_column(default=dict)
    sections: Mapped[list[Any]] = mapped_column(default=list)
    created_at: Mapped[datetime]
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"))

    programme: Mapped[Programme] = relationship()
    unit: Mapped[OrgUnit | None] = relationship()
    created_by: Mapped[Person | None] = relationship()

    def belongs_to(self, person_id: int) -> bool:
        return self.created_by_id == person_id
