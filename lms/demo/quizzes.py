"""Quizzes: one over with all its marks, one that runs now, a short one from yesterday, one not yet published."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import insert, select

from lms.accounts.models import Person
from lms.classes.models import StudyClass
from lms.classes.queries import enrolled
from lms.database import session
from lms.demo import planted
from lms.demo.scene import Scene
from lms.outbox.rules import Outcome
from lms.quizzes import closing, papers, service
from lms.quizzes.kept.service import keep
from lms.quizzes.models import Attempt, Paper, Quiz, Response, ResponseEdit, public_id
from lms.quizzes.rules import ClosedBy, Counting, Reveal
from lms.quizzes.service import Plan
from lms.quizzes.sheets import sheet

FINAL, SHORT, NEXT = (
    "Bài kiểm tra trắc nghiệm cuối khóa",
    "Kiểm tra nhanh Bài 1 và Bài 2",
    "Kiểm tra bổ sung Bài 3",
)
KEPT = "Ma trận cuối khóa: 30 câu, 5 bài"
CELLS = {"NB": 3, "TH": 2, "VD": 1}
INSTRUCTIONS = "Đọc kỹ từng câu. Câu trả lời được lưu ngay khi chọn; mất mạng vẫn làm tiếp được."
DEVICE = "Mozilla/5.0 (Linux; Android 13) AppleWebKit/537.36 Mobile Safari/537.36"
ANSWERED_PER_SECOND = 1 / 28


@dataclass(frozen=True)
class Times:
    opens_at: datetime
    closes_at: datetime
    minutes: int


def make_quizzes(scene: Scene) -> dict[str, Quiz]:
    """Draw the papers; they must be stored before anybody can sit them. The matrix of the final test is kept."""
    ended = scene.finished.sessions[-1].starts_at
    begins = min(scene.at(0, 6), scene.now - timedelta(hours=2))
    lessons = [topic.id for topic in scene.awareness.topics[:5]]
    final = Times(ended, ended + timedelta(days=2), 40)
    live = Times(begins, scene.at(2, 22), 40)
    short = Times(scene.at(-1, 17), scene.at(-1, 23), 15)
    made = {
        "finished": _quiz(scene, scene.finished, FINAL, final, lessons),
        "short": _quiz(scene, scene.running, SHORT, short, lessons[:2]),
        "live": _quiz(scene, scene.running, FINAL, live, lessons),
    }
    if keep(scene.lecturer, made["finished"], KEPT, made["finished"].created_at, unit_only=False) is None:
        raise RuntimeError(f"the demo keeps {KEPT!r} twice")
    _quiz(scene, scene.running, NEXT, Times(scene.at(1, 7), scene.at(3, 22), 10), lessons[2:3], publish=False)
    return made


def make_attempts(scene: Scene, quizzes: dict[str, Quiz]) -> None:
    """Nearly everybody sat what is over, a part what runs; three are in the middle of it. The learner's own is open."""
    everybody = [one.person for one in enrolled(scene.running.id)]
    others = [person for person in everybody if person.id != scene.learner.id]
    _sit(scene, quizzes["finished"], [one.person for one in enrolled(scene.finished.id)], 0.975)
    _sit(scene, quizzes["short"], [scene.learner, *others], 0.94)
    planted.put_right(scene, quizzes["short"])
    _sit(scene, quizzes["live"], others[::3], 0.97)
    _begin(scene, quizzes["live"], others[1::3][:3])


def _quiz(
    scene: Scene,
    study_class: StudyClass,
    title: str,
    times: Times,
    topic_ids: Sequence[int],
    *,
    publish: bool = True,
) -> Quiz:
    settings = {
        "title": title,
        "instructions": INSTRUCTIONS,
        "minutes": times.minutes,
        "opens_at": times.opens_at,
        "last_start_at": times.closes_at - timedelta(minutes=times.minutes),
        "closes_at": times.closes_at,
        "counting": Counting.BEST,
        "papers_wanted": 4,
        "show_score": Reveal.SUBMITTED,
        "show_marks": Reveal.SUBMITTED,
        "show_key": Reveal.CLOSED,
        "show_explanation": Reveal.CLOSED,
        "blind_marking": True,
        "appeal_days": 7,
    }
    rows = [{"topic_id": topic_id, **CELLS} for topic_id in topic_ids]
    made_at = min(times.opens_at, scene.now) - timedelta(days=1)
    quiz = service.create(scene.lecturer, study_class, Plan(settings, rows, {}, []), made_at)
    session.flush()
    if publish and papers.publish(scene.lecturer, quiz, study_class.id, made_at).papers == 0:
        raise RuntimeError(f"the bank of the demo does not fill the matrix of {title!r}")
    return quiz


