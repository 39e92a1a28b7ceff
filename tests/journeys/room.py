"""A room in which a quiz with every type of question is sat: a server on a database of its own, behind a wire."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from playwright.sync_api import Page
from sqlalchemy import select, update

from lms import database
from lms.accounts.models import SignIn
from lms.classes.models import Enrolment, EnrolmentState
from lms.quizzes.models import Attempt, Quiz, Response, ResponseEdit
from tests.journeys.place import Place, behind_wire
from tests.lms import cast as casting
from tests.lms.quizzes.samples import make_attempt, make_quiz
from tests.question_bank import examples
from tests.servers.threaded import application


@dataclass
class Room(Place):
    """`start("an")` begins an attempt and gives its address; `answers()` is what the database holds of it."""

    quiz_id: int
    attempt_id: int = 0
    public_id: str = ""
    ledger: list[Any] = field(default_factory=list)

    @property
    def page_address(self) -> str:
        return f"{self.address}/attempts/{self.public_id}"

    def start(self, name: str = "an", left: timedelta = timedelta(minutes=30)) -> None:
        """A new attempt of which `left` is left."""
        with self.app.app_context(), database.transaction():
            self._finish_running(self.people[name])
            quiz = database.session.get_one(Quiz, self.quiz_id)
            number = 1 + database.session.query(Attempt).filter_by(person_id=self.people[name]).count()
            now = datetime.now(UTC)
            times: dict[str, Any] = {
                "started_at": now - timedelta(minutes=5),
                "ends_at": now + left,
                "number": number,
            }
            attempt = make_attempt(quiz, self.people[name], **times)
            self.attempt_id, self.public_id = attempt.id, attempt.public_id
        database.session.remove()

    def sign_everybody_out(self) -> None:
        """The rows of the sign-ins end; the browsers do not know yet."""
        with database.writing_connection() as connection:
            connection.execute(update(SignIn).values(ended_at=datetime.now(UTC)))

    def put_into_class(self, name: str, *, stays: bool) -> None:
        """Withdraw somebody from the class, or take them back, as the organiser does."""
        left_at = None if stays else datetime.now(UTC)
        state = EnrolmentState.ENROLLED if stays else EnrolmentState.WITHDRAWN
        mine = Enrolment.person_id == self.people[name]
        with database.writing_connection() as connection:
            connection.execute(update(Enrolment).where(mine).values(state=state, left_at=left_at))

    def answers(self) -> dict[int, Any]:
        with database.reading_connection() as connection:
            statement = select(Response.slot, Response.value).where(Response.attempt_id == self.attempt_id)
            return {row.slot: row.value for row in connection.execute(statement)}

    def edits(self) -> list[Any]:
        """Every edit that arrived, in the order of arrival."""
        with database.reading_connection() as connection:
            statement = select(ResponseEdit).where(ResponseEdit.attempt_id == self.attempt_id)
            return list(connection.execute(statement.order_by(ResponseEdit.received_at, ResponseEdit.seq)))

    def attempt(self) -> Any:
        with database.reading_connection() as connection:
            return connection.execute(select(Attempt).where(Attempt.id == self.attempt_id)).one()

    def end_in(self, seconds: float) -> None:
        """Move the end of the attempt."""
        with database.writing_connection() as connection:
            ends_at = datetime.now(UTC) + timedelta(seconds=seconds)
            connection.execute(update(Attempt).where(Attempt.id == self.attempt_id).values(ends_at=ends_at))

    def _finish_running(self, person_id: int) -> None:
        running = Attempt.closed_at.is_(None), Attempt.person_id == person_id
        values = {"closed_at": datetime.now(UTC), "closed_by": "staff", "marked_at": datetime.now(UTC)}
        database.session.execute(update(Attempt).where(*running).values(**values))


@contextmanager
def opened(folder: Path, database_url: str) -> Iterator[Room]:
    """The room with its server running."""
    app = application(folder, database_url)
    with app.app_context():
        cast = casting.make_cast()
        database.session.commit()
        quiz = make_quiz(cast, examples.ALL, attempts_allowed=99)
        people = {name: person.id for name, person in cast.people.items()}
        quiz_id = quiz.id
        database.session.remove()
    with behind_wire(app) as wire:
        yield Room(app, wire, people, quiz_id)


def put(page: Page, slot: int) -> None:
    """Go to a question by the list of all."""
    page.locator(f".navigator [data-slot='{slot}']").click()
