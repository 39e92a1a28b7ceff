"""How the programmes of the demo were appraised: one passed, one changed since, one is under appraisal."""

from dataclasses import replace
from datetime import datetime
from decimal import Decimal

from lms import database
from lms.accounts.models import Person
from lms.appraisals.programmes import queries, service
from lms.appraisals.programmes.models import ProgrammeSubmission
from lms.appraisals.service import Opinion
from lms.appraisals.sheets import Conclusion, Judged
from lms.demo.scene import Scene
from lms.permissions import Role
from lms.programmes import service as programmes
from lms.programmes.approval.models import ProgrammeInForce
from lms.programmes.approval.queries import look_at
from lms.programmes.approval.rules import Origin
from lms.programmes.data import ProgrammeData, TopicData, data_of
from lms.programmes.models import Programme, TopicKind
from lms.programmes.presets import BANDS

GOOD = ("8.5", "9", "8.5", "8", "9")
FAIR = ("8", "7.5", "8", "7", "8")
PARTY_WORK = ProgrammeData(
    code="CTD",
    title="Bồi dưỡng nghiệp vụ công tác đảng cho cấp ủy viên cơ sở",
    basis="Kế hoạch số 24-KH/HU",
    reflection_required=False,
    topics=(
        TopicData("Chuyên đề 1: Công tác chính trị, tư tưởng ở chi bộ"),
        TopicData("Chuyên đề 2: Công tác tổ chức, đảng viên", periods=10, sessions=2),
        TopicData("Chuyên đề 3: Công tác kiểm tra, giám sát, kỷ luật đảng"),
        TopicData("Chuyên đề 4: Nghiệp vụ văn phòng cấp ủy"),
        TopicData("Thảo luận tình huống ở cơ sở", TopicKind.DISCUSSION),
    ),
    bands=BANDS,
)
ASKED = "Chương trình áp dụng từ khóa tới; đã bỏ hai chuyên đề trùng với lớp đảng viên mới."
COMMENT = "Nội dung sát yêu cầu. Đề nghị cân nhắc tăng thời gian thảo luận tình huống."
REPLY = "Xin tiếp thu, ban tổ chức sẽ bố trí thêm một buổi thảo luận khi xếp lịch."
WAITING = "Đủ chuyên đề theo hướng dẫn; nên ghi rõ văn bản làm căn cứ cho chuyên đề 7."


def make(scene: Scene) -> None:
    """After councils were founded, and what the programmes rest on was entered."""
    first, second = scene.staff[Role.REVIEWER], scene.lecturers[-1]
    _approved(scene, scene.awareness, -110, (first, second))
    written = programmes.create(PARTY_WORK, scene.organiser, scene.at(-60, 9))
    database.session.flush()
    _approved(scene, written, -58, (first, second), ASKED)
    _use_since_before(scene, scene.new_members)
    waiting = service.submit(scene.organiser, scene.new_members, "", scene.at(-4, 10))
    if isinstance(waiting, ProgrammeSubmission):
        _judge(waiting, second, FAIR, WAITING, scene.at(-2, 15))
    _change(scene, written)


def _approved(
    scene: Scene, programme: Programme, days: int, appraisers: tuple[Person, Person], said: str = ""
) -> None:
    made = service.submit(scene.organiser, programme, said, scene.at(days, 9))
    if not isinstance(made, ProgrammeSubmission):
        return
    first, second = appraisers
    _judge(made, first, GOOD, "", scene.at(days + 3, 10))
    _judge(made, second, FAIR, COMMENT, scene.at(days + 4, 15))
    sheet = queries.sheet_by(made.id, second.id)
    if sheet is not None:
        service.reply(scene.organiser, sheet, REPLY, scene.at(days + 5, 8))
    service.conclude(first, made, Conclusion.PASS, "", scene.at(days + 6, 9))


def _use_since_before(scene: Scene, programme: Programme) -> None:
    """It was there before programmes were appraised, as an upgrade leaves it."""
    look = look_at(programme)
    held = ProgrammeInForce(programme_id=programme.id, origin=Origin.BEFORE, since=scene.at(-100, 8))
    held.content, held.digest = dict(look.content), look.digest
    database.session.add(held)


def _change(scene: Scene, programme: Programme) -> None:
    """More time for discussion, and one topic under another name: it is to be appraised again."""
    data = data_of(programme)
    *others, office, discussion = data.topics
    topics = (
        *others,
        replace(office, title="Chuyên đề 4: Nghiệp vụ văn phòng cấp ủy và chuyển đổi số"),
        replace(discussion, periods=10, sessions=2),
    )
    programmes.update(programme, replace(data, topics=topics), scene.organiser, scene.at(-12, 14, 30))


def _judge(
    made: ProgrammeSubmission, person: Person, marks: tuple[str, ...], comment: str, at: datetime
) -> None:
    lines = queries.lines_of(made)
    judged = {line.key: Judged(Decimal(mark)) for line, mark in zip(lines, marks, strict=True)}
    service.appraise(person, made, Opinion(judged, Conclusion.PASS, comment), at)
