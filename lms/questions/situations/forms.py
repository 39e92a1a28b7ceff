"""A set as it is written: its text with pictures, what it is called, where the case comes from."""

from collections.abc import Iterable
from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from wtforms import HiddenField, StringField, TextAreaField
from wtforms.validators import Length

from lms.documents.citations import rows
from lms.documents.citations.rows import Citation
from lms.questions.forms import LONG, SHORT, SourcedForm
from lms.questions.situations.service import Written
from lms.questions.texts import from_edit, to_edit

LONGEST_TITLE = 200


class SituationForm(SourcedForm):
    """`base` is the number of the text that the person saw."""

    base = HiddenField(default="0")
    title = StringField(_l("Name of the set"), [Length(max=LONGEST_TITLE)])
    text = TextAreaField(_l("The case"), [Length(max=LONG)])
    picture = FileField(_l("Picture"))
    source = StringField(_l("Source of the case"), [Length(max=SHORT)])

    def written(self) -> Written:
        """What is stored of it."""
        return Written(from_edit(self.text.data or ""), self.title.data or "", self.source.data or "")

    def seen(self) -> int:
        typed = self.base.data or ""
        return int(typed) if typed.isdecimal() and len(typed) < 9 else 0


def values_of(written: Written, number: int, cited: Iterable[Citation]) -> dict[str, Any]:
    """What the form shows of a stored set."""
    return {
        "base": str(number),
        "title": written.title,
        "text": to_edit(written.text),
        "source": written.source,
        "sources": [rows.row_of(one) for one in cited],
    }
