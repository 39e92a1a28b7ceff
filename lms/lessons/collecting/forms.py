"""What a person types into their notebook."""

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext, lazy_gettext as _
from wtforms import SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, Length, ValidationError

from lms.classes.models import StudyClass
from lms.lessons.collecting.models import CollectedItem
from lms.lessons.collecting.rules import LONGEST_LINK, LONGEST_NOTE, LONGEST_TITLE, is_link
from lms.lessons.collecting.service import Entry
from lms.web.forms import BaseForm, tidy

NONE = 0


def _lines(value: Any) -> Any:
    """Browsers send two signs for the end of a line; one is kept."""
    return value.replace("\r\n", "\n") if isinstance(value, str) else value


def _note() -> TextAreaField:
    longest = Length(max=LONGEST_NOTE, message=_("A note has at most %(max)d letters."))
    return TextAreaField(_("Note"), [longest], filters=[tidy, _lines])


class NoteForm(BaseForm):
    """Beside a thing that was saved."""

    note = _note()


class EntryForm(BaseForm):
    """An entry of one's own: a title, and a link, a note or both."""

    title = StringField(
        _("Title of the entry"),
        [
            DataRequired(_("Give the entry a title.")),
            Length(max=LONGEST_TITLE, message=_("At most 200 letters.")),
        ],
    )
    url = StringField(_("Link to a page"), [Length(max=LONGEST_LINK, message=_("At most 500 letters."))])
    note = _note()
    class_id = SelectField(_("For a class"), coerce=int, default=NONE)

    def offer(self, classes: Sequence[StudyClass]) -> "EntryForm":
        self.class_id.choices = [
            SelectChoice(NONE, gettext("For no class in particular")),
            *(SelectChoice(one.id, one.title) for one in classes),
        ]
        return self

    def validate_url(self, field: StringField) -> None:
        if field.data and not is_link(field.data):
            raise ValidationError(gettext("A link begins with https:// or http:// and names a site."))

    def validate_note(self, field: TextAreaField) -> None:
        if not field.data and not self.url.data:
            raise ValidationError(gettext("Type a link or a note: at least one of the two."))

    @property
    def entry(self) -> Entry:
        return Entry(self.title.data, self.url.data or "", self.note.data or "", self.class_id.data or None)


def values_of(item: CollectedItem) -> dict[str, Any]:
    return {
        "title": item.title,
        "url": item.url,
        "note": item.note,
        "class_id": item.study_class_id or NONE,
    }
