"""Hold two sessions of a class as one, and part them again.

The one that goes is cancelled and names the other, which holds the topics and the periods of both.
"""

from datetime import datetime
from enum import StrEnum

from flask_babel import gettext as _

from lms.accounts.models import Person
from lms.audit.service import record
from lms.classes import recorded, sessions, telling
from lms.classes.models import ClassSession, SessionState

JOINT = "; "
LONGEST = 250
MOST_PERIODS = 20


class Obstacle(StrEnum):
    """Why two sessions cannot become one."""

    SAME = "same"
    OTHER_CLASS = "other-class"
    NOT_HELD = "not-held"
    RECORDED = "recorded"
    TOO_LONG = "too-long"


def obstacle(kept: ClassSession, gone: ClassSession, recorded_ids: set[int]) -> Obstacle | None:
    """What speaks against it; nothing that was recorded may lose the session at which it was. Pure."""
    if kept.id == gone.id:
        return Obstacle.SAME
    if kept.study_class_id != gone.study_class_id:
        return Obstacle.OTHER_CLASS
    if SessionState.CANCELLED in {kept.state, gone.state}:
        return Obstacle.NOT_HELD
    if gone.id in recorded_ids:
        return Obstacle.RECORDED
    return Obstacle.TOO_LONG if kept.periods + gone.periods > MOST_PERIODS else None


def merge(kept: ClassSession, gone: ClassSession, actor: Person, now: datetime) -> Obstacle | None:
    """Hold `gone` together with `kept`, at the time of `kept`."""
    against = obstacle(kept, gone, recorded.among([gone.id]))
    if against is not None:
        return against
    old = {"title": kept.title, "periods": kept.periods}
    kept.title, kept.periods = _joint(kept.title, gone.title), kept.periods + gone.periods
    gone.state, gone.merged_into_id = SessionState.CANCELLED, kept.id
    gone.reason = _("Held together with session %(number)s", number=kept.number)
    for one in (kept, gone):
        sessions.touch(one, now)
    new = {"title": kept.title, "periods": kept.periods, "merged": gone.id}
    record(actor, "session.merged", kept, now, old=old, new=new, class_id=kept.study_class_id)
    title = _(
        "Session %(other)s is held together with session %(number)s", other=gone.number, number=kept.number
    )
    telling.tell(kept, title, actor, now, also=[gone.lecturer_id], was=gone.ends_at)
    return None


def part(gone: ClassSession, actor: Person, now: datetime) -> None:
    """Take the periods and the title out of the session into which it was merged; it is then reinstated."""
    kept = gone.merged_into
    gone.merged_into_id = None
    if kept is None:
        return
    old = {"title": kept.title, "periods": kept.periods}
    kept.title = kept.title.removesuffix(JOINT + gone.title)
    kept.periods = max(1, kept.periods - gone.periods)
    sessions.touch(kept, now)
    new = {"title": kept.title, "periods": kept.periods, "parted": gone.id}
    record(actor, "session.parted", kept, now, old=old, new=new, class_id=kept.study_class_id)


def _joint(first: str, second: str) -> str:
    both = first + JOINT + second
    return both if len(both) <= LONGEST else both[: LONGEST - 1] + "…"
