"""One server for all that comes in while it is killed."""

from collections.abc import Iterator

import pytest

from tests.faults.killed.place import Place, place_on
from tests.servers.databases import BACKENDS, Databases


@pytest.fixture(scope="package", params=BACKENDS)
def backend(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="package")
def place(databases: Databases, backend: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    with place_on(databases.new(backend), tmp_path_factory.mktemp("place")) as made:
        yield made
