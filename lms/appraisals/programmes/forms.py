"""The conclusion about a programme."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, TextAreaField
from wtforms.validators import InputRequired, Length

from lms.appraisals.programmes.labels import CONCLUSIONS
from lms.web.forms import BaseForm


class ConclusionForm(BaseForm):
    conclusion = RadioField(_l("Conclusion"), [InputRequired(_l("Choose a conclusion."))])
    said = TextAreaField(
        _l("Reason, or what is to be corrected"), [Length(max=2000, message=_l("At most 2,000 letters."))]
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.conclusion.choices = [(one.value, words) for one, (words, _tone) in CONCLUSIONS.items()]
