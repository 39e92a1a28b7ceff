"""Reading and storing the keywords and objectives of questions; each answer is one statement."""

from collections.abc import Collection, Iterable, Mapping, Sequence

from sqlalchemy import ColumnElement, delete, exists, insert, select

from lms import database
from lms.programmes.models import Topic
from lms.programmes.objectives.models import LearningObjective
from lms.questions.models import Question
from lms.questions.sharing.conditions import open_to
from lms.questions.sharing.rules import NOBODY, Viewer
from lms.questions.tagging import rules
from lms.questions.tagging.models import QuestionObjective, QuestionTag


def tags_of(question_id: int) -> tuple[str, ...]:
    return tuple(tags_among([question_id]).get(question_id, ()))


def tags_among(question_ids: Collection[int]) -> dict[int, list[str]]:
    """The keywords of each of these that has any, in the order of their letters."""
    statement = select(QuestionTag.question_id, QuestionTag.tag).where(
        QuestionTag.question_id.in_(question_ids)
    )
    found: dict[int, list[str]] = {}
    for question_id, tag in database.session.execute(
        statement.order_by(QuestionTag.question_id, QuestionTag.tag)
    ):
        found.setdefault(question_id, []).append(tag)
    return found


def put(question_id: int, tags: Iterable[str]) -> bool:
    """These are its keywords and no others. Whether that is something new."""
    wanted = rules.read(tags)
    if set(wanted) == set(tags_of(question_id)):
        return False
    database.session.execute(delete(QuestionTag).where(QuestionTag.question_id == question_id))
    add_all({question_id: wanted})
    return True


def add_all(tags: Mapping[int, Sequence[str]]) -> None:
    """Keywords of questions that have none yet."""
    new = [{"question_id": one, "tag": tag} for one, some in tags.items() for tag in rules.read(some)]
    if new:
        database.session.execute(insert(QuestionTag), new)


def offered(viewer: Viewer = NOBODY) -> Sequence[str]:
    """Every keyword of a question that the viewer sees."""
    seen = exists().where(Question.id == QuestionTag.question_id, open_to(viewer)).correlate(QuestionTag)
    return database.session.scalars(
        select(QuestionTag.tag).where(seen).distinct().order_by(QuestionTag.tag)
    ).all()


def tagged(tag: str) -> ColumnElement[bool]:
    """The condition on Question: this is one of its keywords."""
    return Question.id.in_(select(QuestionTag.question_id).where(QuestionTag.tag == tag))


def aims_at(objective_id: int) -> ColumnElement[bool]:
    """The condition on Question: it names this objective, and stands under its topic."""
    named = (
        select(QuestionObjective.question_id)
        .join(LearningObjective, LearningObjective.id == QuestionObjective.objective_id)
        .join(Topic, Topic.lineage == LearningObjective.lineage)
        .where(QuestionObjective.objective_id == objective_id, Topic.id == Question.topic_id)
    )
    return Question.id.in_(named.correlate(Question))


def objectives_among(question_ids: Collection[int]) -> dict[int, str]:
    """In words what each of these names, as long as it stands under that topic."""
    statement = (
        select(QuestionObjective.question_id, LearningObjective.words)
        .join(LearningObjective, LearningObjective.id == QuestionObjective.objective_id)
        .join(Question, Question.id == QuestionObjective.question_id)
        .join(Topic, (Topic.id == Question.topic_id) & (Topic.lineage == LearningObjective.lineage))
        .where(QuestionObjective.question_id.in_(question_ids))
    )
    return dict(database.session.execute(statement).all())
