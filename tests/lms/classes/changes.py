"""Timetables laid out from a pattern, as tests of them send it."""

import re
from typing import Any

from lms import database
from lms.attendance import checkpoints, roll
from lms.attendance.windows import Mark, Phase
from lms.classes import queries
from lms.classes.models import ClassSession
from tests.lms.browser import TestClient
from tests.lms.cast import NOW, Cast


def pattern(**changes: Any) -> dict[str, Any]:
    """Fridays and Saturdays, mornings, from the first of December on."""
    return {
        "mode": "replace",
        "first_day": "2026-12-01",
        "weekdays": ["4", "5"],
        "parts": ["morning"],
        "morning_starts": "07:30",
        "morning_ends": "11:00",
        "lecturer_id": "0",
        **changes,
    }


def sessions_of(study_class: Any) -> list[ClassSession]:
    database.session.expire_all()
    return queries.sessions_of(study_class)


def laid_out(client: TestClient, class_id: int, sent: dict[str, Any]) -> Any:
    """Look first, then make exactly that."""
    url = f"/classes/{class_id}/timetable/pattern"
    page = client.post(url, data=sent | {"action": "preview"}).text
    seen = re.search(r'name="seen" value="(\w+)"', page)
    return client.post(url, data=sent | {"action": "make", "seen": seen[1] if seen else ""})


def check_in(cast: Cast, session: ClassSession) -> None:
    checkpoint = checkpoints.prepare(session, Phase.BEFORE)
    roll.mark(checkpoint, roll.Wish([cast.an.id], Mark.PRESENT, ""), cast.em, NOW)
    database.session.commit()
