"""What is keyed in from a sheet."""

from flask_babel import lazy_gettext as _
from wtforms import HiddenField, RadioField, SelectChoice, TextAreaField
from wtforms.validators import DataRequired, Length

from lms.attendance.windows import Phase
from lms.web.forms import BaseForm


class KeyingForm(BaseForm):
    """`seen` is the fingerprint of the changes that stood on the screen, when they are to be stored."""

    phase = RadioField(
        _("Column"),
        choices=[
            SelectChoice(Phase.BEFORE.value, _("Start of session")),
            SelectChoice(Phase.AFTER.value, _("End of session")),
        ],
        default=Phase.BEFORE.value,
    )
    lines = TextAreaField(
        _("Lines of the sheet"), [DataRequired(_("Key in at least one line.")), Length(max=100_000)]
    )
    seen = HiddenField()
