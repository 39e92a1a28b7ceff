"""The sheet as it is filled in, a reply to it, and the word that goes with handing in."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from types import new_class
from typing import Any

from flask_babel import LazyString, gettext, lazy_gettext as _l
from wtforms import DecimalField, RadioField, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange
from wtforms.widgets import TextInput

from lms.appraisals.columns import SheetColumns
from lms.appraisals.criteria.rules import Line
from lms.appraisals.labels import CRITERIA
from lms.appraisals.service import Opinion
from lms.appraisals.sheets import HIGHEST, Conclusion, Judged, unexplained
from lms.web.forms import BaseForm

# What the conclusions are called where the sheet is used, with the tone of each.
Conclusions = Mapping[Conclusion, tuple[LazyString, str]]
_RANGE = _l("Give a mark from 0 to 10.")


class MarkField(DecimalField):
    """A mark with a comma, as people here write it, or with a point."""

    widget = TextInput()

    def _value(self) -> str:
        return str(super()._value()).replace(".", ",")

    def process_formdata(self, valuelist: list[str]) -> None:
        super().process_formdata([value.strip().replace(",", ".") for value in valuelist])


class SheetForm(BaseForm):
    """A mark and a comment for each criterion (fields that `sheet_form` adds), a comment on the whole, a conclusion."""

    lines: Sequence[Line] = ()
    conclusions: Conclusions = {}

    conclusion = RadioField(_l("Conclusion"), [InputRequired(_l("Choose a conclusion."))])
    comment = TextAreaField(
        _l("What is good, what is to be changed"), [Length(max=4000, message=_l("At most 4,000 letters."))]
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.conclusion.choices = [(one.value, words) for one, (words, _tone) in self.conclusions.items()]

    def rows(self) -> list[tuple[Line, Any, Any]]:
        return [(one, self[f"mark_{one.key}"], self[f"comment_{one.key}"]) for one in self.lines]

    def judged(self) -> dict[str, Judged]:
        return {one.key: Judged(mark.data, comment.data or "") for one, mark, comment in self.rows()}

    @property
    def opinion(self) -> Opinion:
        return Opinion(self.judged(), Conclusion(self.conclusion.data), self.comment.data or "")

    def validate(self, extra_validators: Any = None) -> bool:
        valid = super().validate(extra_validators)
        complete = {one: said for one, said in self.judged().items() if said.mark is not None}
        for one in unexplained(complete):
            self[f"comment_{one}"].errors = [gettext("Say why the mark is below 5.")]
        if (
            self.conclusion.data in {Conclusion.CORRECT.value, Conclusion.FAIL.value}
            and not self.comment.data
        ):
            self.comment.errors = [gettext("Say what is to be changed.")]
        return valid and not self.errors


class ReplyForm(BaseForm):
    text = TextAreaField(
        _l("Reply"),
        [DataRequired(_l("Write the reply.")), Length(max=4000, message=_l("At most 4,000 letters."))],
    )


class SubmissionForm(BaseForm):
    said = TextAreaField(
        _l("A word to the appraisers"), [Length(max=2000, message=_l("At most 2,000 letters."))]
    )


def sheet_form(lines: Sequence[Line], conclusions: Conclusions, **given: Any) -> SheetForm:
    """The sheet that asks these criteria."""
    fields: dict[str, Any] = {"lines": lines, "conclusions": conclusions}
    for one in lines:
        fields[f"mark_{one.key}"] = MarkField(
            one.title or CRITERIA[one.key],
            [InputRequired(_RANGE), NumberRange(0, HIGHEST, _RANGE)],
            places=None,
            render_kw={"inputmode": "decimal"},
        )
        fields[f"comment_{one.key}"] = StringField(_l("Comment"), [Length(max=1000)])
    asking: type[SheetForm] = new_class("SheetForm", (SheetForm,), exec_body=lambda body: body.update(fields))
    return asking(**given)


def filled(sheet: SheetColumns | None, lines: Sequence[Line], conclusions: Conclusions) -> SheetForm:
    """The form as it shows a sheet that was handed in, or an empty one."""
    if sheet is None:
        return sheet_form(lines, conclusions, formdata=None)
    given: dict[str, Any] = {"conclusion": sheet.conclusion.value, "comment": sheet.comment}
    for row in sheet.marks:
        given[f"mark_{row['criterion']}"] = Decimal(row["mark"])
        given[f"comment_{row['criterion']}"] = row["comment"]
    return sheet_form(lines, conclusions, formdata=None, data=given)
