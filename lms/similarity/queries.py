"""Reading what was found and what was said about it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import Select, and_, func, or_, select
from sqlalchemy.orm import contains_eager, defer, joinedload, load_only

from lms import database
from lms.reflections import handed_in
from lms.reflections.models import Reflection, ReflectionTask, Submission
from lms.similarity import rules
from lms.similarity.models import (
    ComparedScript,
    Comparison,
    Kin,
    TextDecision,
    TextMatch,
    Verdict,
)
from lms.similarity.rules import Span, spans_of

WITHOUT_PASSAGES = (
    TextMatch.id,
    TextMatch.a_id,
    TextMatch.b_id,
    TextMatch.kin,
    TextMatch.share_a,
    TextMatch.share_b,
)


@dataclass(frozen=True)
class Seen:
    """A match as one of its two scripts sees it."""

    id: int
    other_id: int
    kin: Kin
    share: float
    theirs: float
    passages: list[list[int]]


def open_comparison(task_id: int) -> Select[Comparison]:
    return select(Comparison).where(Comparison.task_id == task_id, Comparison.finished_at.is_(None))


def last_comparison(task_id: int) -> Comparison | None:
    """The comparison that is under way, else the last one."""
    statement = (
        select(Comparison).where(Comparison.task_id == task_id).order_by(Comparison.id.desc()).limit(1)
    )
    return database.session.scalars(statement).one_or_none()


def compared(ids: Iterable[int]) -> dict[int, ComparedScript]:
    statement = select(ComparedScript).where(ComparedScript.submission_id.in_(list(ids)))
    return {one.submission_id: one for one in database.session.scalars(statement)}


def compared_of_task(task_id: int) -> dict[int, ComparedScript]:
    """What was found of each script of a task that counts."""
    ids = handed_in.current_submission_ids([task_id])
    statement = select(ComparedScript).where(ComparedScript.submission_id.in_(ids))
    return {one.submission_id: one for one in database.session.scalars(statement)}


def matches_of_task(task_id: int) -> Sequence[TextMatch]:
    """All matches of the scripts of a task that count, without their passages."""
    ids = handed_in.current_submission_ids([task_id])
    statement = select(TextMatch).where(TextMatch.a_id.in_(ids)).options(load_only(*WITHOUT_PASSAGES))
    return database.session.scalars(statement).all()


def matches_of(submission_id: int) -> list[Seen]:
    """The matches of one script with scripts that count, the largest share first."""
    theirs = and_(TextMatch.b_id == submission_id, TextMatch.kin == Kin.SAME_TASK)
    statement = select(TextMatch).where(or_(TextMatch.a_id == submission_id, theirs))
    found = [seen_from(match, submission_id) for match in database.session.scalars(statement)]
    still = {one.id for one in scripts(one.other_id for one in found)}
    return sorted((one for one in found if one.other_id in still), key=lambda one: (-one.share, one.other_id))


def match_of(submission_id: int, match_id: int) -> Seen | None:
    """One match, if this script is on a side of it from which it may be seen."""
    return next((one for one in matches_of(submission_id) if one.id == match_id), None)


def seen_from(match: TextMatch, submission_id: int) -> Seen:
    if match.a_id == submission_id:
        return Seen(match.id, match.b_id, match.kin, match.share_a, match.share_b, match.passages)
    turned = rules.turned(match.passages)
    return Seen(match.id, match.a_id, match.kin, match.share_b, match.share_a, turned)


def scripts(ids: Iterable[int]) -> list[Submission]:
    """These scripts as far as they count, with task, class and person, without their texts."""
    statement = (
        select(Submission)
        .join(Reflection, Reflection.id == Submission.reflection_id)
        .where(Submission.id.in_(list(ids)), Submission.number == Reflection.submission_number)
    )
    return list(database.session.scalars(statement.options(*_WITHOUT_TEXT)))


def scripts_of_task(task: ReflectionTask) -> list[Submission]:
    """The scripts of a task that count, without their texts."""
    return list(database.session.scalars(handed_in.current([task.id]).options(*_WITHOUT_TEXT)))


def decisions_by_script(task: ReflectionTask) -> dict[int, TextDecision]:
    """The decision that counts, of each script of a task."""
    latest = (
        select(func.max(TextDecision.id))
        .where(TextDecision.submission_id.in_(handed_in.current_submission_ids([task.id])))
        .group_by(TextDecision.submission_id)
    )
    statement = select(TextDecision).where(TextDecision.id.in_(latest))
    return {one.submission_id: one for one in database.session.scalars(statement)}


def history_of(reflection_id: int) -> Sequence[TextDecision]:
    """What was said about every version of a reflection, newest first."""
    statement = (
        select(TextDecision)
        .join(Submission, Submission.id == TextDecision.submission_id)
        .where(Submission.reflection_id == reflection_id)
        .options(joinedload(TextDecision.submission), joinedload(TextDecision.decided_by))
        .order_by(TextDecision.id.desc())
    )
    return database.session.scalars(statement).all()


def last_decision(reflection_id: int) -> TextDecision | None:
    """The latest word about any version of a reflection."""
    statement = (
        select(TextDecision)
        .join(Submission, Submission.id == TextDecision.submission_id)
        .where(Submission.reflection_id == reflection_id)
        .order_by(TextDecision.id.desc())
        .limit(1)
    )
    return database.session.scalars(statement).one_or_none()


def last_number(submission_id: int) -> int:
    """How many decisions there are about a script."""
    statement = select(func.max(TextDecision.number)).where(TextDecision.submission_id == submission_id)
    return database.session.scalar(statement) or 0


def verdict_of(submission_id: int) -> Verdict:
    statement = (
        select(TextDecision.verdict)
        .where(TextDecision.submission_id == submission_id)
        .order_by(TextDecision.number.desc())
        .limit(1)
    )
    return database.session.scalar(statement) or Verdict.UNSEEN


def passages_to_explain(submission: Submission) -> list[Span]:
    """What the script has in common with works of others, official text left out."""
    found = database.session.get(ComparedScript, submission.id)
    spans = (
        span for one in matches_of(submission.id) if one.kin is not Kin.OWN for span in spans_of(one.passages)
    )
    return rules.without(spans, spans_of(found.quoted) if found else [])


_WITHOUT_TEXT = (
    defer(Submission.parts),
    contains_eager(Submission.reflection).options(joinedload(Reflection.person), joinedload(Reflection.task)),
)
