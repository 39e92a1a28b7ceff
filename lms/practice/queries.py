"""What a learner of a class may practise, how it stands, and what comes next; the same few statements for any bank."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, func, or_, select
from sqlalchemy.orm import aliased, joinedload

from lms import database
from lms.classes.models import ClassState, StudyClass
from lms.practice import rules
from lms.practice.models import PracticeCard, PracticeReview
from lms.practice.rules import AHEAD, Day, Known, Today
from lms.programmes.models import Topic
from lms.questions.models import Question, QuestionVersion
from lms.questions.openings import is_open
from lms.questions.queries import usable
from lms.questions.sharing.rules import NOBODY, Viewer
from lms.questions.sharing.viewers import drawing
from lms.quizzes.corrections.queries import with_another_key
from lms.web.clock import local
from question_bank.encoding import decode
from question_bank.question import Question as BankQuestion
from question_bank.scheduling import Stage

BY_HAND = ("essay",)  # what no program marks
_HERE = aliased(Topic)  # what the topic of a question is called in the programme of the class


@dataclass(frozen=True)
class Place:
    """Whose practice it is: one person in one class."""

    study_class: StudyClass
    person_id: int

    @property
    def is_open(self) -> bool:
        return self.study_class.state is ClassState.OPEN


@dataclass(frozen=True)
class Asked:
    """One question as it is asked now: `number` is the how manieth time this will be for the person."""

    question_id: int
    version_id: int
    number: int
    topic: str
    question: BankQuestion
    card_id: int | None = None


@dataclass(frozen=True)
class SoFar:
    """What was done today, and when the next question is due."""

    answered: int
    right: int
    next_at: datetime | None


def standing(place: Place, now: datetime) -> list[Known]:
    """What the person remembers of every question that is open, topic by topic."""
    statement = _open(
        place,
        now,
        select(
            _HERE.id,
            PracticeCard.stage,
            PracticeCard.stability,
            PracticeCard.due_at,
            PracticeCard.last_reviewed_at,
        ),
    ).order_by(_HERE.position.is_(None), _HERE.position)
    return [Known(*row) for row in database.session.execute(statement)] if place.is_open else []


def today(place: Place, now: datetime) -> Today:
    """What waits today, in one statement."""
    if not place.is_open:
        return Today()
    ranks = [func.count(case((_ranks(now)[name], 1))) for name in ("due", "new", "soon")]
    statement = _open(place, now, select(*ranks, func.count(), _begun_today(place, now)))
    due, new, soon, every, begun = database.session.execute(statement).one()
    taken = min(new, rules.new_left(begun))
    return Today(due, taken, soon, every, new - taken)


def next_asked(place: Place, now: datetime, topic_id: int | None = None) -> Asked | None:
    """What is due the longest, then something new as long as the day takes more, then what was missed just now."""
    if not place.is_open:
        return None
    ranks = _ranks(now)
    may_be_new = and_(ranks["new"], _begun_today(place, now) < rules.NEW_A_DAY)
    statement = _asked(place, now).where(or_(ranks["due"], may_be_new, ranks["soon"]))
    if topic_id is not None:
        statement = statement.where(_HERE.id == topic_id)
    order = case((ranks["due"], 0), (ranks["new"], 1), else_=2)
    statement = statement.order_by(
        order, PracticeCard.due_at, _HERE.position.is_(None), _HERE.position, Question.id
    )
    return _read(database.session.execute(statement.limit(1)).one_or_none())


def asked(place: Place, question_id: int, now: datetime) -> Asked | None:
    """This question, if it is open and the person may be asked it now."""
    if not place.is_open or not 0 < question_id < 2**31:
        return None
    may = or_(PracticeCard.id.is_not(None), _begun_today(place, now) < rules.NEW_A_DAY)
    statement = _asked(place, now).where(Question.id == question_id, may)
    return _read(database.session.execute(statement).one_or_none())


def own_review(place: Place, review_id: int, now: datetime) -> PracticeReview | None:
    """An answer that the person gave to a question which is open in the class still."""
    statement = (
        select(PracticeReview)
        .join(PracticeReview.card)
        .join(Question, Question.id == PracticeCard.question_id)
        .where(
            PracticeReview.id == review_id,
            PracticeCard.person_id == place.person_id,
            is_open(),
            Question.id.in_(_ids(place, now)),
        )
        .options(joinedload(PracticeReview.card), joinedload(PracticeReview.said))
    )
    return database.session.scalars(statement).one_or_none() if place.is_open and review_id < 2**31 else None


def question_of(review: PracticeReview) -> BankQuestion:
    """What was asked, as it stood then."""
    statement = select(QuestionVersion.content).where(QuestionVersion.id == review.version_id)
    return decode(database.session.execute(statement).scalar_one())


def so_far(place: Place, now: datetime) -> SoFar:
    """The answers of today, whatever the class, and when the next of this class comes."""
    day = Day(now)
    statement = (
        select(func.count(), func.count(case((PracticeReview.share == "1", 1))))
        .join(PracticeReview.card)
        .where(PracticeCard.person_id == place.person_id, PracticeReview.at >= day.begins_at)
    )
    answered, right = database.session.execute(statement).one()
    next_at = database.session.scalar(_open(place, now, select(func.min(PracticeCard.due_at))))
    return SoFar(answered, right, next_at)


def topics_of(study_class: StudyClass) -> Sequence[Topic]:
    """The topics of the programme of the class, in order."""
    statement = select(Topic).where(Topic.programme_id == study_class.programme_id).order_by(Topic.position)
    return database.session.scalars(statement).all()


def in_practice(programme_id: int | None, day: date, viewer: Viewer = NOBODY) -> list[ColumnElement[bool]]:
    """Conditions on Question and QuestionVersion: open, published, not retired, of the programme, marked by itself.

    What was corrected in a test waits until it is changed in the bank, and what cites a document that no longer holds
    on that day until it cites what does: nobody is taught a wrong key.
    """
    corrected = QuestionVersion.id.in_(with_another_key())
    return [*usable(programme_id, day, viewer), is_open(), QuestionVersion.type.not_in(BY_HAND), ~corrected]


def _open(place: Place, now: datetime, statement: Any) -> Any:
    """`statement` over the open questions of the class, each with its topic here and the card of the person."""
    programme_id, day = place.study_class.programme_id, local(now).date()
    mine = and_(PracticeCard.question_id == Question.id, PracticeCard.person_id == place.person_id)
    return (
        statement.select_from(Question)
        .join(QuestionVersion, QuestionVersion.question_id == Question.id)
        .outerjoin(Topic, Topic.id == Question.topic_id)
        .outerjoin(_HERE, and_(_HERE.lineage == Topic.lineage, _HERE.programme_id == programme_id))
        .outerjoin(PracticeCard, mine)
        .where(*in_practice(programme_id, day, drawing(place.study_class, None, day)))
    )


def _ids(place: Place, now: datetime) -> Select[Any]:
    day = local(now).date()
    return (
        select(Question.id)
        .join(QuestionVersion, QuestionVersion.question_id == Question.id)
        .where(*in_practice(place.study_class.programme_id, day, drawing(place.study_class, None, day)))
    )


def _asked(place: Place, now: datetime) -> Select[Any]:
    return _open(
        place,
        now,
        select(
            Question.id,
            QuestionVersion.id,
            PracticeCard.reviews,
            _HERE.title,
            QuestionVersion.content,
            PracticeCard.id,
        ),
    )


def _read(row: Any) -> Asked | None:
    if row is None:
        return None
    question_id, version_id, reviews, topic, content, card_id = row
    return Asked(question_id, version_id, (reviews or 0) + 1, topic or "", decode(content), card_id)


def _ranks(now: datetime) -> dict[str, ColumnElement[bool]]:
    """`rules.rank` as conditions; a test holds both against each other."""
    resting = PracticeCard.stage == Stage.REVIEW
    due = or_(PracticeCard.due_at <= now, and_(resting, PracticeCard.due_at < Day(now).ends_at))
    return {
        "due": due,
        "new": PracticeCard.id.is_(None),
        "soon": and_(~resting, PracticeCard.due_at > now, PracticeCard.due_at <= now + AHEAD),
    }


def _begun_today(place: Place, now: datetime) -> ColumnElement[int]:
    """How many questions the person met for the first time today, in whatever class."""
    first = aliased(PracticeCard)
    return (
        select(func.count())
        .where(first.person_id == place.person_id, first.begun_at >= Day(now).begins_at)
        .scalar_subquery()
    )
