"""What takes long and hardly differs by database (faults, journeys, what is marked): at every commit on one, in turn.

`make prove` tries all on both, and so does every run the few that guard what must never happen.
"""

import pytest

from tests import ordering
from tests.scale import scale
from tests.servers.databases import BACKENDS

FOLDERS = {"faults", "journeys", "demo"}
LONG = {"test_server.py", "test_hall_of_250.py", "test_too_large.py", "test_access.py"}
TOGETHER = {"demo", *ordering.SHARED}
ON_BOTH = {"test_saves_survive_kills.py", "test_races.py", "test_concurrent_writes.py"}


def left_out(items: list[pytest.Item]) -> list[pytest.Item]:
    """The tests that wait for `make prove`."""
    if scale() == 1:
        return []
    turns: dict[str, int] = {}
    return [item for item in items if _slow(item) and _database(item) != _turn(item, turns)]


def _slow(item: pytest.Item) -> bool:
    slow = item.path.name in LONG or bool(FOLDERS & set(item.path.parts))
    slow = slow or item.get_closest_marker("one_database") is not None
    return slow and item.path.name not in ON_BOTH and _database(item) is not None


def _turn(item: pytest.Item, turns: dict[str, int]) -> str:
    """The database whose turn it is for this test, whichever of its two is asked about.

    All tests of a folder that share what they stand on take the same; features take turns in the matrix of access.
    """
    together = bool(TOGETHER & set(item.path.parts))
    name = item.path.parent.name if together else item.nodeid.replace(str(_database(item)), "")
    return BACKENDS[turns.setdefault(name, len(turns)) % len(BACKENDS)]


def _database(item: pytest.Item) -> str | None:
    """Which of the two a test is to run on; None if it is not one of a pair."""
    values = item.callspec.params.values() if hasattr(item, "callspec") else ()
    return next((value for value in values if value in BACKENDS), None)
