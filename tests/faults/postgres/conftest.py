"""One server on a PostgreSQL of its own for all that happens to that."""

from collections.abc import Iterator

import pytest

from tests.faults.postgres.place import Place, place_on
from tests.servers.postgres import Postgres


@pytest.fixture(scope="package")
def place(breakable_postgres: Postgres, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    with place_on(breakable_postgres, tmp_path_factory.mktemp("place")) as made:
        yield made
