"""Sign-in, a new password, and how pages look for one person."""

from flask_babel import lazy_gettext as _
from wtforms import BooleanField, PasswordField, StringField
from wtforms.validators import DataRequired, EqualTo, InputRequired, Length

from lms.accounts.passwords import LONGEST
from lms.web.forms import BaseForm


class SignInForm(BaseForm):
    login = StringField(
        _("Phone number, user name or member code"),
        [DataRequired(_("Type the phone number or the code from the invitation.")), Length(max=254)],
    )
    password = PasswordField(_("Password"), [InputRequired(_("Type the password."))])
    remember = BooleanField(_("Remember this device"), default=True)


class PasswordForm(BaseForm):
    present = PasswordField(_("Present password"), [InputRequired(_("Type the present password."))])
    password = PasswordField(
        _("New password"),
        [InputRequired(_("Type a new password.")), Length(max=LONGEST, message=_("At most 128 letters."))],
    )
    again = PasswordField(
        _("New password once more"),
        [EqualTo("password", _("The two are not the same. Type the new password again."))],
    )
