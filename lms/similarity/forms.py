"""What a lecturer says about a script, and what its learner writes."""

from flask_babel import lazy_gettext as _
from wtforms import HiddenField, RadioField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import AnyOf, DataRequired, Length

from lms.similarity.models import Verdict
from lms.web.forms import BaseForm

LONGEST_EXPLANATION = 5000
CHOICES = (
    SelectChoice(Verdict.VALID.value, _("All is well")),
    SelectChoice(Verdict.EXPLAIN.value, _("Ask for an explanation")),
    SelectChoice(Verdict.UNSEEN.value, _("Not looked at yet")),
)


class DecisionForm(BaseForm):
    base = HiddenField(validators=[DataRequired()])
    verdict = RadioField(
        _("What you say about it"),
        [DataRequired(_("Choose one.")), AnyOf(list(Verdict), _("Choose one."))],
        choices=CHOICES,
        validate_choice=False,
    )
    reason = TextAreaField(_("Why"), [DataRequired(_("Say why in a few words.")), Length(max=1000)])

    @property
    def seen(self) -> int:
        """The number of the decision that the page showed."""
        typed = self.base.data or ""
        return int(typed) if typed.isdecimal() and len(typed) < 6 else 0


class ExplanationForm(BaseForm):
    body = TextAreaField(
        _("How these passages came about"),
        [DataRequired(_("Write a few sentences.")), Length(max=LONGEST_EXPLANATION)],
    )
