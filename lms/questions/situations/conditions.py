"""Which sets a viewer sees and changes: what their questions allow, in SQL. A question is of the set that its newest
version tells."""

from sqlalchemy import ColumnElement, Select, and_, false, func, or_, select
from sqlalchemy.orm import aliased

from lms.questions.models import Question, QuestionVersion, VersionState
from lms.questions.sharing.conditions import open_to
from lms.questions.sharing.rules import Right, Viewer
from lms.questions.situations.models import Situation, SituationPart


def questions_of(situation: ColumnElement[int] | int) -> Select[int]:
    """The ids of the questions of a set."""
    return (
        select(Question.id)
        .join(Question.latest)
        .join(SituationPart, SituationPart.version_id == QuestionVersion.id)
        .where(SituationPart.situation_id == situation)
    )


def seen_by(viewer: Viewer) -> ColumnElement[bool]:
    """The condition on Situation: the viewer wrote it, or sees a question of it, and so its text."""
    theirs = questions_of(Situation.id.expression).where(open_to(viewer)).correlate(Situation)
    return or_(_written_by(viewer), theirs.exists())


def changed_by(viewer: Viewer) -> ColumnElement[bool]:
    """The condition on Situation: the viewer changes every question of it, and wrote it if it has none.

    A new text makes a new version of each question, so one that is closed to the viewer closes the set.
    """
    inside = questions_of(Situation.id.expression).correlate(Situation)
    closed = inside.where(~func.coalesce(open_to(viewer, Right.EDIT), false()))
    return and_(or_(_written_by(viewer), inside.exists()), ~closed.correlate(Situation).exists())


def told_alike() -> ColumnElement[bool]:
    """The condition on QuestionVersion: no question of its set is in use with a newer text than it tells.

    So a paper never tells one case in two versions: what is not approved yet with the new text waits until it is.
    """
    mine, theirs = aliased(SituationPart), aliased(SituationPart)
    other, asked = aliased(QuestionVersion), aliased(Question)
    newer = (
        select(theirs.version_id)
        .select_from(mine)
        .join(theirs, and_(theirs.situation_id == mine.situation_id, theirs.number > mine.number))
        .join(other, other.id == theirs.version_id)
        .join(asked, asked.id == other.question_id)
        .where(
            mine.version_id == QuestionVersion.id,
            other.state == VersionState.PUBLISHED,
            asked.retired_at.is_(None),
        )
    )
    return ~newer.correlate(QuestionVersion).exists()


def _written_by(viewer: Viewer) -> ColumnElement[bool]:
    return false() if viewer.person_id is None else Situation.author_id == viewer.person_id
