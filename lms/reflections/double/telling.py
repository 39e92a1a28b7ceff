"""Who is told that a script waits for them."""

from datetime import datetime

from flask_babel import gettext as _

from lms.notices import service as notices
from lms.notices.service import Message
from lms.reflections.double.models import ScriptReading
from lms.reflections.models import Submission


def the_reader(reading: ScriptReading, submission: Submission, now: datetime) -> None:
    """Whoever is asked for one script more; by its number only."""
    task, number = submission.reflection.task, submission.reflection.script_no
    message = Message(
        key=f"script-reading:{submission.id}:{reading.place}:{reading.marker_id}",
        title=_("You are asked to mark script %(number)s: %(title)s", number=number, title=task.title),
        path=f"/scripts/{submission.public_id}",
        class_id=task.study_class_id,
    )
    notices.send([reading.marker_id], message, now)
