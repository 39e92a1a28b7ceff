"""What tests of conferences share."""

import pytest

from lms.web import clock
from tests.lms.cast import NOW


@pytest.fixture
def in_november(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)