def _sit(scene: Scene, quiz: Quiz, people: Sequence[Person], share: float) -> None:
    """Closed attempts with answers, each marked as it was handed in."""
    rng, connection = scene.rng, session.connection()
    sat = [person for person in people if person.id == scene.learner.id or rng.random() < share]
    opens_at, last_start_at = quiz.opens_at or scene.now, quiz.last_start_at or scene.now
    latest = min(last_start_at, scene.now - timedelta(minutes=45))
    for attempt in _store(scene, quiz, sat, opens_at, latest):
        used = timedelta(seconds=rng.randint(50, 95) / 100 * (attempt.ends_at - attempt.started_at).seconds)
        _answer(scene, attempt, used, whole=True)
        closing.close(connection, attempt.id, ClosedBy.CLICK, attempt.started_at + used)


def _begin(scene: Scene, quiz: Quiz, people: Sequence[Person]) -> None:
    """Attempts in hand: begun some minutes ago, answered in part."""
    begun = scene.now - timedelta(minutes=9)
    for attempt in _store(scene, quiz, people, begun, begun + timedelta(minutes=4)):
        _answer(scene, attempt, scene.now - attempt.started_at, whole=False)


def _store(
    scene: Scene, quiz: Quiz, people: Sequence[Person], first: datetime, latest: datetime
) -> Sequence[Attempt]:
    papers_of = select(Paper).where(Paper.quiz_id == quiz.id).order_by(Paper.id)
    paper_ids = {paper.id: paper.key for paper in session.scalars(papers_of)}
    corrected = [one for one, key in paper_ids.items() if planted.asks_it(sheet(key))]
    longest = timedelta(minutes=quiz.minutes or 0)
    span = max(1, int((latest - first).total_seconds()))
    rows = []
    for person in people:
        started_at = first + timedelta(seconds=scene.rng.randrange(span))
        rows.append(
            {
                "public_id": public_id(),
                "quiz_id": quiz.id,
                "paper_id": scene.rng.choice((person is scene.learner and corrected) or list(paper_ids)),
                "person_id": person.id,
                "number": 1,
                "started_at": started_at,
                "ends_at": min(started_at + longest, quiz.closes_at or started_at + longest),
                "grace_minutes": quiz.grace_minutes,
                "tab": "demo",
                "device": DEVICE,
            }
        )
    if rows:
        session.execute(insert(Attempt), rows)
    ids = [person.id for person in people]
    statement = select(Attempt).where(Attempt.quiz_id == quiz.id, Attempt.person_id.in_(ids))
    return session.scalars(statement.order_by(Attempt.id)).all()


def _answer(scene: Scene, attempt: Attempt, used: timedelta, *, whole: bool) -> None:
    """Every answer as its page would have sent it: the value that stands, and the edit in the history."""
    rng, skill = scene.rng, min(0.97, max(0.3, scene.rng.gauss(0.78, 0.13)))
    items = list(sheet(attempt.paper.key).items.values())
    if not whole:
        items = items[: max(1, int(used.total_seconds() * ANSWERED_PER_SECOND))]
    answers, edits = [], []
    for place, item in enumerate(items, 1):
        value = planted.answered(item.question, skill, rng)
        if value is None:
            continue
        after = used * place / (len(items) + 1)
        saved_at = attempt.started_at + after
        common = {"attempt_id": attempt.id, "slot": item.number, "tab": "demo", "seq": place, "value": value}
        answers.append(common | {"version": 1, "saved_at": saved_at, "in_grace": False})
        edits.append(common | _edit(after, saved_at))
    if answers:
        session.execute(insert(Response), answers)
        session.execute(insert(ResponseEdit), edits)


def _edit(after: timedelta, received_at: datetime) -> dict[str, Any]:
    elapsed_ms = int(after / timedelta(milliseconds=1))
    return {
        "base": 0,
        "elapsed_ms": elapsed_ms,
        "received_at": received_at,
        "outcome": Outcome.STORED,
        "version": 1,
    }
