"""Findings as they are stored with a step of the review and read again with it."""

from collections.abc import Collection, Mapping

from sqlalchemy import func, insert, select

from lms import database
from lms.questions.checklist.criteria import Checklist, Criterion, criteria_of
from lms.questions.checklist.models import ReviewFinding
from lms.questions.models import ReviewStep


def keep(kinds: Mapping[int, str], found: Checklist) -> None:
    """Store with the newest step of each version (given with its type) what was found of it."""
    newest = (
        select(ReviewStep.version_id, func.max(ReviewStep.id))
        .where(ReviewStep.version_id.in_(kinds))
        .group_by(ReviewStep.version_id)
    )
    rows = [
        {"step_id": step_id, "criterion": one, "met": found[one].met, "remark": found[one].remark}
        for version_id, step_id in database.session.execute(newest)
        for one in criteria_of(kinds[version_id])
        if one in found
    ]
    if rows:
        database.session.execute(insert(ReviewFinding), rows)


def findings_of(version_ids: Collection[int]) -> dict[int, list[ReviewFinding]]:
    """By step, in the order of the criteria, for all reviews of these versions; one statement."""
    statement = (
        select(ReviewFinding)
        .join(ReviewStep, ReviewStep.id == ReviewFinding.step_id)
        .where(ReviewStep.version_id.in_(version_ids))
    )
    order = list(Criterion)
    found: dict[int, list[ReviewFinding]] = {}
    for row in sorted(database.session.scalars(statement), key=lambda each: order.index(each.criterion)):
        found.setdefault(row.step_id, []).append(row)
    return found
