"""What a learner types about themselves: who they are at check-in, and a PIN for it."""

from flask_babel import lazy_gettext as _
from wtforms import BooleanField, PasswordField, SelectMultipleField, StringField
from wtforms.validators import DataRequired, EqualTo, InputRequired, Length, Regexp, ValidationError

from lms.attendance.forms import only_digits
from lms.web.forms import BaseForm


class PersonForm(BaseForm):
    """Six digits are the PIN, anything longer the password."""

    login = StringField(
        _("Phone number or member code"),
        [DataRequired(_("Type the phone number or the code from the invitation.")), Length(max=254)],
    )
    password = PasswordField(
        _("Check-in PIN (6 digits) or password"), [InputRequired(_("Type the PIN or the password."))]
    )
    remember = BooleanField(_("Remember this device"), default=True)


class PinForm(BaseForm):
    pin = StringField(
        _("New PIN, six digits"),
        [
            DataRequired(_("Type six digits.")),
            Regexp(r"[0-9]{6}$", message=_("A PIN has six digits.")),
        ],
        filters=[only_digits],
    )
    again = StringField(
        _("The six digits once more"),
        [EqualTo("pin", _("The two are not the same. Type the PIN again."))],
        filters=[only_digits],
    )


class PinSlipsForm(BaseForm):
    """For whom new PINs are made."""

    pick = SelectMultipleField(coerce=int, validate_choice=False)

    def validate_pick(self, field: SelectMultipleField) -> None:
        if not field.data:
            raise ValidationError(_("Tick at least one person first."))
