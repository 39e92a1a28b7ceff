"""The application on both databases; every test plays inside one transaction that is rolled back."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import Connection, Engine, event

from lms import config, database
from lms.app import create_app
from lms.config import Mode
from tests.lms import cast as casting
from tests.lms.browser import TestClient
from tests.lms.stores import Store, connection, stage, store, stores
from tests.servers import tables
from tests.servers.databases import Databases

__all__ = ["connection", "stage", "store", "stores"]


@pytest.fixture(scope="session")
def app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    folder: Path = tmp_path_factory.mktemp("data")
    settings = config.from_environment(
        {}, data_dir=folder, secret_key="k" * 40, mode=Mode.TESTING, https=False
    )
    made = create_app(settings, bind_database=False)
    made.test_client_class = TestClient
    return made


@pytest.fixture
def own_engine(databases: Databases, backend: str) -> Iterator[Engine]:
    """A database of its own with all its tables: what is written in it is committed, and threads meet."""
    url = databases.address(backend)
    tables.of_models(url)
    engine = database.create_engine(url, pool_size=40)
    database.bind(engine)
    yield engine
    database.session.remove()
    engine.dispose()


@pytest.fixture
def context(app: Flask, connection: Connection) -> Iterator[None]:
    """For tests of services: a request-less application context."""
    with app.app_context():
        yield


@pytest.fixture
def cast(store: Store, connection: Connection) -> casting.Cast:
    """The people and places that are in the database of this test from the beginning."""
    assert store.ids is not None
    return casting.found(store.ids)


@pytest.fixture
def now() -> datetime:
    return casting.NOW


@pytest.fixture
def client(app: Flask, connection: Connection) -> TestClient:
    """Signed out."""
    return app.test_client()  # type: ignore[return-value]


@pytest.fixture
def as_user(app: Flask, cast: casting.Cast) -> Callable[[str], TestClient]:
    """`as_user("chi")`: a browser in which Chi is signed in."""

    def sign_in(name: str) -> TestClient:
        fresh: Any = app.test_client()
        fresh.sign_in(getattr(cast, name))
        return fresh  # type: ignore[no-any-return]

    return sign_in


@pytest.fixture
def count_queries(connection: Connection) -> Callable[[], AbstractContextManager[list[str]]]:
    """`with count_queries() as queries:` collects the statements sent meanwhile (savepoints left out)."""

    @contextmanager
    def counting() -> Iterator[list[str]]:
        seen: list[str] = []

        def note(_c: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
            if not statement.startswith(("SAVEPOINT", "RELEASE", "ROLLBACK")):
                seen.append(statement)

        event.listen(connection, "before_cursor_execute", note)
        try:
            yield seen
        finally:
            event.remove(connection, "before_cursor_execute", note)

    return counting
