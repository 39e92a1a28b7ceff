"""The demo, made once on each kind of database; what a test changes in it is rolled back."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import Connection, Engine

from lms import columns, config, database
from lms.app import Lms, create_app
from lms.config import Config, Mode
from lms.demo import service
from lms.web import clock
from tests.lms.browser import TestClient
from tests.servers.databases import Databases

PEOPLE = 60


@dataclass
class Made:
    """A made demo and the way to it."""

    settings: Config
    app: Lms
    engine: Engine
    accounts: list[service.Account]


class Demos:
    """Makes a demo when it is first wanted, by the very function that the command calls."""

    def __init__(self, databases: Databases, folder: Path) -> None:
        self.databases, self.folder = databases, folder
        self.made: dict[str, Made] = {}

    def of(self, backend: str) -> Made:
        if backend not in self.made:
            settings = config.from_environment(
                {},
                database_url=self.databases.new(backend),
                data_dir=self.folder,
                secret_key="k" * 40,
                mode=Mode.TESTING,
                https=False,
            )
            engine = database.create_engine(settings.database_url)
            columns.Base.metadata.create_all(engine)
            accounts = service.make(settings, PEOPLE, clock.now())
            database.session.remove()
            database.engine().dispose()  # the command's process would end here
            app = create_app(settings, bind_database=False)
            app.test_client_class = TestClient
            self.made[backend] = Made(settings, app, engine, accounts)
        return self.made[backend]


@pytest.fixture(scope="session")
def demos(databases: Databases, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demos]:
    demos = Demos(databases, tmp_path_factory.mktemp("demo"))
    yield demos
    for made in demos.made.values():
        made.engine.dispose()


@pytest.fixture
def demo(demos: Demos, backend: str) -> Iterator[Made]:
    """The demo in a transaction of its own."""
    made = demos.of(backend)
    with made.engine.connect() as connection:
        outer = connection.begin()
        database.bind(connection, join_transaction_mode="create_savepoint")
        with made.app.app_context():
            yield made
        database.session.remove()
        outer.rollback()


@pytest.fixture
def connection(demo: Made) -> Connection:
    """In this folder the tests look at the demo, not at the empty database of the others."""
    bound = database.session.connection()
    assert bound is not None
    return bound
