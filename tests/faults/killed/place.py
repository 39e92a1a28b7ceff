"""A server that is killed while it takes something in, and who brings it: a lecturer, and a learner with photos."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from click.testing import CliRunner
from sqlalchemy import select

from lms import database
from lms.accounts.models import Person
from lms.classes.models import StudyClass
from lms.cli import commands
from lms.reflections import handing
from lms.web import clock
from tests.faults import exam
from tests.lms.reflections import making
from tests.scale import scaled
from tests.servers import live, scene
from tests.servers.live import Sen
from tests.servers.scene import Scene


@dataclass
class Place:
    """The server, its scene, and the reflection that the learner has begun, which takes photos."""

    sen: Sen
    scene: Scene
    reflection: str

    def strays(self) -> dict[str, str]:
        """What `lms fsck` finds wrong."""
        words = ["fsck", "--json", "--database", self.sen.database_url, "--data", str(self.sen.data)]
        database.engine().dispose()  # the command brings one of its own, which takes its place from now on
        done = CliRunner().invoke(commands, words)
        database.session.remove()
        database.engine().dispose()
        return {
            one["what"]: one["text"] for one in json.loads(done.output)["findings"] if one["state"] != "ok"
        }


@contextmanager
def place_on(url: str, folder: Path) -> Iterator[Place]:
    """On an empty database."""
    exam.make_tables(url, folder)
    made = scene.make(url, folder, 1)
    reflection = begun_on(made)
    with live.running(url, folder, workers=scaled(2)) as sen:
        yield Place(sen, made, reflection)
    database.session.remove()
    database.engine().dispose()


def begun_on(made: Scene) -> str:
    """Begun by the learner, for a task of its own."""
    with made.app.app_context():
        with database.transaction():
            chi = database.session.scalars(select(Person).where(Person.username == "chi")).one()
            task = making.make_task(database.session.get_one(StudyClass, made.class_id), chi)
            writer = database.session.get_one(Person, made.learners[0].person_id)
            public_id = handing.begin(task, writer, clock.now()).public_id
        database.session.remove()
    return public_id
