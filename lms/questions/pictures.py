"""A picture sent with a question: checked, kept as an embedded file, shown below the text."""

from datetime import datetime
from typing import Protocol

from flask_babel import gettext as _
from flask_wtf.file import FileField
from werkzeug.datastructures import FileStorage
from wtforms import TextAreaField

from lms.files import media_types, service as files

LARGEST = 8 * 1024 * 1024


class Pictured(Protocol):
    """A form with a text and a picture that may be sent with it."""

    text: TextAreaField
    picture: FileField


def sent(form: Pictured) -> FileStorage | None:
    """The picture, if one was chosen."""
    picture = form.picture.data
    return picture if isinstance(picture, FileStorage) and picture.filename else None


def acceptable(form: Pictured) -> bool:
    """Whether the picture can be shown; else the field says why."""
    picture = sent(form)
    if picture is None:
        return True
    head = picture.stream.read(16)
    size = picture.stream.seek(0, 2)
    picture.stream.seek(0)
    kind = media_types.media_type_of(picture.filename or "", head) or ""
    if not kind.startswith("image/"):
        form.picture.errors = [_("This is not a picture that can be shown. Send PNG or JPEG.")]
    elif size > LARGEST:
        form.picture.errors = [_("The picture is larger than 8 MB. Send a smaller one.")]
    return not form.picture.errors


def add(form: Pictured, uploader_id: int, now: datetime) -> None:
    """Store the picture and put it below the text."""
    picture = sent(form)
    if picture is None:
        return
    name = picture.filename or ""
    kind = media_types.media_type_of(name, picture.stream.read(16)) or ""
    picture.stream.seek(0)
    stored = files.store(picture.stream, name, kind, uploader_id, now, embedded=True)  # type: ignore[arg-type]
    form.text.data = f'{form.text.data or ""}\n<img src="{files.address_of(stored)}" alt="">'.strip()
