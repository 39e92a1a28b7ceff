"""What is typed about one session."""

from collections.abc import Sequence

from flask_babel import gettext, lazy_gettext as _
from wtforms import IntegerField, SelectField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, ValidationError

from lms.accounts.models import Person
from lms.classes.models import Delivery
from lms.classes.sessions import SessionDetails
from lms.programmes.models import Topic
from lms.web.forms import BaseForm, LocalDateTimeField

NOBODY = 0


class SessionForm(BaseForm):
    """A session: what, when, where, with whom. No topic and no lecturer are the choice 0."""

    title = StringField(
        _("Title of the session"),
        [DataRequired(_("Give the session a title.")), Length(max=250, message=_("At most 250 letters."))],
    )
    topic_id = SelectField(_("Topic"), coerce=int, default=NOBODY)
    starts_at = LocalDateTimeField(_("Begins"), [InputRequired(_("Say when the session begins."))])
    ends_at = LocalDateTimeField(_("Ends"), [InputRequired(_("Say when the session ends."))])
    periods = IntegerField(
        _("Number of periods"),
        [InputRequired(_("Say how many periods.")), NumberRange(1, 20, _("Between 1 and 20 periods."))],
        default=5,
    )
    room = StringField(_("Room"), [Length(max=120, message=_("At most 120 letters."))])
    lecturer_id = SelectField(_("Lecturer"), coerce=int, default=NOBODY)
    chair = StringField(_("Chair"), [Length(max=120, message=_("At most 120 letters."))])
    delivery = SelectField(
        _("Held"),
        choices=[
            SelectChoice(Delivery.IN_PERSON.value, _("in the hall")),
            SelectChoice(Delivery.ONLINE.value, _("online")),
            SelectChoice(Delivery.MIXED.value, _("in the hall and online")),
            SelectChoice(Delivery.POINTS.value, _("in the hall and at points of connection")),
            SelectChoice(Delivery.BROADCAST.value, _("by broadcast, counted by head")),
        ],
        default=Delivery.IN_PERSON.value,
    )

    def offer(self, topics: Sequence[Topic], lecturers: Sequence[Person]) -> None:
        self.topic_id.choices = [
            SelectChoice(NOBODY, gettext("No topic")),
            *(SelectChoice(topic.id, topic.title) for topic in topics),
        ]
        self.lecturer_id.choices = [
            SelectChoice(NOBODY, gettext("Nobody yet")),
            *(SelectChoice(person.id, person.full_name) for person in lecturers),
        ]

    def validate_ends_at(self, field: LocalDateTimeField) -> None:
        if not self.starts_at.data or not field.data:
            return
        if field.data <= self.starts_at.data:
            raise ValidationError(gettext("The end lies before the beginning. Correct one of the two."))
        if field.data.date() != self.starts_at.data.date():
            raise ValidationError(gettext("A session begins and ends on the same day."))

    @property
    def details(self) -> SessionDetails:
        typed = self.data
        return SessionDetails(
            title=typed["title"],
            starts_at=typed["starts_at"],
            ends_at=typed["ends_at"],
            periods=typed["periods"],
            topic_id=typed["topic_id"] or None,
            room=typed["room"] or "",
            chair=typed["chair"] or "",
            lecturer_id=typed["lecturer_id"] or None,
            delivery=Delivery(typed["delivery"]),
        )
