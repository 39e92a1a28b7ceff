"""What staff type on the board, and learners who go on on another device."""

from flask_babel import lazy_gettext as _
from wtforms import StringField
from wtforms.validators import DataRequired, Length

from lms.web.forms import BaseForm


class PassForm(BaseForm):
    code = StringField(_("Code"), [DataRequired(_("Type the code.")), Length(max=40)])
