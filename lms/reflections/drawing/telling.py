"""What a learner is told when the pages of a file cannot be drawn after all."""

from datetime import datetime

from flask_babel import gettext as _

from lms import database
from lms.files.pages import Trouble
from lms.notices import service as notices
from lms.notices.service import Message
from lms.reflections import uploads
from lms.reflections.models import Reflection
from lms.reflections.upload_models import Upload
from lms.reflections.wordfiles import sentences


def not_drawn(upload: Upload, now: datetime) -> None:
    """In the inbox of who sent it: which file, why, and what to do."""
    reflection = database.session.get_one(Reflection, upload.reflection_id)
    message = Message(
        key=f"reflection-upload:{upload.id}:not-drawn",
        title=_("A file of your reflection cannot be shown: %(title)s", title=reflection.task.title),
        body=why(upload),
        path=f"/reflections/{reflection.public_id}/edit#pages",
        class_id=reflection.task.study_class_id,
    )
    notices.send([reflection.person_id], message, now)


def why(upload: Upload) -> str:
    """The sentence for its sender; empty unless it was given up."""
    if upload.drawing is None or upload.drawing.trouble is None:
        return ""
    return sentences.refused(Trouble(upload.drawing.trouble), upload.name, uploads.MOST_PAGES)
