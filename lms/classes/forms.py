"""What is typed about a class and its timetable."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, time

from flask_babel import gettext, lazy_gettext as _
from wtforms import (
    DateField,
    IntegerField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
    TimeField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, Optional, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from lms.classes.grouping import Spread
from lms.classes.groups import MOST
from lms.classes.service import Details
from lms.classes.timetable import HalfDay, Pattern, PlannedSession, last_day
from lms.web.forms import BaseForm

Choices = Sequence[tuple[int, str]]
DAY = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")
WEEKDAYS = [
    SelectChoice(0, _("Mon")),
    SelectChoice(1, _("Tue")),
    SelectChoice(2, _("Wed")),
    SelectChoice(3, _("Thu")),
    SelectChoice(4, _("Fri")),
    SelectChoice(5, _("Sat")),
    SelectChoice(6, _("Sun")),
]


class ChecksField(SelectMultipleField):
    """Several of a few choices, each with a box to tick."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


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


class NewClassForm(ClassForm):
    """A class together with the pattern of its timetable."""

    programme_id = SelectField(_("Programme"), coerce=int)
    closes_on = DateField(_("Last day"), [Optional()])
    weekdays = ChecksField(_("Days of the week"), choices=WEEKDAYS, coerce=int, default=[0, 1, 2, 3, 4])
    parts = ChecksField(
        _("Parts of the day"),
        choices=[SelectChoice("morning", _("Morning")), SelectChoice("afternoon", _("Afternoon"))],
        default=["morning", "afternoon"],
    )
    morning_starts = TimeField(_("Morning from"), [Optional()], default=time(7, 30))
    morning_ends = TimeField(_("Morning until"), [Optional()], default=time(11, 0))
    afternoon_starts = TimeField(_("Afternoon from"), [Optional()], default=time(13, 30))
    afternoon_ends = TimeField(_("Afternoon until"), [Optional()], default=time(17, 0))
    holidays = TextAreaField(_("Days off"), [Length(max=2000, message=_("At most 2,000 letters."))])

    def validate_weekdays(self, field: ChecksField) -> None:
        if not field.data:
            raise ValidationError(gettext("Tick at least one day of the week."))

    def validate_parts(self, field: ChecksField) -> None:
        if not field.data:
            raise ValidationError(gettext("Tick the morning, the afternoon or both."))
        if not all(starts and ends and starts < ends for starts, ends in self._times()):
            raise ValidationError(gettext("Each part of the day needs a beginning before its end."))
        (_starts, ends), *later = self._times()
        if later and later[0][0] < ends:
            raise ValidationError(gettext("The afternoon begins before the morning has ended."))

    def validate_holidays(self, field: TextAreaField) -> None:
        bad = [word for word in _words(field.data) if as_day(word) is None]
        if bad:
            raise ValidationError(
                gettext("“%(text)s” is no date. Write days as 02/09/2026, one to a line.", text=bad[0][:40])
            )

    @property
    def pattern(self) -> Pattern:
        return Pattern(
            first_day=self.data["opens_on"],
            weekdays=frozenset(self.weekdays.data or ()),
            parts=tuple(HalfDay(starts, ends) for starts, ends in self._times()),
            holidays=frozenset(day for word in _words(self.holidays.data) if (day := as_day(word))),
        )

    def details_for(self, sessions: Sequence[PlannedSession]) -> Details:
        """Without a last day the class ends with its last session."""
        details = self.details
        return replace(
            details, closes_on=self.closes_on.data or last_day(sessions, otherwise=details.opens_on)
        )

    def _times(self) -> list[tuple[time, time]]:
        """Beginning and end of each part that is ticked, the morning first."""
        typed = self.data
        return [
            (typed[f"{part}_starts"], typed[f"{part}_ends"])
            for part in ("morning", "afternoon")
            if part in typed["parts"]
        ]


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


def as_day(text: str) -> date | None:
    """`2/9/2026` as a day; None for what is none."""
    found = DAY.fullmatch(text)
    if not found:
        return None
    day, month, year = map(int, found.groups())
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _words(text: str | None) -> list[str]:
    return [word for word in re.split(r"[\s,;]+", text or "") if word]
