"""Reports to the committee: one that is signed, and a draft. Drawing one costs a second: no more than one is signed."""

from datetime import datetime, timedelta

from sqlalchemy import select

from lms.classes.models import ClassSession
from lms.database import session
from lms.demo.scene import Scene
from lms.reports import service
from lms.reports.models import Form, OfficialReport
from lms.reports.service import Subject, Written
from lms.web.clock import local

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
    first, second = session.scalars(statement.order_by(ClassSession.number).limit(2))
    report, at = _draft(scene, first, "41"), _day_after(scene, first)
    service.sign(report, service.prepare(report, at), scene.organiser, at)
    _draft(scene, second, "42")


def _draft(scene: Scene, class_session: ClassSession, number: str) -> OfficialReport:
    study_class = class_session.study_class
    subject = Subject(study_class.unit, study_class, class_session)
    made_at = _day_after(scene, class_session)
    report = service.draft(subject, _written(class_session, number), scene.organiser, made_at)
    session.flush()
    return report


def _written(class_session: ClassSession, number: str) -> Written:
    subject = f"kết quả điểm danh buổi {class_session.number}, {class_session.study_class.title}"
    day = local(class_session.ends_at).date() + timedelta(days=1)
    return Written(Form.PARTY, number, "BC/TCT", day, {**HEAD, "trich_yeu": subject})


def _day_after(scene: Scene, class_session: ClassSession) -> datetime:
    return min(scene.now, class_session.ends_at + timedelta(hours=20))
