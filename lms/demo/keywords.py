"""Learning objectives of the first topics, which questions name, and keywords that run across topics."""

from datetime import timedelta

from sqlalchemy import select

from lms import database
from lms.demo.scene import Scene
from lms.programmes.models import Topic
from lms.programmes.objectives import service as objectives
from lms.programmes.objectives.service import Wish
from lms.questions.models import Question
from lms.questions.tagging import service

OBJECTIVES = (
    ("Nêu được các mốc lớn trong lịch sử của Đảng", "Giải thích được ý nghĩa của việc thành lập Đảng"),
    ("Trình bày được mục tiêu tổng quát của Cương lĩnh", "Phân biệt được các thời kỳ quá độ"),
    ("Nêu được tiêu chuẩn, nhiệm vụ và quyền của đảng viên", "Vận dụng được nguyên tắc tập trung dân chủ"),
)
KEYWORDS = (("cốt lõi",), ("cốt lõi", "hay nhầm"), ("tình huống",), ("số liệu",))


def make(scene: Scene) -> None:
    """After questions were written; set by the lecturer who wrote most of them."""
    programme, now = scene.awareness, scene.now - timedelta(days=80)
    topics = programme.topics[: len(OBJECTIVES)]
    new = {topic.lineage: words for topic, words in zip(topics, OBJECTIVES, strict=False)}
    objectives.save(scene.organiser, programme, Wish(new=new), now)
    standing = objectives.standing(new)
    for topic in topics:
        for place, objective in enumerate(standing[topic.lineage]):
            service.aim(scene.lecturer, _of(topic)[place::2], objective, now)
    for place, words in enumerate(KEYWORDS):
        service.retag(scene.lecturer, _of(topics[0])[place::3] + _of(topics[-1])[place::5], words, (), now)


def _of(topic: Topic) -> list[int]:
    statement = select(Question.id).where(Question.topic_id == topic.id).order_by(Question.id)
    return list(database.session.scalars(statement))
