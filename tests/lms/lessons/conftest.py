"""Who hands a lesson in tells others, which asks for the settings of the application."""

import pytest

from tests.lms.cast import Cast


@pytest.fixture
def cast(context: None, cast: Cast) -> Cast:
    """Every test with people in it stands within the application; rules and texts need neither that nor a database."""
    return cast
