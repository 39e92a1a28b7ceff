"""Self-study: a part of the bank is open, some learners practise, and the learner of the demo has some to repeat."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from random import Random

from sqlalchemy import select

from lms.classes.queries import enrolled
from lms.database import session
from lms.demo.answers import answer
from lms.demo.scene import Scene
from lms.practice import opening, service
from lms.practice.models import PracticeCard
from lms.practice.queries import BY_HAND, Asked
from lms.practice.service import Answer
from lms.questions.models import QuestionVersion, VersionState
from lms.questions.openings import is_open
from lms.questions.queries import pool
from question_bank.encoding import decode
from question_bank.question import Level

SEED = 1945
KEPT: dict[Level | None, int] = {
    Level.RECOGNITION: 5,
    Level.UNDERSTANDING: 5,
    Level.APPLICATION: 3,
}  # for the papers of tests
DAYS = 16
A_DAY, TOPICS = 3, 5
PRACTISING = 11
OF_OTHERS = 4  # questions that the others practise


def open_some(scene: Scene) -> None:
    """Before any test draws its papers: what every cell of the matrix can spare."""
    begun_at = scene.now - timedelta(days=DAYS + 1)
    opening.open_all(scene.lecturer, _spare(scene), begun_at)


def make(scene: Scene) -> None:
    """Some people answer on some evenings."""
    asked = _asked()
    others = [one.person_id for one in enrolled(scene.running.id) if one.person_id != scene.learner.id]
    rng = Random(SEED)  # noqa: S311 - repeatable
    _practise(scene, scene.learner.id, asked[: len(asked) * 2 // 3], rng)
    for person_id in others[:PRACTISING]:
        _practise(scene, person_id, asked[:OF_OTHERS], rng)


def _spare(scene: Scene) -> list[int]:
    cells: dict[tuple[int | None, Level | None], list[int]] = {}
    for entry in pool(scene.awareness.id, scene.today):
        if entry.type not in BY_HAND:
            cells.setdefault((entry.topic_id, entry.level), []).append(entry.question_id)
    return [one for (_topic, level), ids in cells.items() for one in ids[KEPT.get(level, len(ids)) :]]


def _asked() -> list[Asked]:
    """One of each topic in turn, as a learner meets them who mixes topics."""
    statement = (
        select(QuestionVersion.question_id, QuestionVersion.id, QuestionVersion.content)
        .join(QuestionVersion.question)
        .where(is_open(), QuestionVersion.state == VersionState.PUBLISHED)
        .order_by(QuestionVersion.question_id)
    )
    found = [
        Asked(question_id, version_id, 1, "", decode(content))
        for question_id, version_id, content in session.execute(statement)
    ]
    return [one for first in range(TOPICS) for one in found[first::TOPICS]]


def _practise(scene: Scene, person_id: int, asked: Sequence[Asked], rng: Random) -> None:
    """Some new ones each evening, and each again when it was due; what came due since yesterday still waits."""
    until = scene.at(-1, 0)
    for place, one in enumerate(asked):
        at: datetime = scene.at(place // A_DAY - DAYS, 20, place % 60)
        number = 1
        while at < until:
            value = answer(one.question, 0.72, rng)
            review = service.answer(person_id, one, Answer(value, number), at)
            session.flush()
            at = session.get_one(PracticeCard, review.card_id).due_at
            number += 1
