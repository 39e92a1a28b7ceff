"""What is read and heard in the page: slides as PDF and of PowerPoint, and a sound to try the loudspeakers."""

import math
import wave
from array import array
from datetime import timedelta
from io import BytesIO
from pathlib import Path

from lms import typesetting
from lms.classes.models import StudyClass
from lms.demo import decks
from lms.demo.scene import Scene
from lms.files import service as files
from lms.files.media_types import SLIDES as POWERPOINT
from lms.lessons import service
from lms.lessons.media import service as media
from lms.lessons.models import MaterialKind
from lms.lessons.service import Facts

RATE = 8_000
SECONDS = 12
SLIDES = (
    (
        "Mục tiêu của bài",
        ("Nắm các mốc chính của lịch sử Đảng", "Hiểu ý nghĩa của từng mốc", "Liên hệ với đơn vị mình"),
    ),
    (
        "Hoàn cảnh ra đời",
        (
            "Phong trào yêu nước đầu thế kỷ XX",
            "Nguyễn Ái Quốc tìm đường cứu nước",
            "Ba tổ chức cộng sản năm 1929",
        ),
    ),
    (
        "Hội nghị thành lập Đảng",
        (
            "Từ ngày 06/01 đến ngày 07/02/1930",
            "Chánh cương vắn tắt, Sách lược vắn tắt",
            "Điều lệ vắn tắt của Đảng",
        ),
    ),
    (
        "Các thời kỳ",
        (
            "1930 – 1945: giành chính quyền",
            "1945 – 1975: kháng chiến, thống nhất",
            "Từ 1975: cả nước đi lên; đổi mới từ 1986",
        ),
    ),
    (
        "Câu hỏi thảo luận tổ",
        (
            "Mốc nào gắn với địa phương mình?",
            "Một việc ở đơn vị có thể vận dụng",
            "Điều còn chưa rõ cần hỏi giảng viên",
        ),
    ),
)
SUBTITLES = (
    "WEBVTT\n\n00:00.000 --> 00:06.000\nÂm thử loa: tiếng trầm, nghe rõ ở cuối hội trường là được.\n\n"
    "00:06.000 --> 00:12.000\nÂm thử loa: tiếng bổng, không được rè.\n"
)


def make(scene: Scene) -> None:
    """The slides for both classes, the sound for the one that runs."""
    school = "Trường Chính trị tỉnh Lam Giang"
    told = {
        "title": scene.awareness.topics[0].title,
        "school": school,
        "slides": [{"title": title, "points": points} for title, points in SLIDES],
    }
    begun_at = scene.now - timedelta(days=99)
    body = typesetting.pdf(Path(__file__).with_name("slides.typ"), told, begun_at)
    stored = files.store(
        BytesIO(body), "Bai trinh chieu 1.pdf", "application/pdf", scene.lecturer.id, begun_at
    )
    topic_id = scene.awareness.topics[0].id
    for study_class in (scene.finished, scene.running):
        about = Facts("Bài trình chiếu buổi 1", topic_id, MaterialKind.SLIDES)
        service.add(study_class, about, stored, scene.lecturer, begun_at)
    _later(scene, scene.running)
    _sound(scene, scene.running)


def _later(scene: Scene, study_class: StudyClass) -> None:
    """Slides of PowerPoint, and a draft that opens on the eve of a session to come."""
    at, topic = scene.now - timedelta(days=20), scene.awareness.topics[2]
    kept = files.store(BytesIO(decks.deck()), "Sinh hoat chi bo.pptx", POWERPOINT, scene.lecturer.id, at)
    about = Facts("Bài trình chiếu: sinh hoạt chi bộ", topic.id, MaterialKind.SLIDES)
    service.add(study_class, about, kept, scene.lecturer, at)
    draft = Facts("Dự thảo chương trình hành động để thảo luận tổ", None, MaterialKind.DRAFT, scene.at(2, 7))
    service.add(study_class, draft, kept, scene.organiser, at)


def _sound(scene: Scene, study_class: StudyClass) -> None:
    at = scene.now - timedelta(days=98)
    stored = files.store(BytesIO(_tones()), "Am thu loa.wav", "audio/wav", scene.organiser.id, at)
    material = service.add(study_class, "Âm thử loa hội trường", stored, scene.organiser, at)
    media.caption(material, BytesIO(SUBTITLES.encode()), "am-thu-loa.vtt", scene.organiser, at)


def _tones() -> bytes:
    """Six seconds low, six seconds high, without a click between them."""
    samples = array("h")
    for place in range(RATE * SECONDS):
        pitch = 220 if place < RATE * SECONDS // 2 else 880
        swell = math.sin(math.pi * (place % (RATE * SECONDS // 2)) / (RATE * SECONDS // 2))
        samples.append(round(9_000 * swell * math.sin(2 * math.pi * pitch * place / RATE)))
    target = BytesIO()
    with wave.open(target, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(RATE)
        sound.writeframes(samples.tobytes())
    return target.getvalue()
