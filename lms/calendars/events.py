"""From a stored session to what stands in a calendar."""

from datetime import UTC, datetime
from urllib.parse import urlsplit

from flask_babel import gettext as _

from lms.calendars.ical import Event
from lms.classes.models import ClassSession, SessionState

# A session that was never touched since it was laid out: any moment before the first change will do.
UNTOUCHED = datetime(2020, 1, 1, tzinfo=UTC)


def event_of(class_session: ClassSession, site: str) -> Event:
    """`site` is the address of this installation, `https://…`; its host makes the identifier unique in the world."""
    study_class = class_session.study_class
    cancelled = class_session.state is SessionState.CANCELLED
    lines = [study_class.title, _("Session %(number)s", number=class_session.number)]
    if class_session.chair:
        lines.append(_("Chair: %(name)s", name=class_session.chair))
    if cancelled:
        lines.append(class_session.reason)
    return Event(
        uid=f"session-{class_session.id}@{urlsplit(site).hostname or 'sen'}",
        sequence=class_session.sequence,
        changed_at=class_session.changed_at or UNTOUCHED,
        starts_at=class_session.starts_at,
        ends_at=class_session.ends_at,
        summary=class_session.title,
        location=class_session.room or study_class.place,
        description="\n".join(lines),
        url=f"{site}/classes/{study_class.id}/timetable",
        cancelled=cancelled,
    )
