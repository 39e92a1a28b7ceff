"""Changing the rules of attendance: for the classes that were chosen after a look at what it changes, and for those
to come. Every other class keeps the rules under which it was held, and what is closed stays as it was signed.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, insert, select

from lms import database
from lms.accounts.models import Person
from lms.attendance.queries import books_of_classes
from lms.attendance.regulation import watch
from lms.attendance.regulation.models import ClassRules
from lms.attendance.regulation.preview import ClassPreview, preview
from lms.attendance.regulation.values import AttendanceRules
from lms.audit.service import record
from lms.classes.models import ClassState, StudyClass
from lms.programmes.models import Programme


@dataclass(frozen=True)
class Decision:
    """New rules for these classes, and why. `seen` is the mark of each preview that the person had before them."""

    rules: AttendanceRules
    class_ids: Collection[int]
    reason: str
    seen: Mapping[int, str]


def classes_of(programme: Programme) -> list[StudyClass]:
    """Every class that follows this version, the latest first."""
    statement = select(StudyClass).where(StudyClass.programme_id == programme.id)
    return list(database.session.scalars(statement.order_by(StudyClass.opens_on.desc(), StudyClass.id)))


def still_open(study_class: StudyClass) -> bool:
    """What is closed was reported and signed: no change of rules reaches it."""
    return study_class.state is not ClassState.CLOSED


def look_ahead(
    classes: Sequence[StudyClass], rules: AttendanceRules, now: datetime
) -> dict[int, ClassPreview]:
    """What these rules would change, for every class that is not closed; a fixed number of statements."""
    return preview(books_of_classes([one.id for one in classes if still_open(one)]), rules, now)


def change(programme: Programme, decision: Decision, actor: Person, now: datetime) -> bool:
    """Store the decision; False, with nothing stored, where the figures are others by now than those that were seen."""
    database.session.execute(select(Programme.id).where(Programme.id == programme.id).with_for_update())
    classes = classes_of(programme)
    chosen = [one for one in classes if one.id in decision.class_ids and still_open(one)]
    previews = look_ahead(chosen, decision.rules, now)
    if any(decision.seen.get(one) != found.mark() for one, found in previews.items()):
        return False
    before = AttendanceRules.of(programme)
    _keep(programme, [one for one in classes if one not in chosen], before, actor, now)
    _follow(programme, chosen)
    for name, value in decision.rules.plain.items():
        setattr(programme, name, value)
    _record(programme, before, decision, actor, now)
    for one in chosen:
        _record_class(one, previews.get(one.id), decision, actor, now)
    database.session.flush()
    watch.follow([one.id for one in chosen], now)
    return True


def _keep(
    programme: Programme, classes: Sequence[StudyClass], rules: AttendanceRules, actor: Person, now: datetime
) -> None:
    """They go on with the rules that held; a class that keeps older ones already goes on with those."""
    keeping = select(ClassRules.study_class_id).where(ClassRules.programme_id == programme.id)
    having = set(database.session.scalars(keeping))
    said = {"programme_id": programme.id, "kept_at": now, "kept_by_id": actor.id, **rules.plain}
    rows = [{"study_class_id": one.id, **said} for one in classes if one.id not in having]
    if rows:
        database.session.execute(insert(ClassRules), rows)


def _follow(programme: Programme, classes: Sequence[StudyClass]) -> None:
    database.session.execute(
        delete(ClassRules).where(
            ClassRules.programme_id == programme.id,
            ClassRules.study_class_id.in_([one.id for one in classes]),
        )
    )


def _record(
    programme: Programme, before: AttendanceRules, decision: Decision, actor: Person, now: datetime
) -> None:
    record(
        actor,
        "programme.attendance-rules-changed",
        programme,
        now,
        old=before.told,
        new=decision.rules.told | {"classes": sorted(decision.class_ids)},
        reason=decision.reason,
    )


def _record_class(
    study_class: StudyClass, found: ClassPreview | None, decision: Decision, actor: Person, now: datetime
) -> None:
    told = {
        "gained": [change.learner.person_id for change in found.gainers] if found else [],
        "lost": [change.learner.person_id for change in found.losers] if found else [],
    }
    record(
        actor,
        "class.attendance-rules-changed",
        study_class,
        now,
        new=decision.rules.told | told,
        reason=decision.reason,
        class_id=study_class.id,
    )
