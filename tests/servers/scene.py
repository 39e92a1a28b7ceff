"""A hall in the middle of an exam: many learners with sessions of their own, a published quiz, an open door."""

from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

from flask import Flask, session as cookie
from itsdangerous import URLSafeTimedSerializer
from sqlalchemy import insert

from lms import config, database
from lms.accounts import names
from lms.accounts.models import Grant, Person, SignIn
from lms.accounts.service import token_hash
from lms.app import create_app
from lms.attendance import claims
from lms.attendance.claims import Claim
from lms.classes.models import Enrolment
from lms.config import Mode
from lms.permissions import Role
from lms.quizzes import attempts
from lms.quizzes.models import Attempt
from lms.quizzes.sheets import sheet
from lms.web import clock
from tests.lms import cast as casting
from tests.lms.attendance.hall import open_hall
from tests.lms.quizzes.samples import choice, make_quiz
from tests.servers import past
from tests.servers.live import SETTINGS

QUESTIONS = 12
CSRF = "0123456789abcdef0123456789abcdef01234567"


@dataclass
class Learner:
    """Somebody with a phone: id, user name, the cookie of a session, and the attempt that was begun, if any."""

    person_id: int
    username: str
    cookie: str
    attempt: str = ""
    token: str = ""


@dataclass
class Scene:
    """What a load or a fault needs to know; `options` are the option ids of each slot, `nobody` a cookie signed out,
    `staff` one of the class's lecturer; `secret` makes the codes that the hall's screen shows at its checkpoint."""

    app: Flask
    class_id: int
    quiz_id: int
    csrf: str
    nobody: str = ""
    staff: str = ""
    checkpoint_id: int = 0
    secret: str = ""
    learners: list[Learner] = field(default_factory=list)
    options: dict[int, list[str]] = field(default_factory=dict)


def make(database_url: str, data: Path, learners: int, *, started: int = 0, before: int = 0) -> Scene:
    """Fill a database that has its tables; the first `started` learners have begun the quiz, all on one paper.

    `before` others did all of this already, on an earlier day.
    """
    key = SETTINGS["SEN_SECRET_KEY"]
    app = create_app(
        config.from_environment(
            {}, database_url=database_url, data_dir=data, secret_key=key, mode=Mode.TESTING, https=False
        )
    )
    with app.app_context(), database.transaction():
        cast = casting.make_cast()
        checkpoint = open_hall(cast)
        asked = [choice(number) for number in range(1, QUESTIONS + 1)]
        quiz = make_quiz(cast, asked, minutes=180, papers_wanted=1)
        serializer = URLSafeTimedSerializer(key, salt="wtf-csrf-token")
        scene = Scene(app, cast.k1.id, quiz.id, str(serializer.dumps(CSRF)))
        scene.checkpoint_id, scene.secret = checkpoint.id, checkpoint.secret
        everybody = _people(learners + before, cast)
        people, earlier = everybody[:learners], everybody[learners:]
    _enrol(people, cast.k1.id)
    sign_in(scene, [*people, {"id": cast.chi.id, "username": "chi"}], checkpoint.id)
    scene.staff = scene.learners.pop().cookie
    with app.app_context():
        _start(scene, quiz, started)
        scene.options = _options(quiz)
        if earlier:
            _was_here(scene, earlier, cast, quiz)
    database.session.remove()
    return scene


def _was_here(scene: Scene, people: list[dict[str, Any]], cast: casting.Cast, quiz: Any) -> None:
    ids = [row["id"] for row in people]
    class_id, quiz_id, paper_id = cast.k2.id, quiz.id, quiz.papers[0].id
    database.session.remove()
    _enrol(people, class_id)
    past.sat_before(ids, quiz_id=quiz_id, paper_id=paper_id, options=scene.options)
    past.came_before(ids, scene.checkpoint_id)


def _options(quiz: Any) -> dict[int, list[str]]:
    """Option ids by slot."""
    items = sheet(quiz.papers[0].key).items
    return {slot: sorted(option.id for option in item.question.options) for slot, item in items.items()}  # type: ignore[attr-defined]


def _people(count: int, cast: casting.Cast) -> list[dict[str, Any]]:
    first = max(person.id for person in cast.people.values()) + 1
    unit_ids = list(cast.unit1.unit_ids)
    rows = []
    for number in range(count):
        name = f"Nguyễn Văn {number}"
        rows.append(
            {
                "id": first + number,
                "username": f"hv{number:05}",
                "full_name": name,
                "sort_key": names.sort_key(name),
                "search_key": names.search_key(name),
                "unit_id": cast.unit1.id,
                "unit_ids": unit_ids,
                "password_hash": cast.an.password_hash,
                "created_at": casting.NOW,
            }
        )
    return rows


def _enrol(people: list[dict[str, Any]], class_id: int) -> None:
    now = clock.now() - timedelta(days=3)
    with database.writing_connection() as connection:
        connection.execute(insert(Person), people)
        connection.execute(
            insert(Enrolment),
            [
                {
                    "study_class_id": class_id,
                    "person_id": row["id"],
                    "unit_id": row["unit_id"],
                    "enrolled_at": now,
                }
                for row in people
            ],
        )
        connection.execute(
            insert(Grant),
            [
                {"person_id": row["id"], "role": Role.LEARNER, "class_id": class_id, "granted_at": now}
                for row in people
            ],
        )


def sign_in(scene: Scene, people: list[dict[str, Any]], checkpoint_id: int) -> None:
    """A session for everybody, with a fresh scan of the hall's code in it."""
    now = clock.now()
    rows = []
    serializer: Any = scene.app.session_interface.get_signing_serializer(scene.app)  # type: ignore[attr-defined]
    scene.nobody = "sen=" + serializer.dumps({"csrf_token": CSRF})
    for row in people:
        token = f"token-of-{row['id']}"
        rows.append(
            {
                "token_hash": token_hash(token),
                "person_id": row["id"],
                "started_at": now,
                "expires_at": now + timedelta(days=1),
            }
        )
        with scene.app.test_request_context():
            cookie.update({"_user_id": token, "_fresh": True, "csrf_token": CSRF})
            claims.keep(Claim(now, checkpoint_id))
            value = serializer.dumps(dict(cookie))
        scene.learners.append(Learner(row["id"], row["username"], f"sen={value}"))
    with database.writing_connection() as connection:
        connection.execute(insert(SignIn), rows)


def _start(scene: Scene, quiz: Any, count: int) -> None:
    """Attempts under way, with the token that their pages hold."""
    now = clock.now()
    [paper] = quiz.papers
    for learner in scene.learners[:count]:
        attempt = Attempt(
            quiz_id=quiz.id,
            paper_id=paper.id,
            person_id=learner.person_id,
            started_at=now,
            ends_at=now + timedelta(minutes=180),
            grace_minutes=10,
        )
        database.session.add(attempt)
        database.session.flush()
        learner.attempt = attempt.public_id
        learner.token = attempts.sign(attempt.id, attempt.public_id, learner.person_id, paper.key)
    database.session.commit()
