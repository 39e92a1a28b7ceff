"""A person as staff type them in, and a role with its place."""

import re
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import DateField, EmailField, IntegerField, RadioField, SelectChoice, SelectField, StringField
from wtforms.validators import DataRequired, Length, Optional, Regexp, ValidationError

from lms.accounts import names
from lms.accounts.models import Sex
from lms.permissions import Role
from lms.web.forms import BaseForm

ROLE_NAMES = {
    Role.LECTURER: _("Lecturer"),
    Role.ORGANISER: _("Organiser"),
    Role.UNIT_OFFICER: _("Unit officer"),
    Role.REVIEWER: _("Council member"),
    Role.APPROVER: _("Approver"),
    Role.INSPECTOR: _("Inspector"),
    Role.ADMINISTRATOR: _("Administrator"),
    Role.LEARNER: _("Learner"),
}


def _nothing_as_none(value: Any) -> Any:
    return value or None


class PersonForm(BaseForm):
    full_name = StringField(_("Full name"), [DataRequired(_("Type the name.")), Length(max=120)])
    birth_date = DateField(_("Date of birth"), [Optional()])
    sex = RadioField(
        _("Sex"),
        [Optional()],
        choices=[SelectChoice("female", _("female")), SelectChoice("male", _("male"))],
        coerce=lambda value: Sex(value) if value else None,
    )
    position = StringField(_("Position, place of work"), [Length(max=160)])
    phone = StringField(_("Phone number"), [Length(max=30)], filters=[_nothing_as_none])
    member_code = StringField(_("Member code"), [Length(max=30)], filters=[_nothing_as_none])
    username = StringField(
        _("User name"),
        [Optional(), Length(max=60), Regexp(r"^[a-z0-9._-]+$", message=_("Only a–z, 0–9, dot, dash."))],
        filters=[_nothing_as_none],
    )
    email = EmailField(_("E-mail"), [Length(max=254)], filters=[_nothing_as_none])
    citizen_id = StringField(
        _("Citizen number"),
        [Optional(), Regexp(r"^(\d{9}|\d{12})$", message=_("9 or 12 digits."))],
        filters=[_nothing_as_none],
    )
    unit_id = IntegerField(_("Number of the unit"), [Optional()])

    def validate_phone(self, field: Any) -> None:
        if field.data is None:
            return
        normal = names.normal_phone(field.data)
        if normal is None:
            raise ValidationError(_("Not a Vietnamese phone number. Write it like 0912 345 678."))
        field.data = normal

    def validate_member_code(self, field: Any) -> None:
        field.data = re.sub(r"\s", "", field.data).upper() if field.data else None

    def values(self) -> dict[str, Any]:
        """Columns of Person."""
        return {name: value for name, value in self.data.items() if name not in {"unit_id", "csrf_token"}}


class RoleForm(BaseForm):
    role = SelectField(
        _("Role"), choices=[SelectChoice(role.value, name) for role, name in ROLE_NAMES.items()]
    )
    unit_id = IntegerField(_("Number of the unit"), [Optional()])


class ReasonForm(BaseForm):
    reason = StringField(
        _("Reason"), [DataRequired(_("Say why; it goes into the history.")), Length(max=500)]
    )
