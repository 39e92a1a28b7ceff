"""A sample script as it is typed; levels and reasons stand beside it as in the rubric."""

from flask_babel import gettext, lazy_gettext as _
from wtforms import StringField, TextAreaField
from wtforms.fields import Field
from wtforms.validators import DataRequired, Length, ValidationError

from lms.web.forms import BaseForm

_TOO_LONG = _("This is too long.")


class SampleForm(BaseForm):
    """`complete` says whether a level is chosen for every criterion."""

    title = StringField(
        _("Title"), [DataRequired(_("Give the sample a title.")), Length(max=200, message=_TOO_LONG)]
    )
    text = TextAreaField(
        _("Text"), [DataRequired(_("Paste the text of the sample.")), Length(max=60000, message=_TOO_LONG)]
    )
    complete = True

    def validate_title(self, _field: Field) -> None:
        if not self.complete:
            raise ValidationError(gettext("Choose a level for every criterion. What you chose is kept."))
