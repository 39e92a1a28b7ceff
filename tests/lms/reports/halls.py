"""A session that is over, with every kind of case; what a report must say of it is reckoned by hand here."""

from datetime import datetime, timedelta
from typing import Any

from lms import database
from lms.attendance import excuses
from lms.attendance.models import AttendanceCorrection
from lms.attendance.windows import Mark, Phase
from lms.classes.models import ClassSession, StudyGroup
from lms.reports import service
from lms.reports.models import Form, OfficialReport
from lms.reports.service import Written
from lms.web import clock
from tests.lms import cast as casting
from tests.lms.attendance.hall import HOURS, came, checkpoint_of, session_of
from tests.lms.cast import Cast

DAY = timedelta(days=1)
# Name, unit, what happened. Two more learners of the cast, An and Lan, stay away without leave.
CASES = (
    ("Trần Thị Ánh", "unit1", "both"),
    ("Lê Văn Ân", "unit1", "late"),
    ("Đỗ Thị Bé", "unit2", "no end"),
    ("Nguyễn Văn Đức", "unit2", "excused"),
    ("Phạm Thị Dung", "unit1", "struck off"),
    ("Võ Văn Ý", "unit2", "away"),
)
BY_HAND = {
    "summoned": 8,
    "present": 2,
    "excused": 1,
    "unexcused": 4,
    "late": 1,
    "left-early": 0,
    "incomplete": 1,
}
AT_OPENING = {"summoned": 8, "present": 3, "excused": 1, "unexcused": 4, "late": 1}
UNIT_2 = {
    "summoned": 3,
    "present": 0,
    "excused": 1,
    "unexcused": 1,
    "late": 0,
    "left-early": 0,
    "incomplete": 1,
}


def held(cast: Cast, number: int = 1) -> ClassSession:
    """The session as it was yesterday (or that many days ago); the same people every time."""
    session = session_of(cast.k1, number)
    session.starts_at = clock.now() - (4 - number) * DAY
    session.ends_at = session.starts_at + HOURS
    database.session.commit()
    before, after = checkpoint_of(session), checkpoint_of(session, Phase.AFTER)
    for name, unit, case in CASES:
        _lived(cast, session, (before, after), _learner(cast, name, getattr(cast, unit)), case)
    database.session.commit()
    return session


def _learner(cast: Cast, name: str, unit: Any) -> Any:
    login = f"r{CASES.index(next(case for case in CASES if case[0] == name))}"
    if login not in cast.people:
        cast.people[login] = casting.make_person(login, name, unit)
        group = database.session.query(StudyGroup).filter_by(study_class_id=cast.k1.id).first()
        casting.enrol(cast.people[login], cast.k1).group = group
    return cast.people[login]


def _lived(cast: Cast, session: ClassSession, points: tuple[Any, Any], person: Any, case: str) -> None:
    before, after = points
    start, end = session.starts_at, session.ends_at
    if case in {"both", "no end", "struck off"}:
        came(before, person, start)
    if case == "late":
        came(before, person, start + timedelta(minutes=9), late=True)
    if case in {"both", "late"}:
        came(after, person, end)
    if case == "excused":
        excuses.ask(session, person, "Con ốm", start - DAY)
        excuse: Any = excuses.of(session.id, person.id)
        excuses.approve(excuse, cast.em, start)
    if case == "struck off":
        correct(before, person, Mark.PRESENT, Mark.ABSENT, cast.em, end)
        correct(after, person, Mark.NONE, Mark.ABSENT, cast.em, end)


def correct(
    checkpoint: Any, person: Any, old: Mark, new: Mark, by: Any, at: Any, reason: str = "Quét hộ"
) -> None:
    database.session.add(
        AttendanceCorrection(
            checkpoint_id=checkpoint.id,
            person_id=person.id,
            old=old,
            new=new,
            at=at,
            by_id=by.id,
            reason=reason,
        )
    )
    database.session.commit()


HEAD = {
    "co_quan_cap_tren": "Đảng bộ tỉnh Lam Giang",
    "co_quan_ban_hanh": "Trung tâm Chính trị phường Tân Lâm",
    "dia_danh": "Lam Giang",
    "trich_yeu": "kết quả điểm danh buổi 1",
    "kinh_gui": "Thường trực Đảng ủy phường Tân Lâm",
    "noi_nhan": "Như trên (b/c)\nBan Tuyên giáo và Dân vận\nLưu: VT",
    "quyen_han": "T/M Ban Thường vụ",
    "chuc_vu": "Bí thư",
    "nguoi_ky": "Nguyễn Thị Phương Thảo",
    "nhan_xet": "",
}


def sign(report: OfficialReport, by: Any, now: datetime | None = None) -> bool:
    """As the button does."""
    database.session.flush()
    moment = now or clock.now()
    return service.sign(report, service.prepare(report, moment), by, moment)


def written(form: Form = Form.PARTY, number: str = "12", **head: str) -> Written:
    return Written(form, number, "BC/TTCT", casting.NOW.date(), {**HEAD, **head})
