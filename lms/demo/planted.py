"""Two questions of lesson 1 that are not as they should be, so that the pages of figures have something to say.

One has a wrong key on purpose: whoever knows answers what is right and is marked wrong. In the short test of the class
that runs it was found and put right; in the finished class the figures say it still. The other is too easy.
"""

from datetime import timedelta
from random import Random
from typing import Any

from flask import current_app
from sqlalchemy import select

from lms.database import session
from lms.demo.answers import answer
from lms.demo.scene import Scene
from lms.quizzes.corrections import service
from lms.quizzes.corrections.models import QuizCorrection
from lms.quizzes.corrections.rules import Action
from lms.quizzes.corrections.service import Proposal
from lms.quizzes.models import Attempt, Quiz
from lms.quizzes.sheets import Item, Sheet, sheet
from question_bank.question import Question
from question_bank.types import SingleChoice

TOO_EASY = "Hội nghị hợp nhất các tổ chức cộng sản đầu năm 1930 do ai chủ trì?"
WRONG_KEY = "Tổng Bí thư đầu tiên của Đảng, được bầu tại Hội nghị Trung ương tháng 10/1930, là ai?"
MEANT = "Trần Phú"
REASON = "Đáp án nhập nhầm khi soạn: Tổng Bí thư đầu tiên là đồng chí Trần Phú (Hội nghị Trung ương tháng 10/1930)."


def answered(asked: Question, skill: float, rng: Random) -> Any:
    """What somebody of this skill answers, whatever the key says."""
    if asked.text == TOO_EASY:
        return answer(asked, 1, rng)
    if asked.text != WRONG_KEY or not isinstance(asked, SingleChoice):
        return answer(asked, skill, rng)
    meant = _meant(asked)
    others = [option.id for option in asked.options if option.id != meant]
    return meant if rng.random() < skill else rng.choice(others)


def asks_it(paper: Sheet) -> Item | None:
    """The place of the paper that asks the question with the wrong key."""
    return next((item for item in paper.items.values() if item.question.text == WRONG_KEY), None)


def put_right(scene: Scene, quiz: Quiz) -> None:
    """After the test: the lecturer proposes the right key, a colleague approves, the learners concerned are told."""
    paper_keys = [attempt.paper.key for attempt in _sat(quiz)]
    item = next((found for key in paper_keys if (found := asks_it(sheet(key)))), None)
    if item is None:
        return
    found_at = (quiz.closes_at or scene.now) + timedelta(minutes=10)
    wanted = Proposal(item.version_id, Action.KEY, REASON, answer=_meant(item.question))
    with current_app.test_request_context():  # the notice names an address
        correction = service.propose(scene.lecturer, quiz, wanted, found_at)
        if isinstance(correction, QuizCorrection):
            service.approve(scene.lecturers[0], correction, found_at + timedelta(minutes=25))


def _sat(quiz: Quiz) -> list[Attempt]:
    return list(session.scalars(select(Attempt).where(Attempt.quiz_id == quiz.id).order_by(Attempt.id)))


def _meant(asked: Question) -> str:
    return next(one.id for one in asked.options if one.text == MEANT)  # type: ignore[attr-defined]
