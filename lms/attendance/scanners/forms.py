"""The name that a device gets, so that people know which one it is."""

from flask_babel import lazy_gettext as _
from wtforms import StringField
from wtforms.validators import DataRequired, Length

from lms.accounts.names import tidy_name
from lms.web.forms import BaseForm


def _tidy(value: str | None) -> str:
    return tidy_name(value or "")


class DeviceForm(BaseForm):
    name = StringField(
        _("Name of this device"),
        [
            DataRequired(_("Give the device a name, for instance “Door 1”.")),
            Length(max=60, message=_("At most 60 letters.")),
        ],
        filters=[_tidy],
    )
