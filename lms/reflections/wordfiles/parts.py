"""Word files as parts of a script: what is frozen when they are handed in, and what their sender sees before."""

from collections.abc import Iterable

from flask_babel import gettext as _

from lms.reflections import looks
from lms.reflections.rules import Part
from lms.reflections.upload_models import Upload

FIRST_SLOT = 1000  # sections of a task are a dozen at the most


def parts_of(uploads: Iterable[Upload]) -> list[Part]:
    """One part for each Word file, under a number instead of its name; pictures are counted through all of them."""
    files = [upload for upload in uploads if upload.text is not None]
    made: list[Part] = []
    pictures = 0
    for place, upload in enumerate(files, 1):
        made.append(_part(upload, place, pictures, alone=len(files) == 1))
        pictures += len(upload.pages)
    return made


def _part(upload: Upload, place: int, pictures: int, *, alone: bool) -> Part:
    if upload.text is None:
        raise LookupError("only a Word file is a part of a script")
    title = _("Word file") if alone else _("Word file %(number)s", number=place)
    found = looks.moved(map(looks.unpacked, upload.text.looks), pictures)
    return Part(FIRST_SLOT + place, title, "", upload.text.body, looks=found)
