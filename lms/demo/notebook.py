"""The notebook of the demo's learner: saved things, one that is no longer offered, and entries of their own."""

from sqlalchemy import select

from lms.database import session
from lms.demo.scene import Scene
from lms.lessons import service as materials
from lms.lessons.collecting import service
from lms.lessons.collecting.models import CollectedItem, CollectedKind
from lms.lessons.collecting.service import Entry
from lms.lessons.giving.models import LessonGiving
from lms.lessons.models import Material

OUTLINE = "Đọc trước mục 2; chuẩn bị một ví dụ ở đơn vị mình để thảo luận tổ."
GONE = "Bản tin nội bộ số 9: điển hình sinh hoạt chi bộ"
LIBRARY = "https://thuvien.lamgiang.example/ban-tin/so-9"
OWN = (
    (
        "Bài báo: đổi mới cách ra nghị quyết chuyên đề",
        "https://bao.lamgiang.example/xay-dung-dang/nghi-quyet-chuyen-de",
        "Ba ý dùng được cho phần liên hệ:\n- nghị quyết ngắn, một việc;\n- kiểm tra sau 30 ngày.",
    ),
    (
        "Số liệu của đơn vị cho bài thu hoạch",
        "",
        "Tháng 9: 3 hồ sơ chậm. Tháng 10: không có. Hỏi văn thư số quý IV.",
    ),
)


def make(scene: Scene) -> None:
    """Saved over some evenings of the running class."""
    here, learner = scene.running.id, scene.learner
    outline = session.scalars(
        select(Material)
        .where(Material.study_class_id == here, Material.topic_id.is_not(None))
        .order_by(Material.id)
    ).first()
    lesson = session.scalars(
        select(LessonGiving).where(LessonGiving.study_class_id == here).order_by(LessonGiving.id)
    ).first()
    gone = materials.add(scene.running, GONE, LIBRARY, scene.lecturer, scene.at(-20, 9))
    session.flush()
    service.save(learner, CollectedKind.MATERIAL, gone, scene.at(-12, 20))
    saved = service.save(learner, CollectedKind.MATERIAL, outline, scene.at(-10, 20))
    if isinstance(saved, CollectedItem):
        service.annotate(saved, OUTLINE)
    service.save(learner, CollectedKind.LESSON, lesson, scene.at(-9, 21))
    for day, (title, url, note) in enumerate(OWN, start=-6):
        service.write(learner, Entry(title, url, note, here), scene.at(day, 20, 30))
    materials.remove(gone, scene.lecturer, scene.at(-3, 9))
