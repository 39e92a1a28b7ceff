"""Conferences as units type and hold them."""

from datetime import UTC, datetime, timedelta
from io import BytesIO
from typing import Any

from python_calamine import CalamineWorkbook
from sqlalchemy import select

from lms import database
from lms.conferences import service
from lms.conferences.models import Conference, ConferenceKind
from lms.conferences.service import Details
from lms.organisations.models import OrgUnit
from tests.lms.cast import NOW, Cast

FEBRUARY = datetime(2026, 2, 10, 1, tzinfo=UTC)


def typed(**changes: Any) -> dict[str, Any]:
    return {
        "kind": "current-affairs",
        "title": "Thông tin thời sự đã gõ",
        "starts_at": "2026-11-20T08:00",
        "delivery": "in-person",
        "chair": "Đồng chí Bí thư",
        **changes,
    }


def held(cast: Cast, unit: OrgUnit, at: datetime = FEBRUARY, **values: Any) -> Conference:
    given = {"kind": ConferenceKind.CURRENT_AFFAIRS, "title": "Thời sự quý I", "participants": 40, **values}
    made = service.create(unit, Details(starts_at=at, **given), cast.em, NOW)
    database.session.commit()
    return made


def stored() -> list[Conference]:
    database.session.expire_all()
    return list(database.session.scalars(select(Conference).order_by(Conference.id)).unique())


def date_in(number: int) -> datetime:
    """Some day before NOW."""
    return FEBRUARY + timedelta(days=number)


def sheets(data: bytes) -> list[list[list[Any]]]:
    book = CalamineWorkbook.from_filelike(BytesIO(data))
    return [book.get_sheet_by_name(name).to_python() for name in book.sheet_names]
