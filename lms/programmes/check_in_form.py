"""What is typed about checking in: which check-ins count, when the start and the end of a session are open for it."""

from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import IntegerField, SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, NumberRange, ValidationError

from lms.programmes.models import CheckIns
from lms.web.forms import BaseForm

LONGEST = 720
NONE_OR_MORE = [
    InputRequired(_("Say how many minutes.")),
    NumberRange(0, LONGEST, _("Between 0 and 720 minutes.")),
]
SOME = [
    InputRequired(_("Say how many minutes.")),
    NumberRange(1, LONGEST, _("Between 1 and 720 minutes.")),
]
MINUTES = (
    "start_opens_minutes",
    "late_after_minutes",
    "start_closes_minutes",
    "end_opens_minutes",
    "end_closes_minutes",
)


class CheckInRulesForm(BaseForm):
    """Minutes around the start and the end of every session; who is late only when it closes is never late."""

    check_ins_needed = SelectField(
        _("A session counts for who was checked in"),
        choices=[
            SelectChoice(CheckIns.BOTH.value, _("before and after it")),
            SelectChoice(CheckIns.EITHER.value, _("before or after it")),
        ],
    )
    start_opens_minutes = IntegerField(_("Opens before the start"), NONE_OR_MORE, default=45)
    late_after_minutes = IntegerField(_("Late after the start"), NONE_OR_MORE, default=5)
    start_closes_minutes = IntegerField(_("Closes after the start"), SOME, default=15)
    end_opens_minutes = IntegerField(_("Opens before the end"), NONE_OR_MORE, default=15)
    end_closes_minutes = IntegerField(_("Closes after the end"), SOME, default=45)

    def validate_late_after_minutes(self, field: IntegerField) -> None:
        closes = self.start_closes_minutes.data
        if field.data is not None and closes is not None and field.data > closes:
            raise ValidationError(_("Check-in is closed by then. Let it close later, or be late earlier."))

    def check_in_rules(self) -> dict[str, Any]:
        """The columns of the programme."""
        needed = CheckIns(self.check_ins_needed.data)
        return {"check_ins_needed": needed} | {name: self[name].data for name in MINUTES}
