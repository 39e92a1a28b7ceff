"""Reports to the committee: one signed and replaced after a correction, one signed, and a draft."""

from datetime import datetime, timedelta

from sqlalchemy import select

from lms.attendance import checkpoints, roll
from lms.attendance.queries import book_of_session
from lms.attendance.roll import Wish
from lms.attendance.windows import Mark, Phase
from lms.classes.models import ClassSession
from lms.database import session
from lms.demo.scene import Scene
from lms.reports import service
from lms.reports.models import Form, OfficialReport
from lms.reports.service import Subject, Written
from lms.web.clock import local

REASON = "Bổ sung một học viên có mặt nhưng chưa được ghi nhận"
HEAD = {
    "co_quan_cap_tren": "Đảng bộ tỉnh Lam Giang",
    "co_quan_ban_hanh": "Trường Chính trị tỉnh Lam Giang",
    "dia_danh": "Lam Giang",
    "kinh_gui": "Thường trực Tỉnh ủy",
    "noi_nhan": "Như trên (b/c)\nBan Tuyên giáo và Dân vận Tỉnh ủy (b/c)\nLưu: VT",
    "quyen_han": "K/T Hiệu trưởng",
    "chuc_vu": "Phó Hiệu trưởng",
    "nguoi_ky": "Trần Quốc Thịnh",
    "nhan_xet": "Học viên chấp hành nghiêm nội quy lớp học.",
}


def make(scene: Scene) -> None:
    """Of the first sessions of the running class, each on the day after it."""
    statement = select(ClassSession).where(ClassSession.study_class_id == scene.running.id)
    first, second, third = session.scalars(statement.order_by(ClassSession.number).limit(3))
    _signed(scene, _draft(scene, first, "41"), first)
    before = _signed(scene, _draft(scene, second, "42"), second)
    _correct(scene, second)
    after = service.next_version(before, REASON, scene.organiser, _day_after(scene, second))
    session.flush()
    service.change(after, _written(second, "43"), scene.organiser, _day_after(scene, second))
    _signed(scene, after, second)
    _draft(scene, third, "44")


def _draft(scene: Scene, class_session: ClassSession, number: str) -> OfficialReport:
    study_class = class_session.study_class
    subject = Subject(study_class.unit, study_class, class_session)
    made_at = _day_after(scene, class_session)
    report = service.draft(subject, _written(class_session, number), scene.organiser, made_at)
    session.flush()
    return report


def _signed(scene: Scene, report: OfficialReport, class_session: ClassSession) -> OfficialReport:
    at = _day_after(scene, class_session)
    session.flush()
    service.sign(report, service.prepare(report, at), scene.organiser, at)
    return report


def _correct(scene: Scene, class_session: ClassSession) -> None:
    """Somebody who was not recorded at all was there."""
    book = book_of_session(class_session.id)
    missing = [
        one.person_id
        for one in book.learners
        if book.entry(class_session.id, Phase.BEFORE, one.person_id).mark is Mark.NONE
    ][:1]
    for phase in Phase:
        wish = Wish(missing, Mark.PRESENT, REASON)
        at = _day_after(scene, class_session)
        roll.mark(checkpoints.prepare(class_session, phase), wish, scene.organiser, at)


def _written(class_session: ClassSession, number: str) -> Written:
    subject = f"kết quả điểm danh buổi {class_session.number}, {class_session.study_class.title}"
    day = local(class_session.ends_at).date() + timedelta(days=1)
    return Written(Form.PARTY, number, "BC/TCT", day, {**HEAD, "trich_yeu": subject})


def _day_after(scene: Scene, class_session: ClassSession) -> datetime:
    return min(scene.now, class_session.ends_at + timedelta(hours=20))
