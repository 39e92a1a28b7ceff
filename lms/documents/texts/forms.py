"""The file that the text of a document is read from."""

from typing import Any

from flask_babel import gettext, lazy_gettext as _
from flask_wtf.file import FileField
from wtforms.validators import ValidationError

from lms.documents.texts.reading import MOST_LETTERS, Read, Trouble, read
from lms.files.media_types import media_type_of
from lms.files.service import shown_name
from lms.web.filters import as_number
from lms.web.forms import BaseForm

LARGEST = 20 << 20
ENDINGS = (".docx", ".pdf")


class TextForm(BaseForm):
    """A Word or PDF file of the document; it is read while it is checked."""

    file = FileField(_("File of the document"))
    body = ""
    left_out = 0
    sent = b""

    def validate_file(self, field: Any) -> None:
        if not field.data:
            raise ValidationError(gettext("Choose the file."))
        name = shown_name(field.data.filename)
        data = field.data.stream.read(LARGEST + 1)
        if len(data) > LARGEST:
            raise ValidationError(gettext("“%(name)s” is larger than 20 MB. Nothing was stored.", name=name))
        if not name.lower().endswith(ENDINGS) or media_type_of(name, data[:16]) is None:
            raise ValidationError(
                gettext(
                    "“%(name)s” is no Word or PDF file. Send .docx or .pdf; nothing was stored.", name=name
                )
            )
        found = read(data)
        if not isinstance(found, Read):
            raise ValidationError(sentence(found, name))
        self.body, self.left_out, self.sent = found.body, found.left_out, data


def sentence(trouble: Trouble, name: str) -> str:
    """Why the file called `name` gives no text, and what to do."""
    match trouble:
        case Trouble.LOCKED:
            return gettext(
                "“%(name)s” is locked with a password; nothing was stored. Save it without one and send it again.",
                name=name,
            )
        case Trouble.EMPTY:
            return gettext(
                "There are no words in “%(name)s”, only pictures of pages perhaps; nothing was stored. "
                "Send the Word file, or a PDF that was made from it.",
                name=name,
            )
        case Trouble.LONG:
            return gettext(
                "“%(name)s” has more than %(most)s letters; nothing was stored. Send it in parts.",
                name=name,
                most=as_number(MOST_LETTERS),
            )
        case Trouble.SLOW:
            return gettext(
                "“%(name)s” could not be read in time; nothing was stored. Send it again later.", name=name
            )
        case Trouble.DAMAGED:
            return gettext(
                "“%(name)s” is damaged and cannot be opened; nothing was stored. Save it again and send it.",
                name=name,
            )
