"""Asking for a comparison, saying what a script's passages are, asking its learner, explaining."""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from lms import database
from lms.accounts.models import Person
from lms.audit import service as audit
from lms.reflections.models import ReflectionTask, Submission
from lms.similarity import queries, telling
from lms.similarity.models import Comparison, Explanation, TextDecision, Verdict


def ask(task: ReflectionTask, actor: Person | None, now: datetime) -> Comparison:
    """A comparison of the task; while one is under way, that one. The caller sends it to the worker."""
    try:
        with database.session.begin_nested():
            made = Comparison(task_id=task.id, asked_at=now, asked_by_id=actor.id if actor else None)
            database.session.add(made)
    except IntegrityError:
        return database.session.scalars(queries.open_comparison(task.id)).one()
    audit.record(actor, "similarity.asked", made, now, class_id=task.study_class_id)
    return made


def decide(
    submission: Submission, verdict: Verdict, reason: str, base: int, actor: Person, now: datetime
) -> TextDecision | None:
    """Add a decision after the one that was seen, `base`; None if somebody decided meanwhile."""
    passages = queries.passages_to_explain(submission) if verdict is Verdict.EXPLAIN else []
    made = TextDecision(
        submission_id=submission.id,
        number=base + 1,
        verdict=verdict,
        reason=reason,
        passages=[list(span) for span in passages],
        decided_at=now,
        decided_by_id=actor.id,
    )
    if queries.last_number(submission.id) != base or not _added(made):
        return None
    facts = {"verdict": verdict.value, "passages": len(passages)}
    class_id = submission.reflection.task.study_class_id
    audit.record(
        actor, "similarity.decided", submission, now, new=facts, reason=reason[:500], class_id=class_id
    )
    telling.decided(submission, made, now)
    return made


def explain(decision: TextDecision, body: str, person: Person, now: datetime) -> Explanation:
    """Keep what the learner wrote; what was written before stays. The same words twice are there once."""
    statement = select(Explanation).where(Explanation.decision_id == decision.id).order_by(Explanation.number)
    before = list(database.session.scalars(statement))
    if before and before[-1].body == body:
        return before[-1]
    made = Explanation(decision_id=decision.id, number=len(before) + 1, body=body, written_at=now)
    if not _added(made):  # the same form, sent twice at once
        last = select(func.max(Explanation.id)).where(Explanation.decision_id == decision.id)
        return database.session.get_one(Explanation, database.session.scalar(last))
    class_id = decision.submission.reflection.task.study_class_id
    audit.record(
        person, "similarity.explained", decision, now, new={"number": made.number}, class_id=class_id
    )
    telling.explained(decision, made, now)
    return made


def _added(made: TextDecision | Explanation) -> bool:
    try:
        with database.session.begin_nested():
            database.session.add(made)
    except IntegrityError:
        return False
    return True
