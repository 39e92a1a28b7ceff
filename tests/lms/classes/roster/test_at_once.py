"""Several organisers press the button at the same moment, each over a connection of their own: one wins."""

import threading
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from lms import columns, config, database
from lms.accounts.models import Person
from lms.app import create_app
from lms.classes.models import Enrolment, RosterImport
from lms.classes.roster import applying, service
from lms.classes.roster.applying import Applied, Refusal
from lms.config import Mode
from tests.lms.cast import NOW, make_cast
from tests.lms.classes.roster.files import HEADS, people, xlsx
from tests.servers.databases import Databases

ROWS = 40


@pytest.fixture
def installation(databases: Databases, backend: str, tmp_path: Path) -> Any:
    """An application on a database of its own, where transactions are real."""
    settings = config.from_environment(
        {},
        data_dir=tmp_path,
        database_url=databases.new(backend),
        secret_key="k" * 40,
        mode=Mode.TESTING,
        https=False,
    )
    app = create_app(settings)
    engine = database.engine()
    columns.Base.metadata.create_all(engine)
    yield app
    database.session.remove()
    engine.dispose()


def test_of_many_at_once_one_adds_the_people(installation: Flask):
    organiser, readings = prepared(installation, 3)
    outcomes = at_once(installation, organiser, readings * 2)
    added = [outcome.added for outcome in outcomes if isinstance(outcome, Applied)]
    assert sorted(added)[-1] == sum(added) == ROWS
    assert {outcome for outcome in outcomes if isinstance(outcome, Refusal)} <= {
        Refusal.ALREADY,
        Refusal.STALE,
    }
    with installation.app_context():
        assert count(Person) == 11 + ROWS
        assert count(Enrolment) == 3 + ROWS


def prepared(app: Flask, times: int) -> tuple[int, list[int]]:
    """The organiser, and the same list read several times."""
    with app.app_context():
        with database.transaction():
            cast = make_cast()
        body = xlsx(people(ROWS), HEADS)
        readings = [service.begin(cast.em, cast.k1, body, "ds.xlsx", NOW) for _time in range(times)]
        ids = [one.id for one in readings if isinstance(one, RosterImport)]
        organiser = cast.em.id
        database.session.remove()
    return organiser, ids


def at_once(app: Flask, organiser: int, ids: list[int]) -> list[Applied | Refusal]:
    outcomes: list[Applied | Refusal] = []
    together = threading.Barrier(len(ids))

    def press(number: int) -> None:
        with app.app_context(), database.own_session():
            together.wait()
            with database.transaction():
                actor, begun = (
                    database.session.get(Person, organiser),
                    database.session.get_one(RosterImport, number),
                )
                outcomes.append(applying.apply(actor, begun, only_good=True, now=NOW))

    threads = [threading.Thread(target=press, args=(number,)) for number in ids]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(outcomes) == len(ids)
    return outcomes


def count(model: Any) -> int:
    return database.session.scalar(select(func.count()).select_from(model)) or 0
