"""Sets as pages show them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import contains_eager, joinedload

from lms import database
from lms.programmes.queries import below_topic_ids, version_ids
from lms.questions.forms import read_place
from lms.questions.listing import word_conditions
from lms.questions.models import Question, QuestionVersion, VersionState
from lms.questions.sharing.conditions import open_to
from lms.questions.sharing.rules import Viewer
from lms.questions.situations.conditions import changed_by, questions_of, seen_by
from lms.questions.situations.models import Situation, SituationPart
from question_bank.question import Question as BankQuestion

MOST_OFFERED = 300


@dataclass(frozen=True)
class Member:
    """A question of a set; `in_use` is the number of the text that it is in use with, if it is in use."""

    question: Question
    in_use: int | None
    waits: bool = (
        False  # it is in use with an older text than another of the set, and so left out of new papers
    )

    @property
    def asked(self) -> BankQuestion:
        return self.question.latest.asked


@dataclass(frozen=True)
class Standing:
    """Where a question stands: its set, which place among how many of those that the viewer sees."""

    situation: Situation
    place: int
    size: int


def listed(words: str, place: str, retired: bool, viewer: Viewer) -> Select[Situation]:
    """The sets that fit and the viewer sees, the newest first."""
    gone = Situation.retired_at.is_not(None)
    found = [seen_by(viewer), gone if retired else ~gone]
    found += word_conditions(words, Situation.words, Situation.search_key)
    programme_id, topic_id = read_place(place)
    if programme_id:
        found.append(_asks(Question.programme_id.in_(version_ids(programme_id)), viewer))
    if topic_id:
        found.append(_asks(Question.topic_id.in_(below_topic_ids(topic_id)), viewer))
    return (
        select(Situation)
        .where(*found)
        .order_by(Situation.id.desc())
        .options(joinedload(Situation.latest), joinedload(Situation.author))
    )


def sizes(situation_ids: Collection[int], viewer: Viewer) -> dict[int, int]:
    """How many questions of each of these the viewer sees."""
    statement = (
        select(SituationPart.situation_id, func.count())
        .join(QuestionVersion, QuestionVersion.id == SituationPart.version_id)
        .join(Question, _is_latest())
        .where(SituationPart.situation_id.in_(situation_ids), open_to(viewer))
        .group_by(SituationPart.situation_id)
    )
    return dict(database.session.execute(statement).all())


def members(situation: Situation, viewer: Viewer) -> list[Member]:
    """The questions of the set that the viewer sees, in their order."""
    statement = (
        select(Question)
        .join(Question.latest)
        .join(SituationPart, SituationPart.version_id == QuestionVersion.id)
        .where(SituationPart.situation_id == situation.id, open_to(viewer))
        .order_by(SituationPart.place, Question.id)
        .options(contains_eager(Question.latest), joinedload(Question.topic), joinedload(Question.author))
    )
    found = database.session.scalars(statement).unique().all()
    told = _in_use(situation.id)
    newest = max((number for number, retired in told.values() if not retired), default=0)
    return [Member(one, told.get(one.id, (None, False))[0], _waits(one, told, newest)) for one in found]


def hidden(situation: Situation, viewer: Viewer) -> bool:
    """Whether the set has questions that the viewer does not see."""
    everything = database.session.scalar(
        select(func.count()).select_from(questions_of(situation.id).subquery())
    )
    return (everything or 0) > sizes([situation.id], viewer).get(situation.id, 0)


def standing(question: Question, viewer: Viewer) -> Standing | None:
    """The set of the question, if it has one."""
    found = of_questions([question.id]).get(question.id)
    if found is None:
        return None
    ids = [member.question.id for member in members(found, viewer)]
    return Standing(found, ids.index(question.id) + 1 if question.id in ids else 0, len(ids))


def of_questions(question_ids: Collection[int]) -> dict[int, Situation]:
    """The set that each of these belongs to; none for those that stand alone."""
    statement = (
        select(Question.id, Situation)
        .join(Question.latest)
        .join(SituationPart, SituationPart.version_id == QuestionVersion.id)
        .join(Situation, Situation.id == SituationPart.situation_id)
        .where(Question.id.in_(question_ids))
    )
    return dict(database.session.execute(statement).all())


def is_seen(situation: Situation, viewer: Viewer) -> bool:
    return _fits(situation, seen_by(viewer))


def may_be_changed(situation: Situation, viewer: Viewer) -> bool:
    return _fits(situation, changed_by(viewer))


def offered(viewer: Viewer) -> Sequence[Situation]:
    """The sets that the viewer may put questions into, the newest first."""
    statement = select(Situation).where(Situation.retired_at.is_(None), changed_by(viewer))
    return database.session.scalars(statement.order_by(Situation.id.desc()).limit(MOST_OFFERED)).all()


def _fits(situation: Situation, condition: ColumnElement[bool]) -> bool:
    statement = select(Situation.id).where(Situation.id == situation.id, condition)
    return database.session.scalar(statement) is not None


def _asks(condition: ColumnElement[bool], viewer: Viewer) -> ColumnElement[bool]:
    """The condition on Situation: a question of it that the viewer sees is such."""
    inside = questions_of(Situation.id.expression).where(condition, open_to(viewer))
    return inside.correlate(Situation).exists()


def _is_latest() -> ColumnElement[bool]:
    return (Question.id == QuestionVersion.question_id) & (Question.latest_number == QuestionVersion.number)


def _in_use(situation_id: int) -> dict[int, tuple[int, bool]]:
    """By question, which text of the set its published version tells, and whether the question is retired."""
    statement = (
        select(Question.id, SituationPart.number, Question.retired_at)
        .join(QuestionVersion, QuestionVersion.question_id == Question.id)
        .join(SituationPart, SituationPart.version_id == QuestionVersion.id)
        .where(SituationPart.situation_id == situation_id, QuestionVersion.state == VersionState.PUBLISHED)
    )
    rows = database.session.execute(statement)
    return {question_id: (number, retired is not None) for question_id, number, retired in rows}


def _waits(question: Question, told: dict[int, tuple[int, bool]], newest: int) -> bool:
    number, retired = told.get(question.id, (newest, True))
    return not retired and number < newest
