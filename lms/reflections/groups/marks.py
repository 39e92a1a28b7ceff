"""Another mark than the group's for one member, or none, with the reason. What stood before stays in the history."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from flask_babel import gettext as _
from sqlalchemy import select

from lms import database
from lms.accounts.models import Person
from lms.audit.service import record
from lms.marking import queries as marking
from lms.marking.models import Mark, SubjectKind
from lms.reflections import gate, telling
from lms.reflections.group_models import MemberMark
from lms.reflections.groups import queries
from lms.reflections.models import Reflection, Submission
from lms.web.errors import LmsError


@dataclass(frozen=True)
class Wanted:
    """What is to count for one member: these points, or nothing at all."""

    person_id: int
    points: Decimal | None
    reason: str


def mark_of(submission: Submission) -> Mark:
    """The group's mark, beside which a member's can stand; refused while there is none or names are not known."""
    if gate.is_blind(submission.reflection.task):
        raise LmsError(
            _(
                "This task is marked without names. Members get marks of their own once names are known: after the "
                "codes are opened, or after the release."
            )
        )
    if submission.number != submission.reflection.submission_number:
        raise LmsError(_("The group has handed in again meanwhile. Open the script from the list."))
    mark = marking.latest_mark(SubjectKind.SUBMISSION, submission.id)
    if mark is None:
        raise LmsError(_("Give the group its mark first; then its members can have others."))
    return mark


def standing(reflection: Reflection) -> dict[int, MemberMark]:
    """By person, what stands beside the group's mark of the version that counts."""
    return {person_id: mark for (_id, person_id), mark in queries.own_marks([reflection.id]).items()}


def decide(submission: Submission, wanted: Sequence[Wanted], actor: Person, now: datetime) -> int:
    """Let these marks stand beside the group's, and no others; how many members this changed something for."""
    mark, reflection = mark_of(submission), submission.reflection
    database.session.execute(select(Reflection.id).where(Reflection.id == reflection.id).with_for_update())
    old, new = standing(reflection), {one.person_id: one for one in wanted}
    shown = marking.released_mark(SubjectKind.SUBMISSION, submission.id) is not None
    changed = 0
    for person in queries.named(reflection):
        before, after = old.get(person.id), new.get(person.id)
        if _same(before, after):
            continue
        changed += 1
        new_mark = _made(submission, after, mark.version.points, actor, now) if after else None
        made = _change(submission, before, new_mark, actor, now)
        if shown:
            telling.marked_apart(reflection, made, now)
    return changed


def _change(
    submission: Submission, before: MemberMark | None, after: MemberMark | None, actor: Person, now: datetime
) -> MemberMark:
    """What stood ends; what is new is added. Returns the one of the two that tells of the change."""
    if before is not None:
        before.ended_at = now
        database.session.flush()
    if after is not None:
        database.session.add(after)
        database.session.flush()
    made = after or before
    if made is None:
        raise LookupError("nothing was changed")
    record(
        *(actor, "reflection.member-marked", submission, now),
        old=_facts(before) if before else None,
        new=_facts(after) if after else None,
        reason=after.reason if after else "",
        class_id=submission.reflection.task.study_class_id,
    )
    return made


def _made(
    submission: Submission, wanted: Wanted, out_of: Decimal, actor: Person, now: datetime
) -> MemberMark:
    return MemberMark(
        reflection_id=submission.reflection_id,
        number=submission.number,
        person_id=wanted.person_id,
        points=wanted.points,
        out_of=out_of,
        reason=wanted.reason,
        given_at=now,
        given_by_id=actor.id,
    )


def _facts(mark: MemberMark) -> dict[str, object]:
    points = None if mark.points is None else str(mark.points)
    return {"person_id": mark.person_id, "points": points}


def _same(before: MemberMark | None, after: Wanted | None) -> bool:
    if before is None or after is None:
        return before is None and after is None
    return (before.points, before.reason) == (after.points, after.reason)
