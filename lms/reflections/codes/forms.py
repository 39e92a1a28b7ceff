"""What the first of two people writes down."""

from collections.abc import Sequence

from flask_babel import lazy_gettext as _
from wtforms import SelectChoice, SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, Length

from lms.accounts.models import Person
from lms.web.forms import BaseForm

_TOO_LONG = _("This is too long.")


class OpeningForm(BaseForm):
    second_id = SelectField(_("Second person"), coerce=int)
    place = StringField(
        _("Place"), [DataRequired(_("Say where the codes are opened.")), Length(max=200, message=_TOO_LONG)]
    )
    present = TextAreaField(_("Others who are present"), [Length(max=1000, message=_TOO_LONG)])

    def offer(self, people: Sequence[Person]) -> "OpeningForm":
        self.second_id.choices = [SelectChoice(person.id, person.full_name) for person in people]
        return self
