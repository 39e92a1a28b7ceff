"""A small bank and quizzes drawn from it."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from lms import database
from lms.questions.models import Question, QuestionVersion, VersionState
from lms.quizzes import papers
from lms.quizzes.models import Attempt, Quiz, Response
from lms.web import clock
from question_bank.encoding import encode
from question_bank.options import options
from question_bank.question import Level, Question as Asked
from question_bank.types.essay import Essay
from question_bank.types.numeric import AcceptedNumber, Numeric
from question_bank.types.short_text import ShortText, accepted
from question_bank.types.single_choice import SingleChoice
from tests.lms.cast import NOW, Cast

LEVELS = tuple(Level)


def choice(number: int) -> Asked:
    """The second of four is right."""
    texts = [f"Ý {letter} của câu {number}" for letter in "abcd"]
    return SingleChoice(
        text=f"<p>Câu hỏi {number} về Đảng?</p>",
        options=options(texts, [1], f"c{number}"),
        explanation=f"GIAITHICH{number}",
    )


def number(number: int) -> Asked:
    return Numeric(text=f"<p>Số {number} là số mấy?</p>", accepted=(AcceptedNumber(Decimal(number)),))


def word(number: int) -> Asked:
    return ShortText(text=f"<p>Tên số {number}?</p>", accepted=accepted([f"tên {number}"]))


def essay(number: int) -> Asked:
    return Essay(text=f"<p>Trình bày {number}.</p>")


def put_in_bank(
    cast: Cast, asked: Sequence[Asked], topic: int = 0, level: Level = Level.RECOGNITION
) -> list[int]:
    """Published versions in one cell of the matrix."""
    place = cast.programme.topics[topic].id
    ids = []
    for one in asked:
        question = Question(
            programme_id=cast.programme.id,
            topic_id=place,
            level=level,
            author_id=cast.chi.id,
            created_at=NOW,
            words=one.text,
            search_key=one.text,
            duplicate_key="0" * 64,
        )
        database.session.add(question)
        database.session.flush()
        version = QuestionVersion(
            question_id=question.id,
            number=1,
            type=one.type,
            content=encode(one),
            text=one.text,
            state=VersionState.PUBLISHED,
            created_by_id=cast.chi.id,
            created_at=NOW,
            approved_by_id=cast.hanh.id,
        )
        database.session.add(version)
        database.session.flush()
        ids.append(version.id)
    return ids


def make_quiz(
    cast: Cast, asked: Sequence[Asked] | None = None, *, publish: bool = True, **values: Any
) -> Quiz:
    """A quiz of K1 on everything in `asked` (three single choices), each in a cell of its own, so in this order."""
    listed = list(asked) if asked is not None else [choice(number) for number in range(1, 4)]
    wanted: dict[int, dict[str, int]] = {}
    for place, one in enumerate(listed):
        topic, level = cast.programme.topics[place // len(LEVELS)], LEVELS[place % len(LEVELS)]
        put_in_bank(cast, [one], place // len(LEVELS), level)
        wanted.setdefault(topic.id, {"NB": 0, "TH": 0, "VD": 0, "VDC": 0})[level.value] = 1
    plan = {
        "title": "Kiểm tra Bài 1",
        "minutes": 30,
        "papers_wanted": 1,
        "shuffle_questions": False,
        "created_at": NOW,
    }
    quiz = Quiz(study_class_id=cast.k1.id, **(plan | values))
    quiz.blueprint = [{"topic_id": topic_id} | counts for topic_id, counts in wanted.items()]
    database.session.add(quiz)
    database.session.flush()
    if publish:
        outcome = papers.publish(cast.chi, quiz, 7, clock.now() - timedelta(days=1))
        assert outcome.papers, outcome
    database.session.commit()
    return quiz


def make_attempt(quiz: Quiz, person_id: int, started_at: datetime | None = None, **values: Any) -> Attempt:
    """An attempt as starting it makes it."""
    started_at = started_at or clock.now()
    times = {"started_at": started_at, "ends_at": started_at + timedelta(minutes=quiz.minutes or 30)}
    paper = {"paper_id": quiz.papers[0].id}
    attempt = Attempt(
        quiz_id=quiz.id, person_id=person_id, grace_minutes=quiz.grace_minutes, **(times | paper | values)
    )
    database.session.add(attempt)
    database.session.commit()
    return attempt


def answered(attempt: Attempt, answers: dict[int, Any]) -> None:
    """The answers as saving them leaves them."""
    for slot, value in answers.items():
        kept = {"tab": "tab-a", "seq": slot, "saved_at": attempt.started_at, "in_grace": False}
        row = Response(attempt_id=attempt.id, slot=slot, version=1, value=value, **kept)
        database.session.add(row)
    database.session.commit()
