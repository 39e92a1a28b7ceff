"""Two councils of the centre, and remarks of a reviewer on questions that wait, one of them answered."""

from datetime import timedelta
from itertools import islice

from sqlalchemy import select

from lms import database
from lms.accounts import service as accounts
from lms.demo.scene import Scene
from lms.permissions import Role
from lms.questions.councils import service as councils
from lms.questions.councils.service import Details
from lms.questions.models import Question, QuestionVersion, VersionState
from lms.questions.remarks import service as remarks
from lms.questions.remarks.models import ReviewRemark

AWARENESS = "Hội đồng thẩm định chuyên đề bồi dưỡng nhận thức về Đảng"
NEW_MEMBERS = "Hội đồng thẩm định chuyên đề đảng viên mới"
COVERED = 4  # topics of each programme; the others are open to every reviewer
REMARKS = [
    ("stem", "Câu dẫn nên nêu rõ “theo Điều lệ Đảng hiện hành” để chỉ hiểu theo một cách."),
    ("line-0", "Phương án này ngắn hơn hẳn các phương án khác, học viên dễ loại ngay."),
    ("source", "Đề nghị ghi thêm mục, trang của tài liệu."),
]
ANSWER = "Đã bổ sung trong bản soạn, xin hội đồng xem lại."


def make(scene: Scene) -> None:
    """After questions were written and some were handed in."""
    third = scene.lecturers[-1]
    accounts.grant(third.id, Role.REVIEWER, scene.now - timedelta(days=100))
    members = frozenset({scene.staff[Role.REVIEWER].id, third.id})
    for name, programme in ((AWARENESS, scene.awareness), (NEW_MEMBERS, scene.new_members)):
        topics = frozenset(topic.lineage for topic in programme.topics[:COVERED])
        details = Details(scene.tree.centre.id, name, members, topics)
        councils.found(scene.organiser, details, scene.now - timedelta(days=90))
    _remark(scene)


def _remark(scene: Scene) -> None:
    reviewer = scene.staff[Role.REVIEWER]
    waiting = (
        select(QuestionVersion)
        .join(QuestionVersion.question)
        .where(QuestionVersion.state == VersionState.SUBMITTED, Question.author_id == scene.lecturer.id)
        .order_by(QuestionVersion.id)
    )
    versions = islice(database.session.scalars(waiting), len(REMARKS))
    for version, (part, text) in zip(versions, REMARKS, strict=False):
        remarks.remark(reviewer, version, part, text, scene.at(-2, 9, 20))
    last = database.session.scalars(select(ReviewRemark).order_by(ReviewRemark.id.desc()).limit(1)).one()
    remarks.answer(scene.lecturer, last, ANSWER, False, scene.at(-1, 15, 5))
