"""What lies in the inboxes: of learners, of the lecturer, of the organiser."""

from datetime import timedelta

from sqlalchemy import exists, select

from lms.classes.models import StudyClass
from lms.classes.queries import enrolled_ids
from lms.database import session
from lms.demo.scene import Scene
from lms.notices import service
from lms.notices.models import Notice
from lms.notices.service import Message
from lms.permissions import Role


def make(scene: Scene) -> None:
    """A few notices of the last days, most of them unread."""
    running = enrolled_ids(scene.running.id)
    page = f"/classes/{scene.running.id}"
    service.send(
        running, _message(scene.running, "opened", "Lớp học đã khai giảng", OPENED, page), scene.at(-4, 8)
    )
    service.send(
        running,
        _message(scene.running, "quiz", "Bài kiểm tra cuối khóa đang mở", QUIZ, f"{page}/quizzes"),
        scene.now - timedelta(hours=2),
    )
    service.mark_read(scene.learner.id, scene.now - timedelta(hours=3))
    for role, title, body, path in STAFF:
        message = Message(key=f"demo-{role.value}", title=title, body=body, path=path)
        service.send([scene.staff[role].id], message, scene.now - timedelta(hours=5))


def is_there() -> bool:
    """Whether the last of the notices was sent."""
    statement = select(exists().where(Notice.key == f"demo-{STAFF[-1][0].value}"))
    return bool(session.scalar(statement))


OPENED = "Mời đồng chí xem lịch học và nội quy trên trang của lớp. Nhớ điểm danh cả đầu buổi và cuối buổi."
QUIZ = "30 câu, 40 phút, làm một lần. Mất mạng giữa chừng vẫn làm tiếp được, câu trả lời không mất."
STAFF = (
    (Role.LECTURER, "Câu hỏi được trả lại để sửa", "Hội đồng đã xem và có nhận xét.", "/questions/"),
    (Role.ORGANISER, "Có người xin vắng buổi cuối", "Hai học viên chờ trả lời.", "/"),
    (Role.REVIEWER, "Có câu hỏi chờ thẩm định", "Giảng viên vừa gửi thêm câu hỏi.", "/"),
    (
        Role.APPROVER,
        "Lớp mới đã được lập",
        "Lớp bồi dưỡng dành cho đảng viên mới đã có lịch học.",
        "/classes/",
    ),
    (Role.INSPECTOR, "Khóa 1 đã kết thúc", "Bảng kết quả đã đầy đủ, có thể xem.", "/classes/"),
    (Role.UNIT_OFFICER, "Danh sách lớp khóa mới", "Đơn vị có người trong lớp đang học.", "/units/"),
    (Role.ADMINISTRATOR, "Bản demo đã sẵn sàng", "Dữ liệu đều là hư cấu.", "/"),
)


def _message(study_class: StudyClass, occasion: str, title: str, body: str, path: str) -> Message:
    key = f"class-{study_class.id}-{occasion}"
    return Message(key=key, title=title, body=body, path=path, class_id=study_class.id)
