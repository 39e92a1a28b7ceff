"""A rubric as it is typed: rows of criteria, each with its levels."""

from decimal import Decimal
from typing import Any

from flask_babel import gettext, lazy_gettext as _
from wtforms import DecimalField, FieldList, Form, FormField, StringField
from wtforms.validators import DataRequired, Length, NumberRange, Optional, ValidationError
from wtforms.widgets import TextInput

from lms.marking.rubrics import CriterionPlan, LevelPlan
from lms.web.filters import as_number
from lms.web.forms import BaseForm, tidy

LEVELS = 4
MOST_CRITERIA = 12
MOST_POINTS = 100
_TOO_LONG = _("This is too long.")
_POINTS = NumberRange(0, MOST_POINTS, _("Points lie between 0 and 100."))


def comma(value: Any) -> Any:
    """`1,5` is typed as often as `1.5`."""
    return value.replace(",", ".") if isinstance(value, str) else value


class PointsField(DecimalField):
    """Points as they are written here, with a comma; a point is understood as well.

    Typed as text: a field for numbers turns with the wheel, and drops the comma where the browser is not Vietnamese.
    """

    widget = TextInput()

    def _value(self) -> str:
        typed = bool(self.raw_data)
        return super()._value() if typed or self.data is None else as_number(self.data)

    def process_formdata(self, valuelist: list[str]) -> None:
        super().process_formdata([comma(value) for value in valuelist])
        if self.data is not None and not self.data.is_finite():
            self.data = None
            raise ValueError(self.gettext("Not a valid decimal value."))


class LevelForm(Form):
    label = StringField(_("Level"), [Length(max=60, message=_TOO_LONG)], filters=[tidy])
    points = PointsField(_("Points"), [Optional(), _POINTS])
    description = StringField(_("What it looks like"), [Length(max=500, message=_TOO_LONG)], filters=[tidy])

    @property
    def plan(self) -> LevelPlan:
        return LevelPlan(self.label.data or "", self.points.data or Decimal(0), self.description.data or "")


class CriterionForm(Form):
    """One criterion; emptying its title takes it out."""

    title = StringField(_("Criterion"), [Length(max=200, message=_TOO_LONG)], filters=[tidy])
    points = PointsField(_("Points at most"), [Optional(), _POINTS])
    levels = FieldList(FormField(LevelForm), min_entries=LEVELS, max_entries=LEVELS)

    @property
    def plan(self) -> CriterionPlan:
        levels = [entry.form.plan for entry in self.levels if entry.form.label.data]
        return CriterionPlan(self.title.data or "", self.points.data or Decimal(0), levels)


class RubricForm(BaseForm):
    """A marking sheet: what is judged, up to how many points, in which levels."""

    title = StringField(
        _("Title"), [DataRequired(_("Give the rubric a title.")), Length(max=200, message=_TOO_LONG)]
    )
    criteria = FieldList(FormField(CriterionForm), max_entries=MOST_CRITERIA)

    def validate_criteria(self, _field: Any) -> None:
        if not self.plan:
            raise ValidationError(gettext("The rubric needs at least one criterion."))
        for criterion in self.plan:
            if problem := _problem(criterion):
                raise ValidationError(problem)

    @property
    def plan(self) -> list[CriterionPlan]:
        return [entry.form.plan for entry in self.criteria if entry.form.title.data]

    @classmethod
    def of(cls, title: str, plan: list[CriterionPlan]) -> "RubricForm":
        """The form filled with a rubric, and room for one more criterion."""
        rows: list[dict[str, Any]] = [_row(criterion) for criterion in plan]
        return cls(formdata=None, data={"title": title, "criteria": [*rows, {}]})


def _problem(criterion: CriterionPlan) -> str:
    """What is wrong with a criterion, if anything."""
    title = criterion.title
    if criterion.points <= 0:
        return gettext("“%(title)s”: say how many points there are at most.", title=title)
    if len(criterion.levels) < 2:
        return gettext("“%(title)s”: name at least two levels.", title=title)
    if any(level.points > criterion.points for level in criterion.levels):
        return gettext("“%(title)s”: a level has more points than the criterion.", title=title)
    if max(level.points for level in criterion.levels) != criterion.points:
        return gettext("“%(title)s”: the best level must reach all points.", title=title)
    return ""


def _row(criterion: CriterionPlan) -> dict[str, Any]:
    levels = [
        {"label": level.label, "points": level.points, "description": level.description}
        for level in criterion.levels
    ]
    return {"title": criterion.title, "points": criterion.points, "levels": levels}
