"""Two councils of the centre, remarks on questions that wait, one of them answered, and drafts kept back and shared."""

from dataclasses import replace
from datetime import timedelta
from itertools import islice

from sqlalchemy import select

from lms import database
from lms.accounts import service as accounts
from lms.demo.scene import Scene
from lms.permissions import Role
from lms.questions.councils import service as councils
from lms.questions.councils.rules import Post
from lms.questions.councils.service import Details
from lms.questions.models import Question, QuestionVersion, VersionState
from lms.questions.remarks import service as remarks
from lms.questions.remarks.models import ReviewRemark
from lms.questions.sharing import service as sharing
from lms.questions.sharing.rules import Right
from lms.questions.sharing.service import AUTHOR, Gift, Home

AWARENESS = "Hội đồng thẩm định chuyên đề bồi dưỡng nhận thức về Đảng"
NEW_MEMBERS = "Hội đồng thẩm định chuyên đề đảng viên mới"
TERMS = {AWARENESS: (-90, 640), NEW_MEMBERS: (-345, 20)}  # days from today; one ends soon
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
    accounts.grant(third.id, Role.REVIEWER, scene.now - timedelta(days=400))
    chair = scene.staff[Role.REVIEWER]
    members = frozenset({chair.id, third.id})
    for name, programme in ((AWARENESS, scene.awareness), (NEW_MEMBERS, scene.new_members)):
        topics = frozenset(topic.lineage for topic in programme.topics[:COVERED])
        begins, ends = TERMS[name]
        details = Details(
            scene.tree.centre.id,
            name,
            members,
            topics,
            scene.today + timedelta(days=begins),
            scene.today + timedelta(days=ends),
            {chair.id: Post.CHAIR},
        )
        made = councils.found(scene.organiser, details, scene.at(begins, 8))
        if made is not None:
            now_secretary = replace(details, posts={chair.id: Post.CHAIR, third.id: Post.SECRETARY})
            councils.change(scene.organiser, made, now_secretary, scene.at(-40, 14, 30))
    _remark(scene)
    _share(scene)


def _share(scene: Scene) -> None:
    """Drafts: some are kept to the lecturer, one of them shown to a colleague; some belong to the centre."""
    writer, others = scene.lecturer, [one for one in scene.lecturers if one is not scene.lecturer]
    drafts = (
        select(Question.id)
        .join(Question.latest)
        .where(Question.author_id == writer.id, QuestionVersion.state == VersionState.DRAFT)
        .order_by(Question.id)
    )
    ids = list(database.session.scalars(drafts))
    own, centre = ids[:3], ids[3:6]
    sharing.keep(writer, own, AUTHOR, scene.at(-12, 14, 10))
    sharing.keep(writer, centre, Home(kept=True, unit_id=scene.tree.centre.id), scene.at(-9, 9, 30))
    sharing.give(writer, own[:1], Gift(Right.EDIT, person_id=others[0].id), scene.at(-6, 10, 15))
    until = scene.today + timedelta(days=30)
    sharing.give(writer, own[:1], Gift(Right.SEE, person_id=others[-1].id, until=until), scene.at(-3, 16, 0))


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
