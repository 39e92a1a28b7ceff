"""A file that is sent, what its columns mean, and what is to be done with a row."""

from typing import Any

from flask_babel import gettext, lazy_gettext as _
from flask_wtf.file import FileField
from wtforms import BooleanField, IntegerField, RadioField, SelectChoice
from wtforms.validators import InputRequired, NumberRange

from lms.classes.models import RowDecision
from lms.classes.roster import reader
from lms.classes.roster.columns import Field
from lms.classes.roster.words import FIELDS
from lms.web.forms import BaseForm


class UploadForm(BaseForm):
    file = FileField(_("File with the list"))

    def sent(self) -> tuple[bytes, str]:
        """What was sent and what it is called; nothing at all is `b""`."""
        upload = self.file.data
        if not upload or not upload.filename:
            return b"", ""
        return upload.read(reader.LARGEST + 1), upload.filename

    def refuse(self, message: str) -> None:
        self.file.errors = [message]

    def validate_file(self, field: Any) -> None:
        if not field.data or not field.data.filename:
            field.errors = [gettext("Choose the file with the list.")]


class SlipForm(BaseForm):
    count = IntegerField(_("How many slips"), [InputRequired(), NumberRange(1, 300)], default=60)
    again = BooleanField(_("Also new ones for people who never signed in"))


class ApplyForm(BaseForm):
    which = RadioField(
        _("Which rows"),
        [InputRequired(_("Choose which rows to take."))],
        choices=[SelectChoice("all", _("All rows, or none")), SelectChoice("good", _("Only the good rows"))],
    )


def meanings(sent: Any, count: int) -> list[Field] | None:
    """What each of the `count` columns is to mean; None if that is not what the page offered."""
    try:
        chosen = [Field(sent.get(f"column-{place}", "")) for place in range(count)]
    except ValueError:
        return None
    return None if any(one not in FIELDS and one is not Field.PRIVATE for one in chosen) else chosen


def head_row(sent: Any, now: int) -> int:
    """The row in which the headings stand; where that is not said, as before."""
    typed = sent.get("head_row", "")
    return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 8 else now


def decision(sent: str) -> tuple[RowDecision, int | None]:
    """`person-12`, `new`, `skip`, or nothing: undecided again."""
    kind, _sign, number = sent.partition("-")
    if kind == "person" and number.isdecimal() and len(number) < 10:
        return RowDecision.EXISTING, int(number)
    return {"new": RowDecision.NEW, "skip": RowDecision.SKIP}.get(sent, RowDecision.AUTO), None
