"""Everybody has a calendar address of their own; whoever knows it reads that one calendar."""

from typing import Any

from lms import database
from lms.calendars import service
from tests.lms.access import Row
from tests.lms.cast import NOW, Cast


def prepare(cast: Cast) -> dict[str, Any]:
    token = service.make(cast.chi, NOW)
    database.session.commit()
    return {"token": token}


#                                     nobody an binh chi dung em giang hanh khanh lan minh nga
ROWS = [
    Row("calendars.show", "/calendar", "322222222322"),
    Row("calendars.create", "/calendar", "122222222122", "POST"),
    Row("calendars.end", "/calendar/ending", "133333333133", "POST"),
    Row("calendars.feed", "/calendars/{token}.ics", "222222222222"),
    Row("calendars.feed", "/calendars/{token}x.ics", "000000000000"),
]
