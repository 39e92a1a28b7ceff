"""What is typed while papers are keyed in."""

from flask_babel import lazy_gettext as _
from wtforms import StringField, TextAreaField, ValidationError
from wtforms.fields import Field
from wtforms.validators import DataRequired, Length

from lms.web.forms import BaseForm

MOST_LINES = 300


class LinesForm(BaseForm):
    """One line or many, one a learner."""

    lines = TextAreaField(_("Line of a learner"), [DataRequired(_("Type a line.")), Length(max=400_000)])

    @property
    def texts(self) -> list[str]:
        return [line for line in (self.lines.data or "").splitlines() if line.strip()]

    def validate_lines(self, _field: Field) -> None:
        if len(self.texts) > MOST_LINES:
            raise ValidationError(_("At most 300 lines at once. Nothing was stored; send them in parts."))


class CorrectionForm(BaseForm):
    line = StringField(_("Paper code and answers"), [DataRequired(_("Type a line.")), Length(max=20_000)])
    reason = StringField(_("Reason"), [DataRequired(_("Say why.")), Length(max=500)])
