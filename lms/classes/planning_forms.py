"""What is typed to lay a timetable out, to move or merge its sessions, and to fill one with an agenda and places."""

from collections.abc import Sequence
from datetime import date, timedelta

from flask_babel import gettext, lazy_gettext as _
from wtforms import BooleanField, DateField, FormField, IntegerField, RadioField, SelectField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, NumberRange, Optional, ValidationError

from lms.accounts.models import Person
from lms.classes.agenda import Item
from lms.classes.laying import Mode, Wish
from lms.classes.models import ClassSession
from lms.classes.pattern_fields import PatternFields
from lms.classes.places import Place, doubled
from lms.classes.session_forms import NOBODY
from lms.programmes.forms import Rows
from lms.web.filters import as_datetime
from lms.web.forms import BaseForm, in_our_time

MOST_ITEMS = 30
MOST_PLACES = 200
SPARE = 3
MODES = {
    Mode.EXTEND: _("Add the sessions that the programme still wants"),
    Mode.REPLACE: _("Lay the whole programme out anew"),
}


class LayOutForm(PatternFields):
    """A pattern for a class that is there already."""

    mode = RadioField(_("What to do"))
    first_day = DateField(_("From the day"), [InputRequired(_("Choose the first day.")), in_our_time])
    room = StringField(_("Room"), [Length(max=120, message=_("At most 120 letters."))])
    lecturer_id = SelectField(_("Lecturer"), coerce=int, default=NOBODY)

    def offer(self, modes: Sequence[Mode], lecturers: Sequence[Person]) -> None:
        """The first of the modes is chosen as long as nobody chose."""
        self.mode.choices = [SelectChoice(mode.value, MODES[mode]) for mode in modes]
        if not self.is_submitted():
            self.mode.data = modes[0].value
        self.lecturer_id.choices = [
            SelectChoice(NOBODY, gettext("As it is, or nobody yet")),
            *(SelectChoice(person.id, person.full_name) for person in lecturers),
        ]

    def suggest(self, opens_on: date, days: Sequence[date]) -> None:
        """From the day after the last session on, or where the class begins; on the days on which it meets now."""
        extend = self.mode.data == Mode.EXTEND.value and days
        self.first_day.data = max(days) + timedelta(days=1) if extend else min(days, default=opens_on)
        self.weekdays.data = sorted({day.weekday() for day in days}) or self.weekdays.data

    @property
    def wish(self) -> Wish:
        typed = self.data
        return Wish(
            Mode(typed["mode"]),
            self.pattern_from(typed["first_day"]),
            typed["room"] or "",
            typed["lecturer_id"] or None,
        )


class MoveForm(BaseForm):
    """Another day, for one session or for it and all after it."""

    day = DateField(_("New day of this session"), [InputRequired(_("Choose the new day.")), in_our_time])
    later = BooleanField(_("Move all sessions after it by as many days"))

    def at_day(self, day: date) -> "MoveForm":
        """With the day on which the session is held now."""
        self.day.data = self.day.data or day
        return self


class MergeForm(BaseForm):
    """Which other session is held together with this one."""

    other_id = SelectField(_("Session to hold together with it"), coerce=int)

    def offer(self, others: Sequence[ClassSession]) -> None:
        self.other_id.choices = [
            SelectChoice(
                one.id,
                gettext(
                    "Session %(number)s, %(when)s: %(title)s",
                    number=one.number,
                    when=as_datetime(one.starts_at),
                    title=one.title,
                ),
            )
            for one in others
        ]


class ItemRow(BaseForm):
    """One thing on an agenda; a row without words is left out."""

    class Meta(BaseForm.Meta):
        csrf = False

    title = StringField(_("What"), [Length(max=200, message=_("At most 200 letters."))])
    minutes = IntegerField(_("Minutes"), [Optional(), NumberRange(1, 600, _("Between 1 and 600 minutes."))])
    discussion = BooleanField(_("Discussion, questions and answers"))

    def validate_title(self, field: StringField) -> None:
        if field.data and not self.minutes.data and not self.minutes.errors:
            raise ValidationError(gettext("Say how many minutes this takes."))


class AgendaForm(BaseForm):
    """Items one after the other."""

    items = Rows(FormField(ItemRow), _("Agenda"), max_entries=MOST_ITEMS)

    @classmethod
    def showing(cls, items: Sequence[Item]) -> "AgendaForm":
        """The items with a few free rows below."""
        rows = [vars(item) for item in items] + [{}] * (SPARE if items else 2 * SPARE)
        return cls(formdata=None, data={"items": rows[:MOST_ITEMS]})

    @property
    def typed(self) -> list[Item]:
        rows = [row.form.data for row in self.items]
        return [Item(row["title"], row["minutes"], row["discussion"]) for row in rows if row["title"]]


class PlaceRow(BaseForm):
    """A place away from the hall; a row without a name is left out."""

    class Meta(BaseForm.Meta):
        csrf = False

    name = StringField(_("Name of the place"), [Length(max=160, message=_("At most 160 letters."))])
    expected = IntegerField(_("Expected"), [Optional(), NumberRange(0, 100_000, _("Between 0 and 100,000."))])
    counted = IntegerField(_("Counted"), [Optional(), NumberRange(0, 100_000, _("Between 0 and 100,000."))])


class PlacesForm(BaseForm):
    """Places with what is expected and what was counted."""

    places = Rows(FormField(PlaceRow), _("Places"), max_entries=MOST_PLACES)

    @classmethod
    def showing(cls, places: Sequence[Place]) -> "PlacesForm":
        """The places with a few free rows below."""
        rows = [vars(place) for place in places] + [{}] * SPARE
        return cls(formdata=None, data={"places": rows[:MOST_PLACES]})

    def validate_places(self, _field: Rows) -> None:
        name = doubled(self.typed)
        if name:
            raise ValidationError(gettext("“%(name)s” stands there twice.", name=name))

    @property
    def typed(self) -> list[Place]:
        rows = [row.form.data for row in self.places]
        return [Place(row["name"], row["expected"] or 0, row["counted"]) for row in rows if row["name"]]
