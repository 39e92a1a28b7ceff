"""/health is green when the database answers, red when it does not, and says so soon."""

import threading
from dataclasses import dataclass, field
from http import HTTPStatus

from flask import Blueprint, Response, current_app, jsonify
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from lms import database
from lms.web.authorised import public
from lms.web.crowd import always_answered
from lms.web.seats import without_seat

# Seconds that the database has to answer.
PATIENCE = 3.0

routes = Blueprint("health", __name__)


@dataclass
class Question:
    """Asked in a thread of its own: a database that stands still holds that one up, not who wants to know."""

    answered: threading.Event = field(default_factory=threading.Event)
    well: bool = False

    def ask(self) -> None:
        try:
            with database.reading_connection() as connection:
                connection.execute(text("SELECT 1"))
            self.well = True
        except SQLAlchemyError:
            self.well = False
        finally:
            self.answered.set()


@dataclass
class Pulse:
    """One question at a time in a process; who comes while it is open waits for the same answer."""

    _question: Question | None = None
    _turn: threading.Lock = field(default_factory=threading.Lock)

    def beats(self, patience: float) -> bool:
        """Whether the database answers within `patience` seconds."""
        with self._turn:
            question = self._question
            if question is None or question.answered.is_set():
                question = self._question = Question()
                threading.Thread(target=question.ask, daemon=True).start()
        return question.answered.wait(patience) and question.well


pulse = Pulse()


@routes.get("/health")
@public
@without_seat
@always_answered
def show() -> tuple[Response, int]:
    """For whoever watches the service. No page is drawn: that would ask the database who is signed in."""
    well = pulse.beats(PATIENCE)
    state = jsonify(state="ok" if well else "no database", version=current_app.config["VERSION"])
    return state, HTTPStatus.OK if well else HTTPStatus.SERVICE_UNAVAILABLE
