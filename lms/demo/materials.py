"""Materials of the classes: outlines as Word files made here, and links."""

from datetime import datetime, timedelta
from io import BytesIO

from docx import Document

from lms.classes.models import StudyClass
from lms.demo import texts
from lms.demo.scene import Scene
from lms.files import service as files
from lms.files.models import StoredFile
from lms.lessons import service
from lms.lessons.models import MaterialKind
from lms.lessons.service import Facts

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
POINTS = (
    "Mục tiêu: nắm được các mốc, khái niệm và văn bản chính của bài.",
    "Nội dung: hoàn cảnh – nội dung cơ bản – ý nghĩa – điểm cần vận dụng.",
    "Câu hỏi thảo luận tổ: nêu một việc ở đơn vị có thể vận dụng nội dung của bài.",
    "Chuẩn bị cho buổi sau: đọc lại vở ghi, ghi hai điều còn chưa rõ để hỏi giảng viên.",
)
RULES = (
    "Có mặt trước giờ học 10 phút để điểm danh bằng mã QR; điểm danh cả đầu buổi và cuối buổi.",
    "Vắng buổi nào báo trước qua trang của lớp hoặc tổ trưởng.",
    "Dự đủ số tiết theo quy chế lớp học mới được xét kết quả.",
    "Nộp bài thu hoạch đúng hạn, viết trên máy hoặc chụp ảnh bài viết tay.",
)
LIBRARY = "https://thuvien.lamgiang.example/ly-luan-chinh-tri"


def make(scene: Scene) -> None:
    """The same for the class that runs and the one that is over."""
    topics = scene.awareness.topics[:5]
    outlines = [(topic, _outline(scene, topic.title, POINTS)) for topic in topics]
    guide = _outline(
        scene, "Hướng dẫn viết bài thu hoạch", (*texts.OPENING, *texts.UNDERSTANDING, *texts.SHORT)
    )
    house = _outline(scene, "Nội quy và lịch học của lớp", RULES)
    for study_class in (scene.finished, scene.running):
        added_at = _shown_from(study_class)
        service.add(study_class, "Nội quy lớp học", house, scene.organiser, added_at)
        service.add(study_class, "Hướng dẫn viết bài thu hoạch", guide, scene.lecturer, added_at)
        for topic, stored in outlines:
            title = f"Đề cương {topic.title}"
            about = Facts(title, topic.id, MaterialKind.OUTLINE)
            service.add(study_class, about, stored, scene.lecturer, added_at)
        about = Facts("Tủ sách điện tử của trường", kind=MaterialKind.READING)
        service.add(study_class, about, LIBRARY, scene.lecturer, added_at)


def _outline(scene: Scene, title: str, points: tuple[str, ...]) -> StoredFile:
    document = Document()
    document.core_properties.author = "Trường Chính trị tỉnh Lam Giang"
    document.core_properties.created = document.core_properties.modified = datetime(2026, 1, 5)  # noqa: DTZ001 - the format knows no zones
    document.add_heading(title, level=1)
    for point in points:
        document.add_paragraph(point, style="List Bullet")
    data = BytesIO()
    document.save(data)
    data.seek(0)
    name = f"{title.split(':')[0]}.docx"
    return files.store(data, name, DOCX, scene.lecturer.id, scene.now - timedelta(days=100))


def _shown_from(study_class: StudyClass) -> datetime:
    return study_class.sessions[0].starts_at - timedelta(days=2)
