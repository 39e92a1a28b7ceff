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
        name = f"{os.environ.get('PYTEST_XDIST_WORKER', 'main')}_{next(self.numbers)}"
        if backend == "sqlite":
            return f"sqlite:///{self.run / f'{name}.sqlite'}"
        return self._postgres().create_database(name)

    def _postgres(self) -> Postgres:
        server = runs.postgres(self.run)
        server.start()
        return server
