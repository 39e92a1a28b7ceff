"""What a file that a learner sends turns out to hold, before anything is stored; then it is kept."""

from datetime import datetime

from lms import database
from lms.accounts.models import Person
from lms.files import pages, scanning
from lms.files.pages import Trouble
from lms.reflections import uploads
from lms.reflections.drawing import job
from lms.reflections.models import Reflection
from lms.reflections.wordfiles import reading
from lms.reflections.wordfiles.reading import Read, WordTrouble
from lms.reflections.wordfiles.sentences import Taken
from lms.web.seats import aside

Opened = int | Read  # so many pages, still to be drawn; or a text


def opened(reflection: Reflection, body: bytes) -> Opened | Trouble | WordTrouble:
    """What is in the file, or why it is not taken. Nobody waits meanwhile: neither a seat nor a connection is held.

    A Word file is read whole, since its words stand in the receipt; pages are only counted here, and drawn later.
    """
    office = reading.is_office(body[:16])
    if len(body) > uploads.MOST_BYTES:
        return WordTrouble.HUGE if office else Trouble.TOO_LARGE
    if not uploads.has_room(reflection):
        return Trouble.TOO_OFTEN
    standing = uploads.page_count(reflection)
    database.end_reading()
    with aside():
        if not scanning.is_clean(body):
            return Trouble.UNSAFE
        made = reading.read(body) if office else pages.look_at(body)
    if isinstance(made, int) and standing + made > uploads.MOST_PAGES:
        return Trouble.TOO_MANY_PAGES
    return made


def keep(
    reflection: Reflection, name: str, body: bytes, made: Opened, person: Person, now: datetime
) -> Taken:
    """Add it to what will be handed in."""
    if isinstance(made, Read):
        text = uploads.add_text(reflection, name, body, made, person, now).text
        return Taken(name, words=text.words if text else 0, pictures=len(made.pictures))
    upload = uploads.add_undrawn(reflection, name, body, made, person, now)
    if upload.is_waiting:
        job.draw.later(upload_id=upload.id)
    return Taken(name, pages=made)
