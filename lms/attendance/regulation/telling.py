"""The words in which learners and organisers are told of attendance that gets tight."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from flask_babel import gettext as _, ngettext
from sqlalchemy import func, select

from lms import database
from lms.accounts.models import Person
from lms.attendance.organisers import organisers_of
from lms.attendance.regulation.models import WarningLevel
from lms.attendance.rules import Totals
from lms.classes.models import StudyClass
from lms.notices import service as notices
from lms.notices.models import Notice
from lms.notices.service import Message
from lms.programmes.models import AttendanceBasis

if TYPE_CHECKING:
    from lms.attendance.regulation.watch import Key, Step

NAMED = 10


def tell(taken: Collection["Step"], totals: Mapping["Key", Totals], now: datetime) -> None:
    """Each learner of what concerns them, the organisers of each class of all its learners at once."""
    classes = _classes({step.key[0] for step in taken})
    for step in taken:
        _tell_learner(step, classes[step.key[0]], totals.get(step.key), now)
    begun: dict[int, list[Step]] = defaultdict(list)
    for step in taken:
        if step.begins:
            begun[step.key[0]].append(step)
    for study_class_id, steps in begun.items():
        _tell_organisers(classes[study_class_id], steps, now)


def _tell_learner(step: "Step", study_class: StudyClass, totals: Totals | None, now: datetime) -> None:
    person_id = step.key[1]
    if step.ended:
        was_read = _take_back(study_class.id, person_id)
        if was_read and step.begins is None and totals is not None:
            title = _("Your attendance has been put right: %(title)s", title=study_class.title)
            body = _("Enough can still be reached. What was said before no longer holds.")
            notices.send([person_id], _message(study_class, _key(person_id, "right", now), title, body), now)
    if step.begins and totals is not None:
        title, body = _words(step.begins, study_class, totals)
        key = _key(person_id, "tight", now)
        notices.send([person_id], _message(study_class, key, title, body), now)


def _words(level: WarningLevel, study_class: StudyClass, totals: Totals) -> tuple[str, str]:
    periods = totals.share.basis is AttendanceBasis.PERIODS
    figures = {"attended": totals.attended, "needed": totals.needed, "planned": totals.planned}
    stands = (
        _("Attended %(attended)s of %(planned)s periods; %(needed)s are needed.", **figures)
        if periods
        else _("Attended %(attended)s of %(planned)s sessions; %(needed)s are needed.", **figures)
    )
    if level is WarningLevel.IMPOSSIBLE:
        title = _("The attendance needed can no longer be reached: %(title)s", title=study_class.title)
        what = _("If something was recorded wrongly, speak to the organiser soon; it can be put right.")
    else:
        title = _("No more session may be missed: %(title)s", title=study_class.title)
        what = _(
            "One more session missed can be one too many. Who cannot come should ask to be excused in advance."
        )
    return title[:200], f"{stands} {what}"


def _tell_organisers(study_class: StudyClass, steps: Collection["Step"], now: datetime) -> None:
    out = [step.key[1] for step in steps if step.begins is WarningLevel.IMPOSSIBLE]
    tight = [step.key[1] for step in steps if step.begins is WarningLevel.EDGE]
    lines = [
        _named(
            ngettext(
                "%(num)s learner can no longer qualify", "%(num)s learners can no longer qualify", len(out)
            ),
            out,
        )
        if out
        else "",
        _named(
            ngettext(
                "%(num)s learner may miss no more session",
                "%(num)s learners may miss no more session",
                len(tight),
            ),
            tight,
        )
        if tight
        else "",
    ]
    title = _("Attendance gets tight: %(title)s", title=study_class.title)[:200]
    message = _message(study_class, _key(0, "class", now), title, "\n".join(filter(None, lines)))
    notices.send(organisers_of(study_class), message, now)


def _named(words: str, person_ids: Collection[int]) -> str:
    statement = select(Person.full_name).where(Person.id.in_(person_ids)).order_by(Person.sort_key, Person.id)
    names = list(database.session.scalars(statement))
    more = _(" and %(n)s more", n=len(names) - NAMED) if len(names) > NAMED else ""
    return f"{words}: {', '.join(names[:NAMED])}{more}."


def _take_back(study_class_id: int, person_id: int) -> bool:
    """Remove what was told and not read; whether something had been read."""
    mine = (Notice.person_id == person_id, Notice.class_id == study_class_id, Notice.key.startswith(_PREFIX))
    keys = list(database.session.scalars(select(Notice.key).where(*mine, Notice.read_at.is_(None))))
    for key in keys:
        notices.take_back(key)
    read = select(func.count()).where(*mine, Notice.read_at.is_not(None))
    return bool(database.session.scalar(read))


def _classes(ids: Collection[int]) -> dict[int, StudyClass]:
    found = database.session.scalars(select(StudyClass).where(StudyClass.id.in_(ids)))
    return {one.id: one for one in found}


_PREFIX = "attendance-tight:"


def _key(person_id: int, what: str, now: datetime) -> str:
    """`take_back` goes by key alone, so the key names the person, too."""
    return f"{_PREFIX if what == 'tight' else f'attendance-{what}:'}{person_id}:{now.timestamp():.0f}"


def _message(study_class: StudyClass, key: str, title: str, body: str) -> Message:
    return Message(
        key=f"{key}:{study_class.id}",
        title=title[:200],
        body=body,
        path=f"/classes/{study_class.id}/attendance",
        class_id=study_class.id,
    )
