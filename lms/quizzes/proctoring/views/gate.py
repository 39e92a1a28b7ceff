"""The door of a quiz: the learner's page asks now and then whether it has opened."""

from flask import Blueprint, Response, abort, jsonify
from flask_login import current_user

from lms import database
from lms.permissions import Permission
from lms.quizzes import attempts
from lms.quizzes.models import Quiz
from lms.quizzes.openings import Opening, opening
from lms.quizzes.rules import Refusal
from lms.web import clock
from lms.web.authorised import authorised

routes = Blueprint("quiz_gate", __name__)


def found(quiz_id: int) -> Opening | None:
    with database.reading_connection() as connection:
        return opening(connection, quiz_id, current_user.id) if quiz_id < 2**31 else None


@routes.get("/quizzes/<int:quiz_id>/gate")
@authorised(Quiz, Permission.QUIZ_TAKE, loader=found)
def show(quiz: Opening) -> Response:
    """`state` is "open" for who can start or go on, else why not: "not-admitted", "waiting", "paused", …"""
    if quiz.row.published_at is None and not quiz.taken:
        abort(404)
    chance = attempts.chance(quiz, clock.now())
    if chance.running is not None or chance.refusal is None:
        return jsonify(state="open")
    waits = chance.refusal is Refusal.NOT_ADMITTED and quiz.row.asked_at is not None
    return jsonify(state="waiting" if waits else chance.refusal.value)
