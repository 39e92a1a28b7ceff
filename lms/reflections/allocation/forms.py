"""How scripts are to be shared out, as it is chosen on the page."""

from collections.abc import Sequence

from flask_babel import gettext, lazy_gettext as _
from wtforms import BooleanField, IntegerField, RadioField, SelectChoice, SelectField
from wtforms.fields import Field
from wtforms.validators import InputRequired, NumberRange, Optional, ValidationError
from wtforms.widgets import TextInput

from lms.accounts.models import Person
from lms.classes.models import StudyGroup
from lms.reflections.allocation.models import Way
from lms.reflections.allocation.rules import WHOLE, Plan
from lms.web.forms import BaseForm

NONE = 0


class AllocationForm(BaseForm):
    """One way for all; `shares` and `groups` are fields made for the markers and groups that there are."""

    way = RadioField(_("How to share out"), default=Way.EVEN.value)
    only_new = BooleanField(_("Only scripts that nobody has yet"))
    marker_ids: Sequence[int] = ()
    group_ids: Sequence[int | None] = ()

    @property
    def shares(self) -> list[Field]:
        return [self[f"share_{marker_id}"] for marker_id in self.marker_ids]

    @property
    def groups(self) -> list[Field]:
        return [self[f"group_{group_id or NONE}"] for group_id in self.group_ids]

    def validate_way(self, field: RadioField) -> None:
        if field.data == Way.PERCENT and sum(one.data or 0 for one in self.shares) != WHOLE:
            raise ValidationError(gettext("The shares of all markers together must be 100 %."))
        if field.data == Way.EVEN and not any(one.data is None or one.data > 0 for one in self.shares):
            raise ValidationError(gettext("There is nobody to share the scripts out to."))
        if field.data == Way.GROUP and any(one.data not in self.marker_ids for one in self.groups):
            raise ValidationError(gettext("Choose a marker for each group."))

    @property
    def plan(self) -> Plan:
        only_new = bool(self.only_new.data)
        if self.way.data == Way.GROUP:
            chosen = {
                group_id: int(one.data) for group_id, one in zip(self.group_ids, self.groups, strict=True)
            }
            return Plan(groups=chosen, only_new=only_new)
        pairs = zip(self.marker_ids, self.shares, strict=True)
        if self.way.data == Way.PERCENT:
            return Plan(weights={marker: one.data for marker, one in pairs if one.data}, only_new=only_new)
        return Plan(weights={marker: 1 for marker, one in pairs if one.data != 0}, only_new=only_new)


def allocation_form(
    markers: Sequence[Person], groups: Sequence[StudyGroup], *, empty: bool = False
) -> AllocationForm:
    """The form for these markers and groups; `empty` where nothing was sent."""
    made = type("AllocationForm", (AllocationForm,), _fields(markers, groups))
    form: AllocationForm = made(formdata=None) if empty else made()
    form.marker_ids = [marker.id for marker in markers]
    form.group_ids = [*(group.id for group in groups), None]
    ways = [(Way.EVEN, gettext("Evenly")), (Way.PERCENT, gettext("By percent"))]
    ways += [(Way.GROUP, gettext("By group"))] if groups else []
    form.way.choices = [(way.value, words) for way, words in ways]
    people = [SelectChoice(marker.id, marker.full_name) for marker in markers]
    for one in form.groups:
        one.choices = people
    return form


def _fields(markers: Sequence[Person], groups: Sequence[StudyGroup]) -> dict[str, object]:
    bounds = [Optional(), NumberRange(0, WHOLE, _("A share lies between 0 and 100 %."))]
    shares: dict[str, object] = {
        f"share_{marker.id}": IntegerField(marker.full_name, bounds, widget=TextInput()) for marker in markers
    }
    named = [(group.id, group.name) for group in groups] + [(NONE, gettext("In no group"))]
    return shares | {
        f"group_{key}": SelectField(name, coerce=int, validate_choice=False) for key, name in named
    }


class PinForm(BaseForm):
    script_no = IntegerField(
        _("Number of the script"), [InputRequired(_("Give the number of the script."))], widget=TextInput()
    )
    marker_id = SelectField(_("Marker"), coerce=int)

    def offer(self, markers: Sequence[Person]) -> "PinForm":
        self.marker_id.choices = [SelectChoice(marker.id, marker.full_name) for marker in markers]
        return self
