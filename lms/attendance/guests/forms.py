"""Who is at the door: name and unit, and what helps to find out whether they are known."""

from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import DateField, RadioField, SelectChoice, StringField
from wtforms.validators import DataRequired, Length, Optional, ValidationError

from lms.accounts import names
from lms.attendance.guests.service import Details
from lms.attendance.windows import Phase
from lms.web.forms import BaseForm


class GuestForm(BaseForm):
    full_name = StringField(_("Full name"), [DataRequired(_("Type the name.")), Length(max=120)])
    unit = StringField(_("Unit"), [Length(max=200)])
    phone = StringField(_("Phone number"), [Length(max=30)], filters=[lambda value: value or None])
    birth_date = DateField(_("Date of birth"), [Optional()])
    phase = RadioField(
        _("Here at"),
        choices=[
            SelectChoice(Phase.BEFORE.value, _("Start of session")),
            SelectChoice(Phase.AFTER.value, _("End of session")),
        ],
        default=Phase.BEFORE.value,
    )

    def validate_full_name(self, field: Any) -> None:
        if not names.search_key(field.data):
            raise ValidationError(_("Type the name."))

    def validate_phone(self, field: Any) -> None:
        if field.data is None:
            return
        normal = names.normal_phone(field.data)
        if normal is None:
            raise ValidationError(_("Not a Vietnamese phone number. Write it like 0912 345 678."))
        field.data = normal

    def details(self) -> Details:
        return Details(self.full_name.data, self.unit.data or "", self.phone.data, self.birth_date.data)
