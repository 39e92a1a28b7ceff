"""The file of subtitles."""

from io import BytesIO
from typing import Any

from flask_babel import gettext, lazy_gettext as _
from flask_wtf.file import FileField
from wtforms.validators import ValidationError

from lms.lessons.media.captions import LARGEST, is_captions
from lms.web.forms import BaseForm


class CaptionsForm(BaseForm):
    """One .vtt file; it is read while it is checked."""

    captions = FileField(_("Subtitles (.vtt)"))
    body = b""

    def validate_captions(self, field: Any) -> None:
        if not field.data:
            raise ValidationError(gettext("Choose the file."))
        self.body = field.data.stream.read(LARGEST + 1)
        if not is_captions(self.body):
            raise ValidationError(
                gettext(
                    "This is no file of subtitles. Send a .vtt file in UTF-8 of at most 1 MB; its first line is WEBVTT."
                )
            )

    @property
    def stream(self) -> BytesIO:
        return BytesIO(self.body)
