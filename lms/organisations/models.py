"""Units, their kinds and their place in the tree from one day to another. Kinds are data: the map changed in 2025."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.columns import Base, SortKey, only_one
from lms.permissions import Permission, Scope


class UnitKind(Base):
    """A kind of unit as the installation calls it, e.g. `base_committee` = đảng bộ cơ sở."""

    __tablename__ = "unit_kinds"

    code: Mapped[str] = mapped_column(String(40), primary_key=True)
    label: Mapped[str] = mapped_column(String(80))
    label_en: Mapped[str] = mapped_column(String(80))
    is_grassroots: Mapped[bool] = mapped_column(default=False)
    position: Mapped[int] = mapped_column(default=0)


class OrgUnit(Base):
    """A unit. Where it stands, under which name and parent, is told by its placements."""

    __tablename__ = "org_units"
    __table_args__ = (
        CheckConstraint(
            "closed_on IS NULL OR founded_on IS NULL OR founded_on <= closed_on", name="founded_before_closed"
        ),
    )
    see_permission = Permission.UNIT_SEE

    id: Mapped[int] = mapped_column(primary_key=True)
    kind_code: Mapped[str] = mapped_column(ForeignKey("unit_kinds.code", ondelete="RESTRICT"), index=True)
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("org_units.id", ondelete="RESTRICT"), index=True)
    code: Mapped[str | None] = mapped_column(String(30), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    sort_key: Mapped[str] = mapped_column(SortKey)
    search_key: Mapped[str] = mapped_column(String(240), index=True)
    path: Mapped[str] = mapped_column(String(400), index=True, default="/")
    founded_on: Mapped[date | None]
    closed_on: Mapped[date | None]
    merged_into_id: Mapped[int | None] = mapped_column(ForeignKey("org_units.id", ondelete="RESTRICT"))
    members: Mapped[int | None]

    kind: Mapped[UnitKind] = relationship(lazy="joined")

    @property
    def unit_ids(self) -> tuple[int, ...]:
        """The unit and all above it, root first."""
        return units_on(self.path)

    @property
    def scope(self) -> Scope:
        return Scope(unit_ids=self.unit_ids)


class UnitPlacement(Base):
    """Name and parent of a unit from one day (included) to another (excluded), by which decision."""

    __tablename__ = "unit_placements"
    __table_args__ = (
        CheckConstraint("ended_on IS NULL OR started_on < ended_on", name="starts_before_it_ends"),
        only_one("uq_unit_placements_current", "unit_id", where=text("ended_on IS NULL")),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("org_units.id", ondelete="CASCADE"), index=True)
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("org_units.id", ondelete="RESTRICT"))
    name: Mapped[str] = mapped_column(String(200))
    started_on: Mapped[date]
    ended_on: Mapped[date | None]
    decision: Mapped[str] = mapped_column(String(120), default="")


class MemberFigure(Base):
    """How many members a unit counted on a day; a snapshot for reports."""

    __tablename__ = "member_figures"

    unit_id: Mapped[int] = mapped_column(ForeignKey("org_units.id", ondelete="CASCADE"), primary_key=True)
    counted_on: Mapped[date] = mapped_column(primary_key=True)
    members: Mapped[int]


def units_on(path: str) -> tuple[int, ...]:
    """The ids on a path, root first: `/1/7/12/` → (1, 7, 12)."""
    return tuple(int(part) for part in path.strip("/").split("/") if part)
