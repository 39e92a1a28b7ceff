"""The two kinds of database that every suite runs on."""

import itertools
import os
from pathlib import Path

from tests.servers import runs
from tests.servers.postgres import Postgres

BACKENDS = ("sqlite", "postgresql")


class Databases:
    """Hands out the addresses of new, empty databases; PostgreSQL starts when it is first wanted."""

    def __init__(self, run: Path) -> None:
        self.run = run
        self.numbers = itertools.count(1)

    def new(self, backend: str) -> str:
        """The address of an empty database that nobody else in this run uses."""
        if backend == "sqlite":
            return self.address(backend)
        return self._postgres().create_database(self._name())

    def address(self, backend: str) -> str:
        """An address that nobody else in this run uses, at which no database is yet: for one that is copied there."""
        name = self._name()
        return (
            f"sqlite:///{self.run / f'{name}.sqlite'}"
            if backend == "sqlite"
            else self._postgres().address(name)
        )

    def _name(self) -> str:
        return f"{os.environ.get('PYTEST_XDIST_WORKER', 'main')}_{next(self.numbers)}"

    def _postgres(self) -> Postgres:
        server = runs.postgres(self.run)
        server.start()
        return server
