"""What is typed about signals and places."""

from decimal import Decimal

from flask_babel import lazy_gettext as _
from wtforms import DecimalField, HiddenField, IntegerField, StringField
from wtforms.validators import InputRequired, Length, NumberRange
from wtforms.widgets import TextInput

from lms.web.forms import BaseForm


class DismissalForm(BaseForm):
    """The reason is optional: putting aside what means nothing should cost one tap."""

    key = HiddenField(validators=[InputRequired(), Length(max=120)])
    reason = StringField(_("Reason"), [Length(max=300, message=_("At most 300 letters."))])


class Degrees(DecimalField):
    """As maps show them, with a point or a comma."""

    widget = TextInput()

    def process_formdata(self, valuelist: list[str]) -> None:
        super().process_formdata([value.strip().replace(",", ".") for value in valuelist])

    def _value(self) -> str:
        return str(self.raw_data[0]) if self.raw_data else "" if self.data is None else f"{self.data:.4f}"


class PlaceForm(BaseForm):
    latitude = Degrees(
        _("Latitude"),
        [InputRequired(_("Say where the hall lies.")), NumberRange(-90, 90, _("Between -90 and 90."))],
        places=None,
    )
    longitude = Degrees(
        _("Longitude"),
        [InputRequired(_("Say where the hall lies.")), NumberRange(-180, 180, _("Between -180 and 180."))],
        places=None,
    )
    radius_metres = IntegerField(
        _("Within"),
        [InputRequired(_("Say how many metres.")), NumberRange(50, 5000, _("Between 50 and 5000 metres."))],
        default=200,
    )

    def place(self) -> tuple[Decimal, Decimal, int]:
        return (
            Decimal(self.latitude.data or 0),
            Decimal(self.longitude.data or 0),
            self.radius_metres.data or 200,
        )
