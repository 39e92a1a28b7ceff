"""What is typed about a class and its timetable."""

from collections.abc import Sequence
from dataclasses import replace

from flask_babel import gettext, lazy_gettext as _
from wtforms import DateField, IntegerField, RadioField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, Optional, ValidationError

from lms.classes.grouping import Spread
from lms.classes.groups import MOST
from lms.classes.pattern_fields import PatternFields
from lms.classes.service import Details
from lms.classes.timetable import Pattern, PlannedSession, last_day
from lms.programmes.approval.labels import STANDINGS
from lms.programmes.approval.rules import Standing
from lms.programmes.models import Programme
from lms.web.forms import BaseForm

Choices = Sequence[tuple[int, str]]


class ClassForm(BaseForm):
    """What is written down about a class."""

    code = StringField(
        _("Class code"),
        [DataRequired(_("Give the class a short code.")), Length(max=40, message=_("At most 40 letters."))],
    )
    title = StringField(
        _("Title of the class"),
        [DataRequired(_("Give the class a title.")), Length(max=200, message=_("At most 200 letters."))],
    )
    unit_id = SelectField(_("Organised by"), coerce=int)
    opens_on = DateField(_("First day"), [InputRequired(_("Choose the first day."))])
    closes_on = DateField(_("Last day"), [InputRequired(_("Choose the last day."))])
    place = StringField(_("Place"), [Length(max=200, message=_("At most 200 letters."))])
    decision_no = StringField(
        _("Number of the opening decision"), [Length(max=60, message=_("At most 60 letters."))]
    )
    decision_on = DateField(_("Date of the decision"), [Optional()])

    def offer_units(self, units: Choices) -> None:
        self.unit_id.choices = [SelectChoice(unit_id, name) for unit_id, name in units]

    def validate_closes_on(self, field: DateField) -> None:
        if self.opens_on.data and field.data and field.data < self.opens_on.data:
            raise ValidationError(gettext("The last day lies before the first. Correct one of the two."))

    @property
    def details(self) -> Details:
        typed = self.data
        return Details(
            code=typed["code"],
            title=typed["title"],
            unit_id=typed["unit_id"],
            opens_on=typed["opens_on"],
            closes_on=typed["closes_on"] or typed["opens_on"],
            place=typed["place"] or "",
            decision_no=typed["decision_no"] or "",
            decision_on=typed["decision_on"],
        )


class NewClassForm(PatternFields, ClassForm):
    """A class together with the pattern of its timetable."""

    doubtful: Sequence[tuple[Programme, Standing]] = ()

    programme_id = SelectField(_("Programme"), coerce=int)
    closes_on = DateField(_("Last day"), [Optional()])

    def offer_programmes(self, offered: Sequence[tuple[Programme, Standing]]) -> None:
        """Those that are not approved as they stand say so behind their title, and stand in a list of their own."""
        self.doubtful = [(one, standing) for one, standing in offered if not standing.holds]
        self.programme_id.choices = [
            SelectChoice(one.id, one.title if standing.holds else f"{one.title} ({STANDINGS[standing][0]})")
            for one, standing in offered
        ]

    @property
    def pattern(self) -> Pattern:
        return self.pattern_from(self.data["opens_on"])

    def details_for(self, sessions: Sequence[PlannedSession]) -> Details:
        """Without a last day the class ends with its last session."""
        details = self.details
        return replace(
            details, closes_on=self.closes_on.data or last_day(sessions, otherwise=details.opens_on)
        )


class GroupsForm(BaseForm):
    """Into how many groups, and how."""

    count = IntegerField(
        _("Number of groups"),
        [
            InputRequired(_("Say how many groups.")),
            NumberRange(1, MOST, _("Between 1 and 50 groups.")),
        ],
        default=4,
    )
    how = RadioField(
        _("How to divide"),
        choices=[
            SelectChoice(Spread.EVENLY.value, _("Equal groups, in the order of the list")),
            SelectChoice(Spread.BY_UNIT.value, _("People of one unit stay together")),
        ],
        default=Spread.EVENLY.value,
    )


class ReasonForm(BaseForm):
    """Why something is taken back."""

    reason = TextAreaField(
        _("Reason"),
        [DataRequired(_("Write down the reason.")), Length(max=300, message=_("At most 300 letters."))],
    )
