"""What is typed when the rules of attendance are changed: the rules themselves, then classes and a reason."""

from flask_babel import lazy_gettext as _
from wtforms import HiddenField, SelectMultipleField, TextAreaField
from wtforms.validators import DataRequired, Length

from lms.attendance.regulation.values import AttendanceRules
from lms.programmes.check_in_form import AttendanceRulesForm


class RulesForm(AttendanceRulesForm):
    """Sent by GET: a preview changes nothing."""

    class Meta(AttendanceRulesForm.Meta):
        csrf = False

    def rules(self) -> AttendanceRules:
        return AttendanceRules(**self.attendance_rules())


class DecisionForm(AttendanceRulesForm):
    """`seen` is `class:mark` for every class of the preview that was shown."""

    classes = SelectMultipleField(_("Classes"), coerce=int, validate_choice=False)
    seen = HiddenField()
    reason = TextAreaField(
        _("Reason"),
        [
            DataRequired(_("Say why the rules are changed.")),
            Length(max=500, message=_("At most 500 letters.")),
        ],
    )

    def rules(self) -> AttendanceRules:
        return AttendanceRules(**self.attendance_rules())

    def marks(self) -> dict[int, str]:
        pairs = [one.partition(":") for one in (self.seen.data or "").split()]
        return {int(one): mark for one, _colon, mark in pairs if one.isascii() and one.isdigit()}
