"""The forms that are kept. One never changes: other criteria are another form, which takes its place."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.accounts.models import Person
from lms.columns import Base
from lms.lessons.criteria.rules import Line
from lms.questions.councils.models import ReviewCouncil

CENTRE = "centre"
_IN_USE = text("ended_at IS NULL")


class AppraisalForm(Base):
    """The criteria of a council, or of the centre for all topics that no council has; `place` names whose they are."""

    __tablename__ = "appraisal_forms"
    __table_args__ = (
        UniqueConstraint("place", "number"),
        Index(
            "uq_appraisal_forms_in_use",
            "place",
            unique=True,
            sqlite_where=_IN_USE,
            postgresql_where=_IN_USE,
        ),
        CheckConstraint("(council_id IS NULL) = (place = 'centre')", name="place_names_council"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    place: Mapped[str] = mapped_column(String(40))
    council_id: Mapped[int | None] = mapped_column(
        ForeignKey("review_councils.id", ondelete="RESTRICT"), index=True
    )
    number: Mapped[int]
    made_at: Mapped[datetime]
    made_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"))
    ended_at: Mapped[datetime | None]

    council: Mapped[ReviewCouncil | None] = relationship()
    made_by: Mapped[Person | None] = relationship()
    criteria: Mapped[list["AppraisalCriterion"]] = relationship(
        order_by="AppraisalCriterion.position", passive_deletes=True
    )


class AppraisalCriterion(Base):
    """One criterion of a form."""

    __tablename__ = "appraisal_criteria"
    __table_args__ = (
        UniqueConstraint("form_id", "position"),
        CheckConstraint("weight > 0", name="weighs_something"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    form_id: Mapped[int] = mapped_column(ForeignKey("appraisal_forms.id", ondelete="CASCADE"))
    position: Mapped[int]
    title: Mapped[str] = mapped_column(String(200))
    hint: Mapped[str] = mapped_column(String(500), default="")
    weight: Mapped[int]

    @property
    def line(self) -> Line:
        return Line(f"c{self.id}", self.weight, self.title, self.hint)


class LessonVersionForm(Base):
    """By which form a version is appraised, from its handing in on; without one by what is shipped."""

    __tablename__ = "lesson_version_forms"

    version_id: Mapped[int] = mapped_column(
        ForeignKey("lesson_versions.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    form_id: Mapped[int] = mapped_column(ForeignKey("appraisal_forms.id", ondelete="RESTRICT"), index=True)
