"""Each worker keeps one database of each kind with all tables; each test runs in a transaction that is rolled back."""

from collections.abc import Iterator
from importlib import import_module

import pytest
from sqlalchemy import Connection, Engine

from lms import columns, database
from lms.config import ROOT
from tests.servers.databases import Databases

for models in sorted((ROOT / "lms").rglob("models.py")):
    import_module(".".join(models.relative_to(ROOT).with_suffix("").parts))


class Engines:
    """Engines by kind of database, made with their tables when first wanted."""

    def __init__(self, databases: Databases) -> None:
        self.databases = databases
        self.made: dict[str, tuple[str, Engine]] = {}

    def of(self, backend: str) -> tuple[str, Engine]:
        """The address and the engine of this worker's database."""
        if backend not in self.made:
            url = self.databases.new(backend)
            engine = database.create_engine(url)
            columns.Base.metadata.create_all(engine)
            self.made[backend] = url, engine
        return self.made[backend]

    def dispose(self) -> None:
        for _url, engine in self.made.values():
            engine.dispose()


@pytest.fixture(scope="session")
def engines(databases: Databases) -> Iterator[Engines]:
    engines = Engines(databases)
    yield engines
    engines.dispose()


@pytest.fixture
def database_url(engines: Engines, backend: str) -> str:
    """The address of this worker's database; what a test stores there lies in a transaction, see `connection`."""
    return engines.of(backend)[0]


@pytest.fixture
def connection(engines: Engines, backend: str) -> Iterator[Connection]:
    """The session commits for real inside an outer transaction; at the end nothing of it remains."""
    with engines.of(backend)[1].connect() as connection:
        outer = connection.begin()
        database.bind(connection, join_transaction_mode="create_savepoint")
        yield connection
        database.session.remove()
        outer.rollback()
