"""Each worker keeps two databases of each kind, one bare and one with the cast; what a test does is rolled back."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

import pytest
from sqlalchemy import Connection, Engine, event

from lms import database
from tests.lms import cast as casting, scenes
from tests.lms.scenes import Stage
from tests.servers import tables
from tests.servers.databases import Databases

TIDIED_EVERY = 25  # tests
STATEMENTS = 5000  # in one run come more than an engine keeps compiled of itself
_used: Counter[str] = Counter()


@dataclass(frozen=True)
class Store:
    """A database with its tables. `ids`: those whom the cast calls by name, none where it is bare."""

    url: str
    engine: Engine
    ids: casting.Ids | None
    stage: Stage


class Stores:
    """Databases by kind, made when first wanted."""

    def __init__(self, databases: Databases) -> None:
        self.databases = databases
        self.made: dict[tuple[str, bool], Store] = {}

    def of(self, backend: str, *, peopled: bool) -> Store:
        if (backend, peopled) not in self.made:
            url = self.databases.address(backend)
            tables.of_models(url)
            engine = database.create_engine(url, query_cache_size=STATEMENTS)
            event.listen(engine, "connect", _prepare_more)
            _say_savepoints_plainly(engine.dialect)
            ids = _people(engine) if peopled else None
            self.made[backend, peopled] = Store(url, engine, ids, Stage(engine, ids))
        return self.made[backend, peopled]

    def dispose(self) -> None:
        for store in self.made.values():
            store.stage.clear()
            store.engine.dispose()


def _prepare_more(connection: Any, _record: object) -> None:
    """The same statements come in test after test: PostgreSQL plans each once. A server has fewer that are hot."""
    if hasattr(connection, "prepared_max"):
        connection.prepared_max = 2000


def _say_savepoints_plainly(dialect: Any) -> None:
    """A fourth of what tests send are savepoints, where a server has transactions: they need no compiler."""
    for name, words in (
        ("do_savepoint", "SAVEPOINT"),
        ("do_release_savepoint", "RELEASE SAVEPOINT"),
        ("do_rollback_to_savepoint", "ROLLBACK TO SAVEPOINT"),
    ):
        setattr(dialect, name, partial(_say, words))


def _say(words: str, connection: Connection, name: str) -> None:
    raw: Any = connection.connection.driver_connection
    raw.execute(f"{words} {name}")


def _people(engine: Engine) -> casting.Ids:
    with engine.connect() as connection:
        database.bind(connection)
        ids = casting.ids_of(casting.make_cast())
        database.session.commit()
        connection.commit()
        database.session.remove()
    return ids


@pytest.fixture(scope="session")
def stores(databases: Databases) -> Iterator[Stores]:
    stores = Stores(databases)
    yield stores
    stores.dispose()


@pytest.fixture
def store(request: pytest.FixtureRequest, stores: Stores, backend: str) -> Store:
    """With the cast in it if the test asks for the cast, itself or through what it asks for."""
    return stores.of(backend, peopled="cast" in request.fixturenames)


@pytest.fixture
def stage(store: Store) -> Stage:
    return store.stage


@pytest.fixture
def connection(request: pytest.FixtureRequest, store: Store, stage: Stage) -> Iterator[Connection]:
    """The session commits for real inside an outer transaction; at the end nothing of it remains."""
    with stage.playing(scenes.wanted(request), lambda: request.getfixturevalue("app")) as connection:
        yield connection
    _tidy(store)


def _tidy(store: Store) -> None:
    """What was rolled back still lies in the tables of PostgreSQL, and each test reads past more of it."""
    _used[store.url] += 1
    if store.engine.dialect.name == "postgresql" and _used[store.url] % TIDIED_EVERY == 0:
        with store.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            # To make a table shorter is to wait until the scene is over.
            connection.exec_driver_sql("VACUUM" if store.stage.play is None else "VACUUM (TRUNCATE false)")
