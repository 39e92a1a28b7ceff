"""The forms that are kept. One never changes: other criteria are another form, which takes its place."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, declared_attr, mapped_column, relationship

from lms.accounts.models import Person
from lms.appraisals.criteria.rules import Line
from lms.columns import Base
from lms.questions.councils.models import ReviewCouncil

CENTRE = "centre"
_IN_USE = text("ended_at IS NULL")


class FormColumns:
    """What every kind of form has; `place` names whose it is, `number` counts the forms of a place."""

    id: Mapped[int] = mapped_column(primary_key=True)
    place: Mapped[str] = mapped_column(String(40))
    number: Mapped[int]
    made_at: Mapped[datetime]
    made_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"))
    ended_at: Mapped[datetime | None]

    @declared_attr
    @classmethod
    def made_by(cls) -> Mapped[Person | None]:
        return relationship()


class CriterionColumns:
    """One criterion of a form; the kind adds the form."""

    id: Mapped[int] = mapped_column(primary_key=True)
    position: Mapped[int]
    title: Mapped[str] = mapped_column(String(200))
    hint: Mapped[str] = mapped_column(String(500), default="")
    weight: Mapped[int]

    @property
    def line(self) -> Line:
        return Line(f"c{self.id}", self.weight, self.title, self.hint)


def _one_in_use(table: str) -> tuple[UniqueConstraint, Index]:
    name = f"uq_{table}_in_use"
    in_use = Index(name, "place", unique=True, sqlite_where=_IN_USE, postgresql_where=_IN_USE)
    return UniqueConstraint("place", "number"), in_use


def _ordered() -> tuple[UniqueConstraint, CheckConstraint]:
    return UniqueConstraint("form_id", "position"), CheckConstraint("weight > 0", name="weighs_something")


class AppraisalForm(FormColumns, Base):
    """For lessons: the criteria of a council, or of the centre for all topics that no council has."""

    __tablename__ = "appraisal_forms"
    __table_args__ = (
        *_one_in_use("appraisal_forms"),
        CheckConstraint("(council_id IS NULL) = (place = 'centre')", name="place_names_council"),
    )

    council_id: Mapped[int | None] = mapped_column(
        ForeignKey("review_councils.id", ondelete="RESTRICT"), index=True
    )

    council: Mapped[ReviewCouncil | None] = relationship()
    criteria: Mapped[list["AppraisalCriterion"]] = relationship(
        order_by="AppraisalCriterion.position", passive_deletes=True
    )


class AppraisalCriterion(CriterionColumns, Base):
    __tablename__ = "appraisal_criteria"
    __table_args__ = _ordered()

    form_id: Mapped[int] = mapped_column(ForeignKey("appraisal_forms.id", ondelete="CASCADE"))


class ProgrammeForm(FormColumns, Base):
    """For programmes, whose topics lie with several councils: always of the centre."""

    __tablename__ = "programme_forms"
    __table_args__ = (
        *_one_in_use("programme_forms"),
        CheckConstraint("place = 'centre'", name="of_the_centre"),
    )

    criteria: Mapped[list["ProgrammeCriterionRow"]] = relationship(
        order_by="ProgrammeCriterionRow.position", passive_deletes=True
    )


class ProgrammeCriterionRow(CriterionColumns, Base):
    __tablename__ = "programme_criteria"
    __table_args__ = _ordered()

    form_id: Mapped[int] = mapped_column(ForeignKey("programme_forms.id", ondelete="CASCADE"))
