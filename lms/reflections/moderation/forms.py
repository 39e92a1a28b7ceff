"""How many marks to draw, what one thinks of one, what is decided."""

from flask_babel import gettext, lazy_gettext as _
from wtforms import IntegerField, RadioField, TextAreaField
from wtforms.fields import Field
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, ValidationError
from wtforms.widgets import TextInput

from lms.reflections.moderation.models import Outcome
from lms.web.forms import BaseForm

_TOO_LONG = _("This is too long.")


class DrawForm(BaseForm):
    percent = IntegerField(
        _("Share of each marker's marks"),
        [
            InputRequired(_("Say how many percent; 100 for all scripts.")),
            NumberRange(1, 100, _("A share lies between 1 and 100 %.")),
        ],
        widget=TextInput(),
        default=10,
    )


class LookForm(BaseForm):
    """`changed` says whether other levels were chosen: a proposal needs a reason, an agreement none."""

    words = TextAreaField(_("Why"), [Length(max=1000, message=_TOO_LONG)])
    changed = False

    def validate_words(self, field: Field) -> None:
        if self.changed and not field.data:
            raise ValidationError(gettext("Say why you propose another level."))


class DecisionForm(BaseForm):
    outcome = RadioField(_("Decision"), [InputRequired(_("Choose one."))])
    reply = TextAreaField(_("Reason"), [DataRequired(_("Say why.")), Length(max=1000, message=_TOO_LONG)])

    def offer(self) -> "DecisionForm":
        self.outcome.choices = [
            (Outcome.ACCEPTED.value, gettext("Accept: the mark is changed as proposed")),
            (Outcome.DECLINED.value, gettext("Decline: the mark stays")),
        ]
        return self
