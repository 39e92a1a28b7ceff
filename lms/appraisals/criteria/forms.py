"""Criteria as they are typed, row by row. A button that orders rows shows the form again and stores nothing."""

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext, lazy_gettext as _l
from werkzeug.datastructures import MultiDict
from wtforms import FieldList, Form, FormField, HiddenField, IntegerField, StringField
from wtforms.validators import Length, NumberRange, Optional, ValidationError
from wtforms.widgets import TextInput

from lms.appraisals.criteria.rules import FEWEST, HEAVIEST, MOST, Wording, Wrong, moved, wrong
from lms.web.forms import BaseForm, tidy

_WEIGHT = _l("Weights are whole numbers from 1 to 10.")
STEPS = {"up": -1, "down": 1}


class RowForm(Form):
    """One criterion; without a title it counts for nothing."""

    title = StringField(
        _l("Criterion"), [Length(max=200, message=_l("At most 200 letters."))], filters=[tidy]
    )
    hint = StringField(
        _l("What the appraiser looks at"),
        [Length(max=500, message=_l("At most 500 letters."))],
        filters=[tidy],
    )
    weight = IntegerField(
        _l("Weight"), [Optional(), NumberRange(1, HEAVIEST, _WEIGHT)], widget=TextInput(), default=1
    )

    @property
    def wording(self) -> Wording:
        return Wording(self.title.data or "", self.weight.data or 1, self.hint.data or "")


class CriteriaForm(BaseForm):
    """`seen` is the form that was on the page, so that two who change it see each other."""

    seen = HiddenField(default="0")
    rows = FieldList(FormField(RowForm), label=_l("Criteria"), max_entries=MOST + 3)

    @property
    def wordings(self) -> list[Wording]:
        return [entry.form.wording for entry in self.rows if entry.form.title.data]

    @property
    def revision(self) -> int:
        said = self.seen.data or ""
        return int(said) if said.isdecimal() and len(said) < 10 else 0

    def validate_rows(self, _field: Any) -> None:
        match wrong(self.wordings):
            case Wrong.FEW:
                raise ValidationError(gettext("Name at least %(fewest)s criteria.", fewest=FEWEST))
            case Wrong.MANY:
                raise ValidationError(gettext("At most %(most)s criteria fit on a sheet.", most=MOST))
            case Wrong.TWICE:
                raise ValidationError(gettext("Two criteria are called the same."))

    @classmethod
    def of(cls, wordings: Sequence[Wording], seen: int | str) -> "CriteriaForm":
        """The form filled with these, and room for one more."""
        rows = [{"title": one.title, "hint": one.hint, "weight": one.weight} for one in wordings]
        return cls(formdata=None, data={"seen": str(seen), "rows": [*rows, {}]})


def ordered(form: CriteriaForm, sent: MultiDict[str, str]) -> CriteriaForm | None:
    """The form after a button that moves a row or takes it out, with all that was typed; None for any other button."""
    step, _dash, number = sent.get("act", "").partition("-")
    if step not in {*STEPS, "out", "more"}:
        return None
    rows = [entry.form.wording for entry in form.rows]
    place = int(number) if number.isdecimal() and len(number) < 3 else -1
    if step == "out":
        rows = [one for at, one in enumerate(rows) if at != place]
    elif step in STEPS:
        rows = moved(rows, place, STEPS[step])
    return CriteriaForm.of([one for one in rows if one.title], form.seen.data or "0")
