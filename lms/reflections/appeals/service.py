"""Asking for a re-mark of a reflection, taking it back, deciding it. The new mark is appended; the old one stays."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.exc import IntegrityError

from lms import database
from lms.accounts.models import Person
from lms.audit.service import record
from lms.marking import queries as marking, service as marks
from lms.marking.models import Criterion, Mark, SubjectKind
from lms.marking.rules import Score, Sheet
from lms.marking.service import Conflict, Subject
from lms.reflections.appeals import queries, rules
from lms.reflections.appeals.models import WHOLE, ReflectionAppeal, Verdict
from lms.reflections.appeals.rules import Refused
from lms.reflections.groups import queries as groups
from lms.reflections.models import Reflection, Submission

KIND = SubjectKind.SUBMISSION


@dataclass(frozen=True)
class Decision:
    """The answer in words, and the levels chosen anew, by criterion."""

    reply: str
    levels: Mapping[int, int]


def shown_at(mark: Mark | None) -> datetime | None:
    """Since when the learner can read this mark; None if it stands in no release."""
    if mark is None or mark.release is None or mark.release.withdrawn_at is not None:
        return None
    return max(mark.release.released_at, mark.marked_at)


def ask(
    reflection: Reflection,
    submission: Submission,
    criterion: int,
    reason: str,
    now: datetime,
    member: Person | None = None,
) -> ReflectionAppeal | Refused:
    """The learner asks about one criterion or the whole, while the days last; of a group any `member`."""
    asker = member if reflection.by_group else reflection.person
    if asker is None:
        raise LookupError("nobody asks")
    mark, task = marking.released_mark(KIND, submission.id), reflection.task
    until = rules.until(task.appeal_days, shown_at(mark), now)
    if isinstance(until, Refused) or mark is None:
        return until if isinstance(until, Refused) else Refused.NOT_SHOWN
    known = queries.own(submission.id)
    open_ones = {appeal.criterion for appeal in known if appeal.is_open}
    decided = {appeal.criterion for appeal in known if appeal.decided_at}
    if refused := rules.may_ask(criterion, len(mark.version.criteria), open_ones, decided):
        return refused
    appeal = ReflectionAppeal(
        submission_id=submission.id,
        submission=submission,
        criterion=criterion,
        mark_id=mark.id,
        mark=mark,
        person_id=asker.id,
        marker_id=mark.marker_id,
        reason=reason,
        asked_at=now,
        due_at=now + timedelta(days=task.appeal_days),
    )
    try:
        with database.session.begin_nested():
            database.session.add(appeal)
    except IntegrityError:
        return Refused.OPEN
    _record(asker, "reflection-appeal.asked", appeal, now)
    return appeal


def withdraw(appeal: ReflectionAppeal, actor: Person, now: datetime) -> Refused | None:
    """The learner takes it back, until it is decided."""
    _hold(appeal)
    if not appeal.is_open:
        return Refused.DONE
    appeal.withdrawn_at = now
    _record(actor, "reflection-appeal.withdrawn", appeal, now)
    return None


def barred(appeal: ReflectionAppeal) -> frozenset[int]:
    """Who may not decide about this one."""
    people = groups.people_of(appeal.submission.reflection) | {appeal.person_id}
    return rules.barred(people, queries.markers(appeal.submission_id))


def criteria(appeal: ReflectionAppeal) -> Sequence[Criterion]:
    """What the decision may change."""
    listed = appeal.mark.version.criteria
    return listed if appeal.criterion == WHOLE else [listed[appeal.criterion - 1]]


def decide(actor: Person, appeal: ReflectionAppeal, wanted: Decision, now: datetime) -> Refused | None:
    """Append the new mark, if a level changes, where the learner reads the old one; and answer."""
    _hold(appeal)
    if not appeal.is_open:
        return Refused.DONE
    if actor.id in barred(appeal):
        return Refused.BARRED
    standing = marking.latest_mark(KIND, appeal.submission_id)
    if standing is None or standing.rubric_version_id != appeal.mark.rubric_version_id:
        return Refused.MARKED_ANEW
    sheet = _sheet(appeal, standing, wanted.levels)
    if _levels(sheet) != {score.criterion_id: score.level_id for score in standing.scores}:
        made = marks.record_mark(
            _subject(appeal), actor, standing.version, sheet, base=standing.number, now=now
        )
        if isinstance(made, Conflict):
            return Refused.MARKED_ANEW
        made.release_id = standing.release_id or appeal.mark.release_id
        appeal.new_mark_id = made.id
    appeal.decided_at, appeal.decided_by_id, appeal.reply = now, actor.id, wanted.reply
    appeal.verdict = Verdict.CHANGED if appeal.new_mark_id else Verdict.STANDS
    _record(actor, "reflection-appeal.decided", appeal, now)
    return None


def _sheet(appeal: ReflectionAppeal, standing: Mark, chosen: Mapping[int, int]) -> Sheet:
    """The standing mark with other levels where they were asked about and chosen."""
    levels = {level.id: (criterion.id, level) for criterion in criteria(appeal) for level in criterion.levels}
    scores = []
    for score in standing.scores:
        of_criterion, level = levels.get(chosen.get(score.criterion_id, 0), (0, None))
        if level is not None and of_criterion == score.criterion_id:
            scores.append(Score(score.criterion_id, level.id, level.points, score.comment))
        else:
            scores.append(Score(score.criterion_id, score.level_id, score.points, score.comment))
    return Sheet(tuple(scores), remark=standing.remark)


def _levels(sheet: Sheet) -> dict[int, int | None]:
    return {score.criterion_id: score.level_id for score in sheet.scores}


def _subject(appeal: ReflectionAppeal) -> Subject:
    return Subject(KIND, appeal.submission_id, appeal.submission.reflection.task.study_class_id)


def _hold(appeal: ReflectionAppeal) -> None:
    database.session.refresh(appeal, with_for_update={"of": ReflectionAppeal})


def _record(actor: Person, action: str, appeal: ReflectionAppeal, now: datetime) -> None:
    facts: dict[str, object] = {"submission_id": appeal.submission_id, "criterion": appeal.criterion}
    if appeal.verdict:
        facts |= {"verdict": appeal.verdict.value, "mark_id": appeal.new_mark_id}
    class_id = appeal.submission.reflection.task.study_class_id
    record(actor, action, appeal, now, new=facts, reason=appeal.reply[:500], class_id=class_id)
