"""A remark on a page, and the decision about a lesson."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length

from lms.lessons.appraisal.labels import DECISIONS
from lms.lessons.appraisal.rules import Decision
from lms.web.forms import BaseForm


class RemarkForm(BaseForm):
    """`quote` holds the words that were selected."""

    quote = StringField(_l("Words that it is about"), [Length(max=300)])
    text = TextAreaField(
        _l("Remark"),
        [DataRequired(_l("Write the remark.")), Length(max=2000, message=_l("At most 2,000 letters."))],
    )


class DecisionForm(BaseForm):
    decision = RadioField(_l("Decision"), [InputRequired(_l("Choose a decision."))])
    said = TextAreaField(
        _l("Reason, or what is to be corrected"), [Length(max=2000, message=_l("At most 2,000 letters."))]
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.decision.choices = [(one.value, DECISIONS[one]) for one in Decision]
