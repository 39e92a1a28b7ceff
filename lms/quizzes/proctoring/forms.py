"""What staff type on the board, and learners who go on on another device."""

from flask_babel import lazy_gettext as _
from wtforms import StringField
from wtforms.validators import InputRequired, Length

from lms.web.forms import BaseForm


class PassForm(BaseForm):
    code = StringField(_("Code"), [InputRequired(_("Type the code.")), Length(max=40)])
