"""The register of the demo: documents of an invented committee; one was replaced, one has expired, one is to come."""

from datetime import date, timedelta
from itertools import islice

from sqlalchemy import Select, select

from lms import database
from lms.demo import document_texts
from lms.demo.scene import Scene
from lms.documents import citing, service
from lms.documents.citations import reviews
from lms.documents.citations.models import Verdict
from lms.documents.citations.shelf import Cited
from lms.documents.kinds import DocumentKind as Kind
from lms.documents.models import Document
from lms.documents.service import Details
from lms.lessons.models import Material
from lms.lessons.sources.models import SHELF as MATERIALS
from lms.permissions import Role
from lms.programmes.sources.models import SHELF as PROGRAMMES
from lms.questions.models import Question
from lms.questions.openings import is_open
from lms.questions.sources.service import cite

COMMITTEE = "Tỉnh ủy Lam Giang"
BOARD = "Ban Tuyên giáo và Dân vận Tỉnh ủy Lam Giang"
OLD, NEW, EXPIRED = "08-QĐ/TU", "27-QĐ/TU", "14-KH/TU"
DOCUMENTS = [
    (
        Kind.RESOLUTION,
        "05-NQ/TU",
        COMMITTEE,
        (2021, 3, 12),
        "Về nâng cao chất lượng sinh hoạt chi bộ trong tình hình mới",
    ),
    (
        Kind.DIRECTIVE,
        "17-CT/TU",
        COMMITTEE,
        (2022, 2, 22),
        "Về tăng cường công tác giáo dục lý luận chính trị cho cán bộ, đảng viên",
    ),
    (
        Kind.REGULATION,
        OLD,
        COMMITTEE,
        (2019, 6, 4),
        "Về chế độ học tập lý luận chính trị của cán bộ, đảng viên trong Đảng bộ tỉnh",
    ),
    (
        Kind.REGULATION,
        NEW,
        COMMITTEE,
        (2025, 11, 18),
        "Về học tập lý luận chính trị và cập nhật kiến thức của cán bộ, đảng viên trong Đảng bộ tỉnh",
    ),
    (
        Kind.PROGRAMME,
        "11-CTr/TU",
        COMMITTEE,
        (2021, 8, 20),
        "Chương trình hành động thực hiện nghị quyết về giáo dục lý luận chính trị",
    ),
    (
        Kind.CONCLUSION,
        "31-KL/TU",
        COMMITTEE,
        (2024, 5, 9),
        "Về tiếp tục đẩy mạnh học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh",
    ),
    (
        Kind.GUIDELINE,
        "12-HD/BTGDVTU",
        BOARD,
        (2025, 12, 5),
        "Một số nội dung về thi hành Điều lệ Đảng dùng trong các lớp bồi dưỡng nhận thức về Đảng",
    ),
    (
        Kind.DECISION,
        "214-QĐ/BTGDVTU",
        BOARD,
        (2025, 9, 30),
        "Ban hành quy chế tổ chức các lớp bồi dưỡng lý luận chính trị",
    ),
    (
        Kind.NOTICE,
        "96-TB/TU",
        COMMITTEE,
        (2026, 4, 14),
        "Kết luận hội nghị sơ kết công tác giáo dục lý luận chính trị",
    ),
]
# Which questions of which lesson cite what: the position of the topic, how many, the document, the clause.
CITING = [
    (3, 3, "12-HD/BTGDVTU", "mục 2"),
    (4, 2, "31-KL/TU", "khoản 1 mục II"),
    (1, 1, OLD, "điểm b khoản 2 Điều 5"),
    (5, 1, OLD, "Điều 7"),
    (2, 1, EXPIRED, "mục III"),
]


def make(scene: Scene) -> None:
    """Enter the documents and let some questions of the first programme cite them."""
    register = _register(scene)
    document_texts.make(scene, register, OLD)
    service.replace(register[OLD], register[NEW], None, scene.staff[Role.ADMINISTRATOR], scene.now)
    for position, count, number, clause in CITING:
        topic = scene.awareness.topics[position - 1]
        found = database.session.scalars(
            select(Question).where(Question.topic_id == topic.id).order_by(Question.id)
        )
        for question in islice(found, count):
            cite(scene.lecturer, question, [Cited(register[number], clause)], scene.now)
    _other_things(scene, register)


def _other_things(scene: Scene, register: dict[str, Document]) -> None:
    """A programme and materials rest on documents too; one was looked at after its document had been replaced."""
    basis = [Cited(register["17-CT/TU"]), Cited(register[OLD], "Điều 4")]
    PROGRAMMES.cite(scene.awareness, basis, scene.organiser, scene.now)
    for study_class in (scene.finished, scene.running):
        guide, house = list(database.session.scalars(_materials(study_class.id)))
        MATERIALS.cite(guide, [Cited(register["05-NQ/TU"], "mục II")], scene.lecturer, scene.now)
        MATERIALS.cite(house, [Cited(register[OLD], "khoản 2 Điều 5")], scene.lecturer, scene.now)
        if study_class is scene.finished:
            note = "Đã đối chiếu: điều khoản giữ nguyên ở văn bản mới."
            kind = citing.kind("material")
            reviews.review(
                register[OLD], kind, house.id, Verdict.STILL_RIGHT, note, scene.lecturer, scene.now
            )


def _materials(study_class_id: int) -> Select[Material]:
    wanted = Material.title.in_(("Hướng dẫn viết bài thu hoạch", "Nội quy lớp học"))
    return select(Material).where(Material.study_class_id == study_class_id, wanted).order_by(Material.title)


def outdate_a_practised_one(scene: Scene) -> None:
    """One question that is open for practice cites what has expired, so that lecturers see what becomes of it."""
    expired = select(Document).where(Document.number == EXPIRED)
    open_one = select(Question).where(is_open()).order_by(Question.id).limit(1)
    document, question = database.session.scalars(expired).one(), database.session.scalars(open_one).one()
    cite(scene.lecturer, question, [Cited(document, "mục I")], scene.now)


def _register(scene: Scene) -> dict[str, Document]:
    rows = [
        Details(kind, number, issuer, date(*day), abstract)
        for kind, number, issuer, day, abstract in DOCUMENTS
    ]
    found = {row.number: service.enter(row, scene.organiser, scene.now) for row in [*rows, *_dated(scene)]}
    return {number: document for number, document in found.items() if document is not None}


def _dated(scene: Scene) -> list[Details]:
    """What depends on the day on which the demo is made: a plan that is over, a resolution still to come."""
    last = scene.today - timedelta(days=30)
    ahead = scene.today + timedelta(days=40)
    plan = "Kế hoạch mở các lớp bồi dưỡng lý luận chính trị trong năm"
    resolution = "Về nâng cao năng lực lãnh đạo của tổ chức cơ sở đảng"
    return [
        Details(Kind.PLAN, EXPIRED, COMMITTEE, last - timedelta(days=300), plan, valid_until=last),
        Details(Kind.RESOLUTION, "22-NQ/TU", COMMITTEE, scene.today - timedelta(days=6), resolution, ahead),
    ]
