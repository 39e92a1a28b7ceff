"""A server that goes on standing while things go wrong around it, and people for each of them."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from lms import database
from tests.faults import exam
from tests.faults.exam import Exam
from tests.scale import scaled
from tests.servers import live, scene
from tests.servers.live import Sen
from tests.servers.scene import Scene

ROUNDS = scaled(200, least=12)
AT_THE_NETWORK, AT_THE_LOCK = scaled(30, least=12), scaled(60, least=12)
AT_THE_DOOR = scaled(300, least=45)


@dataclass
class Standing:
    """The server, and its scene once for each test, with the learners of that test alone.

    Of those who race all but the last have begun; nobody has who comes to the door.
    """

    sen: Sen
    networked: Exam
    locked: Exam
    racing: Scene
    arriving: Scene


@contextmanager
def standing_on(url: str, folder: Path) -> Iterator[Standing]:
    """Three processes on an empty database."""
    begun = AT_THE_NETWORK + AT_THE_LOCK + ROUNDS
    exam.make_tables(url, folder)
    made = scene.make(url, folder, begun + 1 + AT_THE_DOOR, started=begun)
    database.engine().dispose()
    people = iter(made.learners)

    def some(count: int) -> Scene:
        return replace(made, learners=[next(people) for _one in range(count)])

    networked, locked = Exam(some(AT_THE_NETWORK)), Exam(some(AT_THE_LOCK))
    with live.running(url, folder, workers=3) as sen:
        yield Standing(sen, networked, locked, some(ROUNDS + 1), some(AT_THE_DOOR))
    database.session.remove()
    database.engine().dispose()
