"""A comment as it is typed into the bank."""

from flask_babel import lazy_gettext as _
from wtforms import RadioField, TextAreaField
from wtforms.validators import DataRequired, Length

from lms.classes.models import StudyClass
from lms.marking.bank.models import LONGEST, KeptComment
from lms.marking.bank.rules import Sharing, sharing_of
from lms.web.forms import BaseForm


class CommentForm(BaseForm):
    text = TextAreaField(
        _("Comment"),
        [
            DataRequired(_("Write the comment.")),
            Length(max=LONGEST, message=_("A comment has at most %(max)d letters.")),
        ],
    )
    sharing = RadioField(_("Who finds it"), coerce=Sharing, default=Sharing.NOBODY)

    def offer(self, study_class: StudyClass) -> "CommentForm":
        self.sharing.choices = [
            (Sharing.NOBODY.value, _("Only I")),
            (Sharing.CLASS.value, _("Markers of this class")),
            (
                Sharing.UNIT.value,
                _("Markers of all classes of %(unit)s", unit=study_class.unit.name),
            ),
        ]
        return self

    @classmethod
    def of(cls, comment: KeptComment) -> "CommentForm":
        known = {"text": comment.text, "sharing": sharing_of(comment.class_id, comment.unit_id)}
        return cls(formdata=None, data=known)
