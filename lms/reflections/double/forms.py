"""The rule of double marking and the giving of one script, as they are typed."""

from collections.abc import Sequence
from decimal import Decimal

from flask_babel import gettext, lazy_gettext as _
from wtforms import BooleanField, IntegerField, RadioField, SelectChoice, SelectField
from wtforms.fields import Field
from wtforms.validators import InputRequired, NumberRange, Optional, ValidationError
from wtforms.widgets import TextInput

from lms.accounts.models import Person
from lms.marking.forms import MOST_POINTS, PointsField
from lms.reflections.double.models import DoubleMarking
from lms.reflections.double.rules import Third
from lms.reflections.double.service import Plan
from lms.web.forms import BaseForm

_POINTS = NumberRange(0, MOST_POINTS, _("Points lie between 0 and 100."))


class DoubleForm(BaseForm):
    """What is marked twice, and what becomes of two marks."""

    percent = IntegerField(
        _("Share of scripts drawn for two markers"),
        [
            InputRequired(_("Say how many percent; 100 for all scripts.")),
            NumberRange(0, 100, _("A share lies between 0 and 100 %.")),
        ],
        widget=TextInput(),
        default=100,
    )
    near = PointsField(_("Also scripts so near the limit of a band"), [Optional(), _POINTS])
    within = PointsField(
        _("More points than this between the two: a third marker"), [Optional(), _POINTS], default=Decimal(1)
    )
    one_band = BooleanField(_("Two marks in different bands go to a third marker"), default=True)
    third = RadioField(_("What counts once a third person has marked"), default=Third.NEARER.value)

    def offer(self) -> "DoubleForm":
        self.third.choices = [
            (Third.NEARER.value, gettext("The mean of the third mark and the nearer of the two")),
            (Third.DECIDES.value, gettext("The third mark")),
        ]
        return self

    def validate_percent(self, field: Field) -> None:
        if field.data == 0 and self.near.data is None:
            raise ValidationError(gettext("With 0 % and no limit given, nothing would be marked twice."))

    @property
    def plan(self) -> Plan:
        return Plan(
            percent=self.percent.data or 0,
            near=self.near.data,
            within=self.within.data,
            one_band=bool(self.one_band.data),
            third=Third(self.third.data),
        )

    @classmethod
    def of(cls, setting: DoubleMarking | None) -> "DoubleForm":
        """The form as things stand, or as it is begun with."""
        form = cls(formdata=None, obj=setting) if setting else cls(formdata=None)
        if setting:
            form.third.data = setting.third.value
        return form.offer()


class ReaderForm(BaseForm):
    """One script given to one person."""

    script_no = IntegerField(
        _("Number of the script"), [InputRequired(_("Give the number of the script."))], widget=TextInput()
    )
    place = SelectField(_("Which marker"), coerce=int)
    marker_id = SelectField(_("Marker"), coerce=int)

    def offer(self, markers: Sequence[Person]) -> "ReaderForm":
        places = [(1, _("first marker")), (2, _("second marker")), (3, _("third marker"))]
        self.place.choices = [SelectChoice(number, str(words)) for number, words in places]
        self.marker_id.choices = [SelectChoice(marker.id, marker.full_name) for marker in markers]
        return self
