"""Asking whether an answer is right, with the token of the attempt as a save has it."""

from typing import Any

from flask import Blueprint, abort, jsonify

from lms.outbox import token, wire
from lms.quizzes.feedback import service
from lms.quizzes.feedback.rules import SURE, UNSURE
from lms.quizzes.feedback.service import Asked
from lms.quizzes.saving import PURPOSE
from lms.web import clock
from lms.web.authorised import by_header, owns_transaction
from lms.web.security import csrf

routes = Blueprint("answer_checks", __name__)


@csrf.exempt
@routes.post("/attempts/<attempt_public_id>/checks")
@by_header
@owns_transaction
def create(attempt_public_id: str) -> Any:
    facts = token.from_header(PURPOSE)
    if facts is None or len(facts) != 4 or facts[0] != attempt_public_id:
        abort(401)
    return jsonify(service.check(facts[1], _asked(wire.body()), clock.now()))


def _asked(message: Any) -> Asked:
    found = message if isinstance(message, dict) else {}
    slot, version, certainty = (_whole(found.get(name)) for name in ("slot", "version", "certainty"))
    if slot is None or version is None:
        raise wire.not_understood()
    return Asked(slot, version, min(max(certainty or UNSURE, UNSURE), SURE))


def _whole(value: Any) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 2**31 else None
