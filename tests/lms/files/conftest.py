"""What is sent and drawn is bytes on the disk: no database makes a difference, so that one is enough."""

import pytest


@pytest.fixture
def backend() -> str:
    return "sqlite"
