"""What the page of an attempt reports about once a minute. Refused without harm while saves wait."""

from http import HTTPStatus
from typing import Any

from flask import Blueprint, abort, jsonify, request

from lms.outbox import token, wire
from lms.quizzes.proctoring import presence, reports
from lms.quizzes.proctoring.presence import Seen
from lms.quizzes.saving import PURPOSE, writer
from lms.quizzes.times import times
from lms.web import clock
from lms.web.authorised import by_header, owns_transaction
from lms.web.security import csrf

routes = Blueprint("presence", __name__)

# So many saves waiting in this process mean that nobody should ask for anything else.
BUSY = 32


@csrf.exempt
@routes.post("/attempts/<attempt_public_id>/presence")
@by_header
@owns_transaction
def create(attempt_public_id: str) -> Any:
    facts = token.from_header(PURPOSE)
    if facts is None or len(facts) != 4 or facts[0] != attempt_public_id:
        abort(401)
    if writer.waiting > BUSY:
        abort(HTTPStatus.SERVICE_UNAVAILABLE)
    report = reports.read(wire.body())
    seen = Seen(facts[1], request.user_agent.string, request.remote_addr or "", clock.now())
    return jsonify(times(presence.see(seen, report) or abort(403)))
