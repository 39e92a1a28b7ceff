"""What is typed about the marks of a group's members."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from enum import StrEnum
from typing import Any

from flask_babel import gettext, lazy_gettext as _
from wtforms import FieldList, Form, FormField, HiddenField, RadioField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Length, Optional, ValidationError

from lms.accounts.models import Person
from lms.marking.forms import PointsField
from lms.marking.models import Mark
from lms.reflections.group_models import MemberMark
from lms.reflections.groups.marks import Wanted
from lms.web.filters import as_number
from lms.web.forms import BaseForm, tidy

MOST_MEMBERS = 500


class How(StrEnum):
    """Which mark counts for one member."""

    GROUP = "group"
    OTHER = "other"
    NONE = "none"


class MemberForm(Form):
    """One member: the group's mark, another, or none; the last two with a reason."""

    person_id = HiddenField()
    how = RadioField(
        _("Which mark counts"),
        choices=[
            SelectChoice(How.GROUP.value, _("The group's mark")),
            SelectChoice(How.OTHER.value, _("Another mark")),
            SelectChoice(How.NONE.value, _("No mark: took no part")),
        ],
        default=How.GROUP.value,
    )
    points = PointsField(_("Points"), [Optional()])
    reason = StringField(_("Reason"), [Length(max=500, message=_("This is too long."))], filters=[tidy])

    def validate_reason(self, field: StringField) -> None:
        if self.how.data != How.GROUP and not (field.data or "").strip():
            raise ValidationError(gettext("Say why; the member reads it."))


class MembersForm(BaseForm):
    members = FieldList(FormField(MemberForm), max_entries=MOST_MEMBERS)

    def check_range(self, mark: Mark) -> bool:
        """Whether every mark lies within what the rubric gives."""
        most, good = mark.version.points, True
        for entry in self.members:
            points = entry.form.points
            typed = points.data if points.data is not None else Decimal(-1)
            if entry.form.how.data == How.OTHER and not 0 <= typed <= most:
                points.errors = [gettext("Type points between 0 and %(most)s.", most=as_number(most))]
                good = False
        return good

    @property
    def wanted(self) -> list[Wanted]:
        found = [entry.form for entry in self.members]
        return [
            Wanted(
                int(one.person_id.data),
                one.points.data if one.how.data == How.OTHER else None,
                (one.reason.data or "").strip(),
            )
            for one in found
            if one.how.data != How.GROUP and (one.person_id.data or "").isdecimal()
        ]


def form_of(people: Sequence[Person], standing: Mapping[int, MemberMark]) -> MembersForm:
    """The form filled with the marks that stand."""
    return MembersForm(
        formdata=None, data={"members": [_values(one, standing.get(one.id)) for one in people]}
    )


def _values(person: Person, mark: MemberMark | None) -> dict[str, Any]:
    if mark is None:
        return {"person_id": str(person.id), "how": How.GROUP.value}
    how = How.NONE if mark.points is None else How.OTHER
    return {"person_id": str(person.id), "how": how.value, "points": mark.points, "reason": mark.reason}
