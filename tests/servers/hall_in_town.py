"""One class in a hall, on a live server of any address: a quiz, a reflection, an open check-in, people who sign in."""

from dataclasses import dataclass
from pathlib import Path

from lms import config, database
from lms.app import create_app
from lms.config import Mode
from lms.install import translations
from tests.lms import cast as casting
from tests.lms.attendance.hall import open_hall
from tests.lms.quizzes.samples import choice, make_quiz
from tests.lms.reflections import making
from tests.servers import live

QUESTIONS = 3


@dataclass(frozen=True)
class Town:
    """Where things are."""

    class_id: int
    session_id: int
    quiz_id: int
    script: str


def furnish(database_url: str, data: Path) -> Town:
    """Fill a database that has its tables."""
    translations.compile_all()
    key = live.SETTINGS["SEN_SECRET_KEY"]
    settings = config.from_environment(
        {}, database_url=database_url, data_dir=data, secret_key=key, mode=Mode.TESTING, https=False
    )
    with create_app(settings).app_context():
        cast = casting.make_cast()
        checkpoint = open_hall(cast)
        quiz = make_quiz(cast, [choice(number) for number in range(1, QUESTIONS + 1)], minutes=60)
        script = making.hand_in(making.make_task(cast.k1, cast.chi), cast.an)
        town = Town(cast.k1.id, checkpoint.class_session_id, quiz.id, script.public_id)
        database.session.commit()
        database.session.remove()
        database.engine().dispose()
    return town
