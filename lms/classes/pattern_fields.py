"""When a class meets, as it is typed: days of the week, parts of the day with their times, days off."""

import re
from datetime import date, time

from flask_babel import gettext, lazy_gettext as _
from wtforms import SelectMultipleField, TextAreaField, TimeField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Length, Optional, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from lms.classes.timetable import HalfDay, Pattern
from lms.web.forms import BaseForm

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


class PatternFields(BaseForm):
    """The pattern of a timetable, for forms that lay one out."""

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

    def pattern_from(self, first_day: date) -> Pattern:
        return Pattern(
            first_day=first_day,
            weekdays=frozenset(self.weekdays.data or ()),
            parts=tuple(HalfDay(starts, ends) for starts, ends in self._times()),
            holidays=frozenset(day for word in _words(self.holidays.data) if (day := as_day(word))),
        )

    def _times(self) -> list[tuple[time, time]]:
        """Beginning and end of each part that is ticked, the morning first."""
        typed = self.data
        return [
            (typed[f"{part}_starts"], typed[f"{part}_ends"])
            for part in ("morning", "afternoon")
            if part in typed["parts"]
        ]


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
