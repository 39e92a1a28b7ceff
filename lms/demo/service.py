"""Make the demo: eight ways in, an invented province, and classes that stand in the middle of their work."""

from dataclasses import dataclass
from datetime import datetime
from random import Random

from lms import database
from lms.accounts import passwords
from lms.app import create_app
from lms.config import Config
from lms.demo import (
    attendance,
    classes,
    conferences,
    documents,
    door,
    in_common,
    keywords,
    library,
    materials,
    media,
    news,
    notebook,
    people,
    practice,
    programmes,
    proposals,
    questions,
    quizzes,
    reflections,
    reports,
    reviewing,
    sets,
    together,
    units,
)
from lms.demo.lessons import service as lessons
from lms.demo.scene import Scene
from lms.permissions import Role

PASSWORD = "hoasen2026"  # noqa: S105 - the demo's, printed on the screen
SEED = 1930


@dataclass(frozen=True)
class Account:
    """One way into the demo."""

    role: str
    username: str
    password: str


def accounts() -> list[Account]:
    """The same every time, one for each role."""
    return [
        Account(role.value, username, PASSWORD)
        for role, (username, _name, _position) in people.ACCOUNTS.items()
    ]


def make(config: Config, people_wanted: int, now: datetime) -> list[Account]:
    """Fill an empty database."""
    app = create_app(config)
    with app.app_context():
        fill(people_wanted, now)
    return accounts()


def is_complete(config: Config) -> bool:
    """Whether the demo was made to its end: what is made last is there."""
    with create_app(config).app_context():
        return news.is_there()


def fill(people_wanted: int, now: datetime) -> Scene:
    """Everything of the demo, relative to `now`, the same for the same day and number of people.

    Papers are stored before anybody sits them: whoever marks reads them from the database anew.
    """
    password_hash = passwords.hashed(PASSWORD)
    with database.transaction():
        scene = _people(people_wanted, password_hash, now)
        classes.make(scene)
        conferences.make(scene)
        materials.make(scene)
        media.make(scene)
        questions.make(scene)
        reviewing.make(scene)
        keywords.make(scene)
        documents.make(scene)
        programmes.make(scene)
        practice.open_some(scene)
        sets.make(scene)
        lessons.make(scene)
        library.make(scene)
        documents.outdate_a_practised_one(scene)
        made = quizzes.make_quizzes(scene)
    with database.transaction():
        attendance.make(scene)
        door.make(scene)
        reports.make(scene)
        quizzes.make_attempts(scene, made)
    with database.transaction():
        reflections.make(scene)
        together.make(scene)
        proposals.make(scene)
        practice.make(scene)
        notebook.make(scene)
        news.make(scene)
    in_common.compare(scene)
    return scene


def _people(people_wanted: int, password_hash: str, now: datetime) -> Scene:
    rng = Random(SEED)  # noqa: S311 - repeatable, no secret
    units.make(rng)
    staff = people.make_accounts(password_hash, now)
    tree = units.reorganise(staff[Role.ADMINISTRATOR], now)
    scene = Scene(now, rng, tree, staff)
    people.place_accounts(scene)
    people.make_learners(scene, people_wanted, password_hash)
    return scene
