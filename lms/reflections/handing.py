"""Starting a reflection and handing it in. What was handed in is frozen; doing it twice gives one receipt."""

import secrets
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from lms import database
from lms.accounts.models import Person
from lms.audit import service as audit
from lms.reflections import own, rules
from lms.reflections.groups import membership
from lms.reflections.models import (
    Proposal,
    ProposalLevel,
    Reflection,
    ReflectionState,
    ReflectionTask,
    Submission,
    SubmissionFile,
)
from lms.reflections.rules import Part, Standing, Window
from lms.reflections.upload_models import Upload
from lms.reflections.wordfiles import parts as wordfiles

TRIES = 20


class Refusal(StrEnum):
    """Why something was not handed in; what was written stays."""

    NOT_OPEN = "not-open"
    OVER = "over"
    NOTHING = "nothing"
    MISSING = "missing"
    HONOUR = "honour"
    NOBODY = "nobody"


@dataclass(frozen=True)
class Refused:
    why: Refusal
    slots: Sequence[int] = ()


@dataclass(frozen=True)
class Spent(Refused):
    """It was handed in as often as the task takes it; the last one counts."""

    most: int = 0


def begin(task: ReflectionTask, person: Person, now: datetime) -> Reflection:
    """The reflection of the person, or of their group, for the task; there is only ever one."""
    known = own.reflection_of(task, person.id)
    if known is not None:
        return known
    whose = membership.writing_for(task, person) if task.by_group else {"person_id": person.id}
    try:
        with database.session.begin_nested():
            reflection = Reflection(task_id=task.id, task=task, started_at=now, **whose)
            database.session.add(reflection)
    except IntegrityError:
        return _locked(own.reflection_of(task, person.id))
    return reflection


def hand_in(
    reflection: Reflection,
    window: Window,
    *,
    honour: bool,
    now: datetime,
    by: Person | None = None,
    named: Collection[int] = (),
) -> Submission | Refused:
    """Freeze what stands now. Unchanged since the last time, the earlier receipt is given again.

    A group's is handed in `by` one of its members, with the people whom it has `named` as taking part.
    """
    _locked(reflection)
    parts, uploads = own.parts_of(reflection), list(reflection.uploads)
    people = membership.confirmed(reflection, named)
    digest = rules.digest(parts, [upload.digest for upload in uploads], people)
    latest = reflection.submissions[-1] if reflection.submissions else None
    if latest and latest.sha256 == digest and reflection.state is ReflectionState.HANDED_IN:
        return latest
    if reflection.is_spent:
        return Spent(Refusal.OVER, most=reflection.task.most_submissions)
    if refused := _refused(reflection.task, window, parts, uploads, honour, now):
        return refused
    if reflection.by_group and not people:
        return Refused(Refusal.NOBODY)
    submission = _freeze(reflection, [*parts, *wordfiles.parts_of(uploads)], uploads, digest, now)
    submission.late = window.at(now) is Standing.LATE
    submission.honour_accepted = honour
    membership.name(submission, people)
    _give_number(reflection)
    facts: dict[str, Any] = {
        "number": submission.number,
        "sha256": digest,
        "words": submission.word_count,
        **({"people": people} if people else {}),
    }
    audit.record(
        *(by or reflection.person, "reflection.handed-in", submission, now),
        new=facts,
        class_id=reflection.task.study_class_id,
    )
    return submission


def _refused(
    task: ReflectionTask,
    window: Window,
    parts: Sequence[Part],
    uploads: Sequence[Upload],
    honour: bool,
    now: datetime,
) -> Refused | None:
    standing = window.at(now)
    if not standing.takes:
        return Refused(Refusal.NOT_OPEN if standing is Standing.NOT_OPEN else Refusal.OVER)
    if not uploads and all(part.blank for part in parts):
        return Refused(Refusal.NOTHING)
    required = [section.slot for section in task.sections if section.required]
    if not uploads and (slots := rules.missing(parts, required)):
        return Refused(Refusal.MISSING, slots)
    if task.honour_statement and not honour:
        return Refused(Refusal.HONOUR)
    return None


def _freeze(
    reflection: Reflection, parts: Sequence[Part], uploads: Sequence[Upload], digest: str, now: datetime
) -> Submission:
    reflection.submission_number += 1
    reflection.state = ReflectionState.HANDED_IN
    submission = Submission(
        reflection=reflection,
        number=reflection.submission_number,
        handed_in_at=now,
        word_count=sum(part.words for part in parts),
        page_count=sum(upload.sheet_count for upload in uploads),
        sha256=digest,
        parts=[rules.frozen(part) for part in parts],
        files=[
            SubmissionFile(upload_id=upload.id, position=place) for place, upload in enumerate(uploads, 1)
        ],
        proposals=_proposals(parts),
    )
    database.session.add(submission)
    database.session.flush()
    return submission


def _proposals(parts: Sequence[Part]) -> list[Proposal]:
    rows = [row for part in parts for row in part.rows if row["content"]]
    return [
        Proposal(
            position=place,
            level=ProposalLevel(row["level"]),
            content=row["content"],
            addressee=row["addressee"],
        )
        for place, row in enumerate(rows, 1)
    ]


def _give_number(reflection: Reflection) -> None:
    """A number that stands for the name (phách): drawn, so that it tells neither the alphabet nor the time."""
    for digits in (3,) * TRIES + (4,) * TRIES + (6,) * TRIES:
        if reflection.script_no is not None:
            return
        number = 10 ** (digits - 1) + secrets.randbelow(9 * 10 ** (digits - 1))
        taken = select(Reflection.id).where(
            Reflection.task_id == reflection.task_id, Reflection.script_no == number
        )
        if database.session.scalar(taken) is not None:
            continue
        try:
            with database.session.begin_nested():
                reflection.script_no = number
        except IntegrityError:
            database.session.refresh(reflection, ["script_no"])


def _locked(reflection: Reflection | None) -> Reflection:
    """The row as it is now, locked until the end of the transaction (on SQLite every writer is alone anyway)."""
    if reflection is None:
        raise LookupError("a reflection that could not be started twice is not there")
    database.session.refresh(reflection, ["state", "submission_number", "script_no"], with_for_update=True)
    database.session.expire(reflection, ["submissions", "uploads"])
    return reflection
