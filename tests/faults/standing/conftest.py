"""One server of three processes for all that goes wrong around it while it stands."""

from collections.abc import Iterator

import pytest

from tests.faults.standing.place import Standing, standing_on
from tests.servers.databases import BACKENDS, Databases


@pytest.fixture(scope="package", params=BACKENDS)
def backend(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="package")
def standing(
    databases: Databases, backend: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Standing]:
    with standing_on(databases.new(backend), tmp_path_factory.mktemp("standing")) as place:
        yield place
