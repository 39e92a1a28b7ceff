"""The library: a lesson and a leaflet for everybody, a bulletin for who is signed in."""

from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from pathlib import Path

from sqlalchemy import select

from lms import database, typesetting
from lms.demo.lessons import cell_meeting
from lms.demo.scene import Scene
from lms.files import service as files
from lms.files.media_types import PDF
from lms.files.models import StoredFile
from lms.lessons.bank.models import Lesson
from lms.lessons.publishing import service
from lms.lessons.publishing.models import PublicationKind, Visibility
from lms.lessons.publishing.service import About

SCHOOL = "Trường Chính trị tỉnh Lam Giang"


@dataclass(frozen=True)
class Paper:
    """One page of A5."""

    kind: str
    title: str
    points: tuple[str, ...]
    foot: str


LEAFLET = Paper(
    "Tờ gấp",
    "Sinh hoạt chi bộ: năm việc cần làm",
    (
        "Chuẩn bị: cấp ủy thống nhất nội dung, gửi tài liệu trước cho đảng viên.",
        "Điểm danh, thông báo nội dung và cách tiến hành.",
        "Thông tin thời sự, việc của tháng; mỗi đảng viên phát biểu ngắn, đi thẳng vào việc.",
        "Kết luận rõ việc, rõ người, rõ thời hạn.",
        "Ghi biên bản đầy đủ, đọc lại trước khi kết thúc.",
    ),
    "Tài liệu tuyên truyền, phát cho các chi bộ trực thuộc.",
)
BULLETIN = Paper(
    "Bản thông tin nội bộ",
    "Thông tin công tác đào tạo, bồi dưỡng",
    (
        "Các lớp đang mở: học viên xem lịch và tài liệu trên trang của lớp.",
        "Từ tháng này, học viên điểm danh bằng mã QR cả đầu buổi và cuối buổi.",
        "Giảng viên gửi bài giảng thẩm định trước khi lên lớp ít nhất mười ngày.",
    ),
    "Lưu hành trong trường và các lớp.",
)


def make(scene: Scene) -> None:
    """A fortnight ago, a week ago, and the other day."""
    lesson = database.session.scalars(select(Lesson).where(Lesson.title == cell_meeting.TITLE)).one()
    about = About(
        lesson.title,
        "Bài giảng đã được thẩm định, dùng để tự nghiên cứu trước khi dự lớp.",
        PublicationKind.LESSON,
        Visibility.PUBLIC,
    )
    service.publish_lesson(scene.organiser, lesson, about, scene.at(-14, 9))
    at = scene.at(-7, 9)
    said = "Tờ gấp một trang, in được để phát tại buổi sinh hoạt."
    about = About(LEAFLET.title, said, PublicationKind.LEAFLET, Visibility.PUBLIC)
    service.publish(scene.organiser, about, _drawn(scene, LEAFLET, "To gap sinh hoat chi bo.pdf", at), at)
    at = scene.at(-3, 15)
    said = "Tin vắn dành cho cán bộ, giảng viên và học viên của trường."
    about = About(BULLETIN.title, said, PublicationKind.INTERNAL, Visibility.INTERNAL)
    service.publish(scene.organiser, about, _drawn(scene, BULLETIN, "Thong tin noi bo.pdf", at), at)


def _drawn(scene: Scene, paper: Paper, name: str, at: datetime) -> StoredFile:
    body = typesetting.pdf(Path(__file__).with_name("leaflet.typ"), vars(paper) | {"school": SCHOOL}, at)
    return files.store(BytesIO(body), name, PDF, scene.organiser.id, at)
