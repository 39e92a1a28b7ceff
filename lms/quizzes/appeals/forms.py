"""What a learner and the one who decides type."""

from flask_babel import lazy_gettext as _
from wtforms import IntegerField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange

from lms.web.forms import BaseForm


class AppealForm(BaseForm):
    slot = IntegerField(_("What it is about"), [InputRequired(), NumberRange(0, 1000)])
    reason = TextAreaField(
        _("Why you ask"), [DataRequired(_("Say what should be looked at again, and why.")), Length(max=3000)]
    )


class DecisionForm(BaseForm):
    reply = TextAreaField(_("Answer to the learner"), [DataRequired(_("Write an answer.")), Length(max=2000)])
