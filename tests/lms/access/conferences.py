"""Unit officers see and enter what their own unit and those below hold; approvers and inspectors read."""

from typing import Any

from lms import database
from lms.conferences import service
from lms.conferences.models import ConferenceKind
from lms.conferences.service import Details
from tests.lms.access import Row
from tests.lms.cast import NOW, Cast


def prepare(cast: Cast) -> dict[str, Any]:
    details = Details(ConferenceKind.CURRENT_AFFAIRS, "Thông tin thời sự quý IV", NOW)
    mine, other = (service.create(unit, details, cast.em, NOW) for unit in (cast.unit1, cast.unit2))
    database.session.commit()
    return {"unit1": cast.unit1.id, "unit2": cast.unit2.id, "mine": mine.id, "other": other.id}


#                                     nobody an binh chi dung em giang hanh khanh lan minh nga
ROWS = [
    Row("conferences.index", "/conferences/", "344442242322"),
    Row("conferences.workbook", "/conferences/conferences.xlsx", "344442242322"),
    Row("conferences.remind", "/conferences/reminders", "144443443144", "POST"),
    Row("conferences.of_unit", "/conferences/units/{unit1}", "300002202322"),
    Row("conferences.of_unit", "/conferences/units/{unit2}", "300002002322"),
    Row("conferences.new", "/conferences/units/{unit1}/new", "300002202344"),
    Row("conferences.create", "/conferences/units/{unit1}", "100009909144", "POST"),
    Row("conferences.create", "/conferences/units/{unit2}", "100009009144", "POST"),
    Row("conferences.show", "/conferences/{mine}", "300002202322"),
    Row("conferences.show", "/conferences/{other}", "300002002322"),
    Row("conferences.edit", "/conferences/{mine}/edit", "300002202344"),
    Row("conferences.update", "/conferences/{mine}", "100009909144", "POST"),
    Row("conferences.update", "/conferences/{other}", "100009009144", "POST"),
    Row("conferences.ask_reason", "/conferences/{mine}/cancellation", "300002202344"),
    Row("conferences.cancel", "/conferences/{mine}/cancellation", "100009909144", "POST"),
    Row("conferences.edit_agenda", "/conferences/{mine}/agenda", "300002202344"),
    Row("conferences.update_agenda", "/conferences/{mine}/agenda", "100003303144", "POST"),
    Row("conferences.edit_places", "/conferences/{mine}/places", "300002202344"),
    Row("conferences.update_places", "/conferences/{mine}/places", "100003303144", "POST"),
]
