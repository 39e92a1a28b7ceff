"""Questions that are open for practice, and answers to them."""

from datetime import datetime

from sqlalchemy import insert, select

from lms import database
from lms.accounts.models import Person
from lms.classes.models import StudyClass
from lms.practice import opening, queries, service
from lms.practice.models import PracticeReview
from lms.practice.queries import Asked, Place
from lms.practice.service import Answer
from lms.questions.models import PracticeOpening, Question, QuestionVersion, VersionState
from lms.web import clock
from question_bank.encoding import encode
from question_bank.question import Question as BankQuestion
from tests.lms.cast import NOW, Cast
from tests.lms.questions.samples import choice, published


def bank(cast: Cast, asked: BankQuestion | None = None, topic: int = 0) -> Question:
    """A question in use, in a topic of the programme, closed for practice."""
    place = cast.programme.topics[topic]
    where = {"programme_id": cast.programme.id, "topic_id": place.id}
    return published(cast.chi, cast.hanh, NOW, asked, **where)


def opened(
    cast: Cast, asked: BankQuestion | None = None, topic: int = 0, now: datetime | None = None
) -> Question:
    """The same, open for practice."""
    question = bank(cast, asked or choice(), topic)
    judged = opening.open_all(cast.chi, [question.id], now or NOW)
    assert judged.ready == [question.id], judged
    return question


def asked_now(study_class: StudyClass, person: Person, question: Question, now: datetime) -> Asked:
    found = queries.asked(Place(study_class, person.id), question.id, now)
    assert found is not None
    return found


def answered(
    study_class: StudyClass, question: Question, person: Person, now: datetime, *, right: bool = True
) -> PracticeReview:
    """One answer, right or not known."""
    asked = asked_now(study_class, person, question, now)
    value = asked.question.correct_response() if right else None
    review = service.answer(person.id, asked, Answer(value, asked.number), now)
    database.session.flush()
    return review


def answered_now(cast: Cast, question: Question, person: Person, *, right: bool = True) -> PracticeReview:
    return answered(cast.k1, question, person, clock.now(), right=right)


def opened_in_bulk(cast: Cast, number: int) -> None:
    """So many open questions of the first topic, in one statement a table."""
    topic = cast.programme.topics[0]
    common = {"programme_id": topic.programme_id, "topic_id": topic.id, "created_at": NOW, "latest_number": 1}
    words = {"words": "nhiều", "search_key": "nhieu"}
    rows = [common | words | {"duplicate_key": f"{place:064d}"} for place in range(number)]
    database.session.execute(insert(Question), rows)
    ids = database.session.scalars(select(Question.id).where(Question.words == "nhiều")).all()
    version = {"number": 1, "type": "single_choice", "content": encode(choice()), "text": "Câu hỏi"}
    state = {"state": VersionState.PUBLISHED, "created_at": NOW}
    database.session.execute(insert(QuestionVersion), [version | state | {"question_id": one} for one in ids])
    database.session.execute(insert(PracticeOpening), [{"question_id": one, "opened_at": NOW} for one in ids])
