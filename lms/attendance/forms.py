"""What is typed about attendance: a code, a reason, a window, what to record for whom."""

import re

from flask_babel import lazy_gettext as _
from flask_wtf.file import MultipleFileField
from wtforms import HiddenField, IntegerField, SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import (
    DataRequired,
    InputRequired,
    Length,
    NumberRange,
    Optional,
    Regexp,
    ValidationError,
)

from lms.attendance.roll import Wish
from lms.attendance.windows import Mark, Minutes
from lms.web.forms import BaseForm

SHOWN = re.compile(rf"[0-9]{{1,18}}:({'|'.join(Mark)})")
RANGE = NumberRange(-720, 720, _("At most 12 hours, that is 720 minutes."))


def only_digits(value: str | None) -> str:
    """People type `482 915` or `482-915`."""
    return re.sub(r"[\s.\-]", "", value or "")


class CodeForm(BaseForm):
    code = StringField(
        _("The six digits on the screen of the hall"),
        [
            DataRequired(_("Type the six digits from the screen.")),
            Regexp(r"[0-9]{6}$", message=_("The code has six digits. Look at the screen and type it again.")),
        ],
        filters=[only_digits],
    )


class ExcuseForm(BaseForm):
    reason = TextAreaField(
        _("Reason"),
        [DataRequired(_("Say why you cannot come.")), Length(max=500, message=_("At most 500 letters."))],
    )
    files = MultipleFileField(_("Papers, if there are any"))


class AnswerForm(BaseForm):
    """The organiser's word to whoever asked to be excused."""

    answer = StringField(_("A word to the learner"), [Length(max=300, message=_("At most 300 letters."))])


class WindowForm(BaseForm):
    """Minutes from the start of the session (before) or its end (after); negative is earlier."""

    opens = IntegerField(_("Opens"), [InputRequired(_("Say when it opens.")), RANGE])
    late = IntegerField(_("Late from"), [Optional(), RANGE])
    closes = IntegerField(_("Closes"), [InputRequired(_("Say when it closes.")), RANGE])

    def validate_closes(self, field: IntegerField) -> None:
        if self.opens.data is not None and field.data is not None and field.data <= self.opens.data:
            raise ValidationError(_("It must close after it opens."))

    def validate_late(self, field: IntegerField) -> None:
        opens, closes = self.opens.data, self.closes.data
        if field.data is None or opens is None or closes is None:
            return
        if not opens <= field.data <= closes:
            raise ValidationError(_("This lies outside the time in which it is open."))

    def minutes(self) -> Minutes:
        return Minutes(self.opens.data or 0, self.late.data, self.closes.data or 0)


class CheckOutForm(BaseForm):
    """Who was there until the end although nothing says so, or went before it."""

    pick = SelectMultipleField(coerce=int, validate_choice=False)
    mark = SelectField(
        _("Record as"),
        choices=[
            SelectChoice(Mark.PRESENT.value, _("There until the end")),
            SelectChoice(Mark.EARLY.value, _("Left early")),
        ],
    )
    reason = StringField(
        _("Reason"),
        [DataRequired(_("Say how this is known.")), Length(max=300, message=_("At most 300 letters."))],
    )

    def validate_pick(self, field: SelectMultipleField) -> None:
        if not field.data:
            raise ValidationError(_("Tick at least one person first."))


class MarkForm(BaseForm):
    """`pick` are people. To notice what others did meanwhile, one tap sends the mark it saw (`seen`), the form for many
    those of the whole page: `shown` is `person:mark` for everybody on it.
    """

    pick = SelectMultipleField(coerce=int, validate_choice=False)
    mark = SelectField(choices=[mark.value for mark in Mark])
    reason = StringField(_("Reason"), [Length(max=300, message=_("At most 300 letters."))])
    seen = HiddenField()
    shown = SelectMultipleField(validate_choice=False)

    def validate_pick(self, field: SelectMultipleField) -> None:
        if not field.data:
            raise ValidationError(_("Tick at least one person first."))

    def validate_seen(self, field: HiddenField) -> None:
        if field.data and field.data not in {mark.value for mark in Mark}:
            raise ValidationError(_("This page is out of date. Open it again."))

    def validate_shown(self, field: SelectMultipleField) -> None:
        if not all(SHOWN.fullmatch(pair) for pair in field.data or ()):
            raise ValidationError(_("This page is out of date. Open it again."))

    def wish(self) -> Wish:
        """What is wanted, and what was seen before it."""
        picked = self.pick.data or []
        pairs = [pair.split(":") for pair in self.shown.data or ()]
        seen = {int(person): Mark(mark) for person, mark in pairs}
        if self.seen.data:
            seen |= dict.fromkeys(picked, Mark(self.seen.data))
        return Wish(picked, Mark(self.mark.data), self.reason.data or "", seen)
