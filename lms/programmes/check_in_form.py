"""What is typed about attendance: what counts, when check-in is open, what is kept for a second look."""

from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import BooleanField, IntegerField, SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, NumberRange, Optional, ValidationError

from lms.programmes.models import AttendanceBasis, CheckIns, ExcusedAs
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
JUDGED = ("attendance_percent", "minimum_minutes", "early_leave_minutes", "early_leave_counts")
KEPT = ("evidence_days", "device_people", "scans_in_ten_seconds")


class AttendanceRulesForm(BaseForm):
    """What a session counts for, and how much of a class must be attended."""

    attendance_percent = IntegerField(
        _("Attendance required"),
        [
            InputRequired(_("Say how much attendance is required.")),
            NumberRange(0, 100, _("Between 0 and 100.")),
        ],
        default=80,
    )
    attendance_basis = SelectField(
        _("Counted in"),
        choices=[
            SelectChoice(AttendanceBasis.PERIODS.value, _("periods")),
            SelectChoice(AttendanceBasis.SESSIONS.value, _("sessions")),
        ],
    )
    check_ins_needed = SelectField(
        _("A session counts for who was checked in"),
        choices=[
            SelectChoice(CheckIns.BOTH.value, _("before and after it")),
            SelectChoice(CheckIns.EITHER.value, _("before or after it")),
        ],
    )
    minimum_minutes = IntegerField(
        _("Minutes present at least"), [Optional(), NumberRange(1, LONGEST, _("Between 1 and 720 minutes."))]
    )
    early_leave_minutes = IntegerField(
        _("Left early: out before the end by more than"),
        [Optional(), NumberRange(0, LONGEST, _("Between 0 and 720 minutes."))],
    )
    early_leave_counts = BooleanField(_("A session left early counts as attended"), default=True)
    excused_as = SelectField(
        _("A session missed with leave"),
        choices=[
            SelectChoice(ExcusedAs.MISSED.value, _("is missed all the same")),
            SelectChoice(ExcusedAs.ATTENDED.value, _("counts as attended")),
            SelectChoice(ExcusedAs.LEFT_OUT.value, _("is not counted at all")),
        ],
    )

    def validate_minimum_minutes(self, field: IntegerField) -> None:
        if field.data and self.check_ins_needed.data == CheckIns.EITHER.value:
            raise ValidationError(_("Minutes need both check-ins. Ask for both, or leave this empty."))

    def attendance_rules(self) -> dict[str, Any]:
        """The columns of the programme by which attendance is judged."""
        return {name: self[name].data for name in JUDGED} | {
            "attendance_basis": AttendanceBasis(self.attendance_basis.data),
            "check_ins_needed": CheckIns(self.check_ins_needed.data),
            "excused_as": ExcusedAs(self.excused_as.data),
        }


class CheckInRulesForm(AttendanceRulesForm):
    """Minutes around the start and the end of every session; who is late only when it closes is never late."""

    start_opens_minutes = IntegerField(_("Opens before the start"), NONE_OR_MORE, default=45)
    late_after_minutes = IntegerField(_("Late after the start"), NONE_OR_MORE, default=5)
    start_closes_minutes = IntegerField(_("Closes after the start"), SOME, default=15)
    end_opens_minutes = IntegerField(_("Opens before the end"), NONE_OR_MORE, default=15)
    end_closes_minutes = IntegerField(_("Closes after the end"), SOME, default=45)
    evidence_days = IntegerField(
        _("Traces of check-ins are kept for"),
        [InputRequired(_("Say how many days.")), NumberRange(1, 365, _("Between 1 and 365 days."))],
        default=30,
    )
    device_people = IntegerField(
        _("Shown: one phone for at least"),
        [InputRequired(_("Say how many people.")), NumberRange(2, 100, _("Between 2 and 100 people."))],
        default=3,
    )
    scans_in_ten_seconds = IntegerField(
        _("Shown: within ten seconds more than"),
        [InputRequired(_("Say how many scans.")), NumberRange(5, 2000, _("Between 5 and 2000 scans."))],
        default=120,
    )

    def validate_late_after_minutes(self, field: IntegerField) -> None:
        closes = self.start_closes_minutes.data
        if field.data is not None and closes is not None and field.data > closes:
            raise ValidationError(_("Check-in is closed by then. Let it close later, or be late earlier."))

    def check_in_rules(self) -> dict[str, Any]:
        """The columns of the programme about attendance, all of them."""
        return self.attendance_rules() | {name: self[name].data for name in (*MINUTES, *KEPT)}
