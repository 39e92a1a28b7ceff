"""Who hands a lesson in tells others, which asks for the settings of the application."""

import pytest


@pytest.fixture(autouse=True)
def _within_the_application(context: None) -> None:
    """Every test of lessons makes some."""
