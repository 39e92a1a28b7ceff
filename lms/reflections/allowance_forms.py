"""What is typed about more time and exemptions."""

from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import SelectField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length

from lms.web.forms import BaseForm, LocalDateTimeField

_TOO_LONG = _("This is too long.")


def people(entries: Sequence[Any]) -> list[SelectChoice]:
    """The learners of a list, to choose one from."""
    return [SelectChoice(entry.person.id, entry.person.full_name) for entry in entries]


class ExtensionForm(BaseForm):
    person_id = SelectField(_("Learner"), coerce=int)
    due_at = LocalDateTimeField(_("New time"), [InputRequired(_("Say until when."))])
    reason = StringField(
        _("Reason"), [DataRequired(_("Say why; it is kept.")), Length(max=300, message=_TOO_LONG)]
    )


class GroupExtensionForm(BaseForm):
    group_id = SelectField(_("Group"), coerce=int)
    due_at = LocalDateTimeField(_("New time"), [InputRequired(_("Say until when."))])
    reason = StringField(
        _("Reason"), [DataRequired(_("Say why; it is kept.")), Length(max=300, message=_TOO_LONG)]
    )

    def offer(self, groups: Sequence[Any]) -> None:
        self.group_id.choices = [SelectChoice(group.id, group.name) for group in groups]


class GroupExemptionForm(BaseForm):
    group_id = SelectField(_("Group"), coerce=int)
    reason = StringField(
        _("Reason"), [DataRequired(_("Say why; it is kept.")), Length(max=300, message=_TOO_LONG)]
    )

    def offer(self, groups: Sequence[Any]) -> None:
        self.group_id.choices = [SelectChoice(group.id, group.name) for group in groups]


class ExemptionForm(BaseForm):
    person_id = SelectField(_("Learner"), coerce=int)
    reason = StringField(
        _("Reason"), [DataRequired(_("Say why; it is kept.")), Length(max=300, message=_TOO_LONG)]
    )
