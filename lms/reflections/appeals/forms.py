"""What a learner and the one who decides type, and why something is refused."""

from collections.abc import Mapping, Sequence

from flask_babel import LazyString, gettext, lazy_gettext as _
from wtforms import SelectField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, Length

from lms.reflections.appeals.models import WHOLE
from lms.reflections.appeals.rules import Refused
from lms.web.forms import BaseForm

_TOO_LONG = _("This is too long.")
REFUSED: Mapping[Refused, LazyString] = {
    Refused.NONE_TAKEN: _("Nothing was sent: for this reflection no re-mark can be asked for."),
    Refused.NOT_SHOWN: _("Nothing was sent: the mark is not shown yet."),
    Refused.OVER: _("Nothing was sent: the time to ask is over. Please speak to your lecturer."),
    Refused.OPEN: _("You have asked about this already; the answer is still to come."),
    Refused.DECIDED: _("This was asked and answered already."),
    Refused.NO_SUCH: _("Nothing was sent: the rubric has no such criterion."),
    Refused.DONE: _("Nothing was stored: it was decided or withdrawn meanwhile."),
    Refused.BARRED: _("Nothing was stored: you marked this script, so somebody else decides."),
    Refused.MARKED_ANEW: _(
        "Nothing was stored: the script was marked anew meanwhile. Look at the new mark first."
    ),
}


class AppealForm(BaseForm):
    criterion = SelectField(_("What it is about"), coerce=int)
    reason = TextAreaField(
        _("Why you ask"),
        [
            DataRequired(_("Say what should be looked at again, and why.")),
            Length(max=3000, message=_TOO_LONG),
        ],
    )

    def offer(self, titles: Sequence[tuple[int, str]]) -> None:
        """Criteria by their place that can be asked about; 0 is the whole."""
        self.criterion.choices = [
            SelectChoice(place, title if place != WHOLE else gettext("The whole reflection"))
            for place, title in titles
        ]


class DecisionForm(BaseForm):
    reply = TextAreaField(
        _("Answer to the learner"),
        [DataRequired(_("Write an answer.")), Length(max=2000, message=_TOO_LONG)],
    )
