"""What is typed about a proposal: its wording and where it goes; what the unit answers; which days a list covers."""

from collections.abc import Mapping, Sequence
from datetime import date

from flask_babel import gettext, lazy_gettext as _
from wtforms import DateField, HiddenField, RadioField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length, ValidationError

from lms.organisations.models import OrgUnit
from lms.proposals.models import LONGEST_ANSWER, ProposalState
from lms.proposals.service import Answer
from lms.proposals.words import LEVELS
from lms.reflections.models import ProposalLevel
from lms.web.forms import BaseForm, in_our_time

_TOO_LONG = _("This is too long.")
LONGEST_PERIOD_DAYS = 366 * 5


class WordingForm(BaseForm):
    """In which words, at which level, to which unit."""

    content = TextAreaField(
        _("What is proposed"),
        [DataRequired(_("Say what is proposed.")), Length(max=2000, message=_TOO_LONG)],
    )
    level = SelectField(
        _("At which level"), choices=[SelectChoice(level.value, words) for level, words in LEVELS.items()]
    )
    unit_id = RadioField(
        _("To which unit"), [InputRequired(_("Choose the unit that can act on it."))], coerce=int
    )
    q = StringField(_("Another unit, by name"), [Length(max=100, message=_TOO_LONG)])

    def offer(self, units: Sequence[OrgUnit], above: Mapping[int, str]) -> None:
        """`above` names the unit over each; cells of many units bear the same names."""
        self.unit_id.choices = [
            SelectChoice(unit.id, " · ".join(filter(None, (unit.name, above.get(unit.id, "")))))
            for unit in units
        ]


class AnswerForm(BaseForm):
    """What becomes of it, and why, in words that its writers read."""

    state = RadioField(
        _("What becomes of it"),
        [InputRequired(_("Choose one of the two."))],
        choices=[
            SelectChoice(ProposalState.ADOPTED.value, _("Adopted: it will be carried out")),
            SelectChoice(ProposalState.ANSWERED.value, _("Answered: it will not be carried out, or not so")),
        ],
    )
    words = TextAreaField(
        _("Answer to the writers"),
        [DataRequired(_("Write an answer.")), Length(max=LONGEST_ANSWER, message=_TOO_LONG)],
    )
    reference = StringField(_("Number and day of the paper"), [Length(max=120, message=_TOO_LONG)])
    version = HiddenField()

    @property
    def given(self) -> Answer:
        seen = str(self.version.data or "")
        return Answer(
            ProposalState(self.state.data),
            self.words.data or "",
            self.reference.data or "",
            int(seen) if seen.isdecimal() and len(seen) < 8 else 0,
        )


class PeriodForm(BaseForm):
    """Days of a period, both included. Read from the address."""

    class Meta(BaseForm.Meta):
        csrf = False

    first = DateField(_("From"), [InputRequired(_("Say from when.")), in_our_time])
    last = DateField(_("To and with"), [InputRequired(_("Say until which day.")), in_our_time])

    def validate_last(self, field: DateField) -> None:
        if not isinstance(self.first.data, date) or not isinstance(field.data, date):
            return
        if not 0 <= (field.data - self.first.data).days <= LONGEST_PERIOD_DAYS:
            raise ValidationError(gettext("The last day comes after the first, within five years."))


def first_words(found: Sequence[str]) -> str:
    """The wording that a common one may start from: the longest of the originals says most."""
    return max(found, key=len, default="")


def first_level(found: Sequence[ProposalLevel]) -> str:
    """The level that most of the originals name."""
    return max(found, key=found.count).value if found else ProposalLevel.UNIT.value
