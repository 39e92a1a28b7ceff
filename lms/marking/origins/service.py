"""Appending a mark that nobody typed as it is: made of several, carried over to another rubric, changed later."""

from collections.abc import Sequence
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Protocol

from lms import database
from lms.accounts.models import Person
from lms.audit import service as audit
from lms.columns import ExactNumber
from lms.marking import queries
from lms.marking.models import CriterionScore, Mark, RubricVersion
from lms.marking.origins.models import Kind, MarkOrigin
from lms.marking.rules import COMMENT_LIMIT
from lms.marking.service import Subject


class Given(Protocol):
    """What one criterion gets; a mean of several has no level."""

    @property
    def criterion_id(self) -> int: ...
    @property
    def level_id(self) -> int | None: ...
    @property
    def points(self) -> Decimal: ...
    @property
    def comment(self) -> str: ...


def append_mark(  # noqa: PLR0913 - what a mark consists of
    subject: Subject,
    version: RubricVersion,
    scores: Sequence[Given],
    remark: str,
    *,
    kind: Kind,
    marker_id: int | None,
    actor: Person,
    now: datetime,
) -> Mark:
    """Add a mark behind those that the subject has; the caller holds a lock under which it looked at them.

    The total is the sum of the points as they are stored, so that it can be added up again from them.
    """
    latest = queries.latest_mark(subject.kind, subject.id)
    kept = [
        CriterionScore(
            criterion_id=score.criterion_id,
            level_id=score.level_id,
            points=stored(score.points),
            comment=score.comment[:COMMENT_LIMIT],
        )
        for score in scores
    ]
    mark = Mark(
        subject_kind=subject.kind,
        subject_id=subject.id,
        number=latest.number + 1 if latest else 1,
        marker_id=marker_id,
        rubric_version_id=version.id,
        total=sum((score.points for score in kept), Decimal(0)),
        remark=remark,
        marked_at=now,
        scores=kept,
    )
    database.session.add(mark)
    database.session.flush()
    before_id = latest.id if latest else None
    database.session.add(MarkOrigin(mark_id=mark.id, kind=kind, before_id=before_id, by_id=actor.id))
    audit.record(
        actor,
        "mark.given",
        mark,
        now,
        old={"total": str(latest.total)} if latest else None,
        new={"total": str(mark.total), "subject": f"{subject.kind}:{subject.id}", "number": mark.number}
        | {"kind": kind.value},
        class_id=subject.class_id,
    )
    return mark


def stored(points: Decimal) -> Decimal:
    """As the database keeps them: four digits behind the comma."""
    return points.quantize(ExactNumber.unit, ROUND_HALF_UP)
