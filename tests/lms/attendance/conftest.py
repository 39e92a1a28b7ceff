"""What tests of scanners share."""

import pytest

from tests.lms.attendance.door import prepared
from tests.lms.attendance.hall import open_hall


@pytest.fixture
def door(cast, as_user, app):
    """The checkpoint before K1's first session, and a device that was prepared for it."""
    checkpoint = open_hall(cast)
    return checkpoint, prepared(as_user, app, checkpoint.class_session_id)
