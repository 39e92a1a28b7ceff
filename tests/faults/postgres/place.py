"""A server on a PostgreSQL that may be killed, stopped and held up, and people for each of these."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from sqlalchemy import make_url

from lms import database
from tests.faults import exam
from tests.faults.exam import Exam
from tests.faults.watcher import Watcher
from tests.scale import scaled
from tests.servers import live, scene
from tests.servers.live import Sen
from tests.servers.postgres import Postgres
from tests.servers.scene import Scene
from tests.servers.wire import Wire, stretched

WHEN_KILLED, WHEN_STILL, WHEN_SLOW = (scaled(count, least=10) for count in (30, 60, 60))
LATENCY = 2.0


@dataclass
class Place:
    """The server, its database, the way between both, and an exam for each test."""

    sen: Sen
    postgres: Postgres
    wire: Wire
    killed: Exam
    still: Exam
    slow: Exam

    def watcher(self, sitting: Exam) -> Watcher:
        return Watcher(self.sen.url, sitting.scene.learners[0])


@contextmanager
def place_on(postgres: Postgres, folder: Path) -> Iterator[Place]:
    """Two processes, which reach their database by a wire."""
    url, people = postgres.create_database("place"), WHEN_KILLED + WHEN_STILL + WHEN_SLOW
    exam.make_tables(url, folder)
    made = scene.make(url, folder, people, started=people)
    database.engine().dispose()
    left = iter(made.learners)

    def some(count: int) -> Scene:
        return replace(made, learners=[next(left) for _one in range(count)])

    exams = [Exam(some(count)) for count in (WHEN_KILLED, WHEN_STILL, WHEN_SLOW)]
    direct = make_url(url)
    with stretched(str(direct.host), direct.port or 5432, LATENCY) as wire:
        way = direct.set(port=wire.port).render_as_string(hide_password=False)
        with live.running(way, folder, workers=2) as sen:
            yield Place(sen, postgres, wire, *exams)
    database.session.remove()
    database.engine().dispose()
