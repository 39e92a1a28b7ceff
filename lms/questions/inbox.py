"""What waits for somebody: to be reviewed, to be repaired, to be submitted."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import ColumnElement, ScalarSelect, Select, func, select
from sqlalchemy.orm import contains_eager, joinedload

from lms import database
from lms.programmes.models import Programme, Topic
from lms.questions.councils.models import ReviewCouncil
from lms.questions.councils.queries import seats
from lms.questions.models import Question, QuestionVersion, ReviewStep, Step, VersionState
from lms.questions.review import for_review_by
from lms.questions.sharing.conditions import open_to
from lms.questions.sharing.rules import Viewer
from lms.web.clock import local

EACH = 50


@dataclass(frozen=True)
class Pile:
    """What waits under one topic; `topic` None is what stands under none.

    `since` is when the first of it was handed in, `council` the one that this person reviews it for, if there is any.
    """

    programme: Programme | None
    topic: Topic | None
    count: int
    since: datetime | None = None
    council: ReviewCouncil | None = None

    @property
    def council_name(self) -> str:
        return self.council.name if self.council else ""

    def days(self, now: datetime) -> int:
        """How long the first of it has been waiting."""
        return (local(now).date() - local(self.since).date()).days if self.since else 0


def to_review(viewer: Viewer) -> list[Pile]:
    """Submitted questions that this person may review, by council and topic; what waits the longest comes first."""
    piles = _piles(VersionState.SUBMITTED, for_review_by(viewer))
    seated = seats(viewer.person_id or 0, [pile.topic.id for pile in piles if pile.topic], viewer.day)
    found = [replace(pile, council=seated.get(pile.topic.id) if pile.topic else None) for pile in piles]
    return sorted(found, key=_urgency)


def to_submit(viewer: Viewer) -> list[Pile]:
    """The person's own drafts, counted by topic."""
    return _piles(VersionState.DRAFT, _written_by(viewer))


def returned_to(viewer: Viewer) -> Sequence[Question]:
    """Questions that came back to this person with a comment."""
    statement = _waiting(VersionState.RETURNED, _written_by(viewer))
    steps = contains_eager(Question.latest).selectinload(QuestionVersion.steps)
    return database.session.scalars(statement.options(steps).order_by(Question.id).limit(EACH)).all()


def pile(viewer: Viewer, topic_id: int | None, programme_id: int | None) -> Select[Question]:
    """The questions of one topic that this person can review."""
    place = _at(topic_id, programme_id)
    return _waiting(VersionState.SUBMITTED, [*for_review_by(viewer), *place]).order_by(Question.id)


def version_ids(
    state: VersionState, viewer: Viewer, topic_id: int | None, programme_id: int | None
) -> list[int]:
    """All versions of one pile: what this person can review, or their own drafts."""
    whose = for_review_by(viewer) if state is VersionState.SUBMITTED else _written_by(viewer)
    statement = _waiting(state, [*whose, *_at(topic_id, programme_id)])
    return list(database.session.scalars(statement.with_only_columns(QuestionVersion.id)))


def _piles(state: VersionState, conditions: list[ColumnElement[bool]]) -> list[Pile]:
    counted = (
        _waiting(state, conditions, eager=False)
        .with_only_columns(
            Question.programme_id,
            Question.topic_id,
            func.count().label("waiting"),
            func.min(_handed_in()).label("since"),
        )
        .group_by(Question.programme_id, Question.topic_id)
        .subquery()
    )
    statement = (
        select(Programme, Topic, counted.c.waiting, counted.c.since)
        .select_from(counted)
        .outerjoin(Programme, Programme.id == counted.c.programme_id)
        .outerjoin(Topic, Topic.id == counted.c.topic_id)
        .order_by(Programme.title, Programme.id, Topic.position)
    )
    return [Pile(*row) for row in database.session.execute(statement)]


def _written_by(viewer: Viewer) -> list[ColumnElement[bool]]:
    """What this person wrote, as long as it is open to them."""
    return [QuestionVersion.created_by_id == viewer.person_id, open_to(viewer)]


def _urgency(pile: Pile) -> tuple[bool, str, float]:
    """Councils by name, what belongs to none behind them; of each what waits the longest first."""
    return pile.council is None, pile.council_name, pile.since.timestamp() if pile.since else 0.0


def _handed_in() -> ScalarSelect[datetime]:
    """When the version was handed in, the last time."""
    return (
        select(func.max(ReviewStep.at))
        .where(ReviewStep.version_id == QuestionVersion.id, ReviewStep.step == Step.SUBMITTED)
        .correlate(QuestionVersion)
        .scalar_subquery()
    )


def _waiting(
    state: VersionState, conditions: list[ColumnElement[bool]], *, eager: bool = True
) -> Select[Question]:
    statement = (
        select(Question)
        .join(Question.latest)
        .where(QuestionVersion.state == state, Question.retired_at.is_(None), *conditions)
    )
    if not eager:
        return statement
    return statement.options(
        contains_eager(Question.latest), joinedload(Question.topic), joinedload(Question.author)
    )


def _at(topic_id: int | None, programme_id: int | None) -> list[ColumnElement[bool]]:
    if topic_id:
        return [Question.topic_id == topic_id]
    without = Question.topic_id.is_(None)
    if programme_id:
        return [without, Question.programme_id == programme_id]
    return [without, Question.programme_id.is_(None)]
