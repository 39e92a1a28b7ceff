"""What a marker types."""

from flask_babel import lazy_gettext as _
from wtforms import HiddenField, StringField
from wtforms.validators import InputRequired, Length, NumberRange

from lms.quizzes.forms import CommaDecimalField
from lms.web.forms import BaseForm


class JudgementForm(BaseForm):
    points = CommaDecimalField(_("Points"), [InputRequired(_("Type the points.")), NumberRange(0, 1000)])
    comment = StringField(_("Comment for the learner"), [Length(max=2000)])
    seen = HiddenField()
