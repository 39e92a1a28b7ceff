"""What is typed about a conference, and the words for its kinds and states."""

from typing import Any

from flask_babel import gettext, lazy_gettext as _
from wtforms import IntegerField, RadioField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, Optional, ValidationError

from lms.classes.models import Delivery
from lms.conferences.models import ConferenceKind, ConferenceState
from lms.conferences.service import Details
from lms.web import clock
from lms.web.forms import BaseForm, LocalDateTimeField, in_our_time

MOST = 100_000
KINDS = {
    ConferenceKind.CURRENT_AFFAIRS: _("Conference on current affairs"),
    ConferenceKind.REPORTERS: _("Conference of speakers"),
    ConferenceKind.DIALOGUE: _("Dialogue"),
    ConferenceKind.BRIEFING: _("Briefing"),
    ConferenceKind.THEMATIC: _("Meeting on a theme"),
}
STATES = {
    ConferenceState.PLANNED: _("planned"),
    ConferenceState.HELD: _("held"),
    ConferenceState.CANCELLED: _("cancelled"),
}
DELIVERIES = {
    Delivery.IN_PERSON: _("in the hall"),
    Delivery.ONLINE: _("online"),
    Delivery.MIXED: _("in the hall and online"),
    Delivery.POINTS: _("in the hall and at points of connection"),
    Delivery.BROADCAST: _("by broadcast, counted by head"),
}
COUNT = NumberRange(0, MOST, _("Between 0 and 100,000."))


class ConferenceForm(BaseForm):
    """Before it is held: what, when, where. Afterwards: how many came, what was asked and answered."""

    kind = RadioField(
        _("Kind"),
        choices=[SelectChoice(kind.value, words) for kind, words in KINDS.items()],
        default=ConferenceKind.CURRENT_AFFAIRS.value,
    )
    title = StringField(
        _("Subject"),
        [
            DataRequired(_("Give the conference a subject.")),
            Length(max=250, message=_("At most 250 letters.")),
        ],
    )
    starts_at = LocalDateTimeField(
        _("Begins"), [InputRequired(_("Say when the conference begins.")), in_our_time]
    )
    place = StringField(_("Place"), [Length(max=200, message=_("At most 200 letters."))])
    chair = StringField(_("Chair"), [Length(max=120, message=_("At most 120 letters."))])
    delivery = SelectField(
        _("Held"),
        choices=[SelectChoice(way.value, words) for way, words in DELIVERIES.items()],
        default=Delivery.IN_PERSON.value,
    )
    invited = IntegerField(_("People summoned"), [Optional(), COUNT])
    participants = IntegerField(_("People who came"), [Optional(), COUNT])
    questions = IntegerField(_("Questions asked"), [Optional(), COUNT])
    answered = IntegerField(_("Questions answered"), [Optional(), COUNT])
    notes = TextAreaField(_("Notes"), [Length(max=4000, message=_("At most 4,000 letters."))])

    def validate_participants(self, field: IntegerField) -> None:
        starts_at = self.starts_at.data
        if field.data is not None and starts_at and starts_at > clock.now():
            raise ValidationError(
                gettext("The conference has not begun. Enter who came afterwards, or correct the time.")
            )

    def validate_answered(self, field: IntegerField) -> None:
        if (field.data or 0) > (self.questions.data or 0):
            raise ValidationError(gettext("More answered than asked. Correct one of the two."))

    @property
    def details(self) -> Details:
        typed: dict[str, Any] = self.data
        return Details(
            kind=ConferenceKind(typed["kind"]),
            title=typed["title"],
            starts_at=typed["starts_at"],
            place=typed["place"] or "",
            chair=typed["chair"] or "",
            delivery=Delivery(typed["delivery"]),
            invited=typed["invited"],
            participants=typed["participants"],
            questions=typed["questions"] or 0,
            answered=typed["answered"] or 0,
            notes=typed["notes"] or "",
        )
