"""Situational sets: one in use, one whose case was made clearer and waits for the council again, one whose case cites
what was replaced, so that new papers leave it out."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta

from sqlalchemy import select

from lms import database
from lms.accounts.models import Person
from lms.demo.bank import making as ask
from lms.demo.documents import OLD
from lms.demo.scene import Scene
from lms.documents.citations.shelf import Cited
from lms.documents.models import Document
from lms.permissions import Role
from lms.questions import review, service as bank
from lms.questions.checklist.criteria import ALL_MET
from lms.questions.service import Placement
from lms.questions.situations import service
from lms.questions.situations.citations import SHELF
from lms.questions.situations.models import Situation
from lms.questions.situations.service import Written
from question_bank.question import Question

TOPIC = 2
STATUTES = "Điều lệ Đảng; Quy định thi hành Điều lệ Đảng"
MEETING = Written(
    "Chi bộ thôn Đông có 12 đảng viên chính thức và 2 đảng viên dự bị. Tháng 10, chi bộ họp định kỳ; "
    "11 đảng viên chính thức và 2 đảng viên dự bị dự họp, bàn việc đề nghị kết nạp quần chúng Lê Thu Hà vào Đảng.",
    "Cuộc họp xét kết nạp ở chi bộ thôn Đông",
    STATUTES,
)
ABSENT = Written(
    "Đồng chí Nam là đảng viên chính thức của chi bộ cơ quan. Trong năm, đồng chí Nam ba tháng không sinh hoạt chi bộ "
    "và không đóng đảng phí.",
    "Đảng viên bỏ sinh hoạt ở chi bộ cơ quan",
    STATUTES,
)
CLEARER = replace(
    ABSENT,
    text="Đồng chí Nam là đảng viên chính thức của chi bộ cơ quan. Trong năm, đồng chí Nam ba tháng không sinh hoạt "
    "chi bộ và không đóng đảng phí mà không có lý do chính đáng, dù chi bộ đã hai lần nhắc nhở.",
)
STUDY = Written(
    "Đồng chí Bình, đảng viên chi bộ trường trung học cơ sở Lam Sơn, được cử đi học lớp bồi dưỡng lý luận chính trị "
    "12 buổi. Do việc nhà, đồng chí dự đủ 9 buổi, vắng 3 buổi có đơn xin phép; ban tổ chức lớp chưa cho đồng chí dự "
    "kiểm tra cuối khóa và đề nghị chi bộ có ý kiến.",
    "Đảng viên vắng học có phép ở chi bộ trường học",
)
RESTS_ON = {
    MEETING.title: (("12-HD/BTGDVTU", "mục 2"),),
    ABSENT.title: (("12-HD/BTGDVTU", "mục 4"),),
    STUDY.title: ((OLD, "khoản 2 Điều 5"), ("214-QĐ/BTGDVTU", "Điều 9")),
}
ABOUT_MEETING = (
    ask.one(
        ask.TH,
        "Hai đảng viên dự bị tham gia cuộc họp với quyền nào?",
        "Thảo luận, không biểu quyết",
        "Thảo luận và biểu quyết",
        "Biểu quyết, không thảo luận",
        "Chỉ dự, không thảo luận",
        why="Đảng viên dự bị có các quyền của đảng viên, trừ quyền biểu quyết, ứng cử và bầu cử.",
    ),
    ask.count(
        ask.VD,
        "Cần ít nhất bao nhiêu đảng viên chính thức của chi bộ đồng ý thì chi bộ đề nghị kết nạp?",
        8,
        why="Được hai phần ba số đảng viên chính thức trở lên đồng ý: hai phần ba của 12 là 8.",
    ),
    ask.fact(
        ask.TH,
        "Nếu được kết nạp, đồng chí Hà phải qua thời kỳ dự bị 12 tháng, tính từ ngày chi bộ làm lễ kết nạp.",
        True,
        why="Người được kết nạp phải trải qua thời kỳ dự bị mười hai tháng, tính từ ngày chi bộ tổ chức lễ kết nạp.",
    ),
)
ABOUT_ABSENT = (
    ask.one(
        ask.VD,
        "Chi bộ cần làm gì?",
        "Xem xét, đề nghị cấp ủy có thẩm quyền xóa tên trong danh sách đảng viên",
        "Tự quyết định xóa tên trong danh sách đảng viên",
        "Chuyển sinh hoạt của đồng chí Nam sang chi bộ khác",
        "Chờ hết năm rồi xếp loại",
        why="Đảng viên bỏ sinh hoạt chi bộ hoặc không đóng đảng phí ba tháng trong năm mà không có lý do chính đáng "
        "thì chi bộ xem xét, đề nghị cấp ủy có thẩm quyền xóa tên.",
    ),
    ask.fact(
        ask.TH,
        "Chi bộ có quyền tự ra quyết định xóa tên đồng chí Nam trong danh sách đảng viên.",
        False,
        why="Chi bộ đề nghị; cấp ủy có thẩm quyền quyết định.",
    ),
)
ABOUT_STUDY = (
    ask.one(
        ask.VD,
        "Chi bộ nên trả lời ban tổ chức lớp thế nào?",
        "Xác nhận lý do vắng, đề nghị cho học bù trước khi dự kiểm tra",
        "Đề nghị cho dự kiểm tra ngay, không cần học bù",
        "Không cho đồng chí Bình học tiếp",
        "Để ban tổ chức lớp tự quyết định, chi bộ không có ý kiến",
        why="Vắng có phép thì được bố trí học bù; chi bộ có trách nhiệm quản lý việc học tập của đảng viên.",
    ),
)


def make(scene: Scene) -> None:
    """After self-study was opened, so that tests may draw them."""
    begun = scene.now - timedelta(days=100)
    for written, asked in ((STUDY, ABOUT_STUDY), (MEETING, ABOUT_MEETING), (ABSENT, ABOUT_ABSENT)):
        situation = service.create(scene.lecturer, written, begun)
        SHELF.cite(situation, _documents(RESTS_ON[written.title]), scene.lecturer, begun)
        versions = _written(scene, situation, asked)
        review.submit(scene.lecturer, versions, begun + timedelta(days=1))
        review.publish(_council(scene), versions, ALL_MET, begun + timedelta(days=6))
    changed = scene.now - timedelta(days=1)
    service.save(scene.lecturer, situation, CLEARER, 1, changed)
    review.submit(scene.lecturer, _newest(situation), changed)


def _written(scene: Scene, situation: Situation, asked: Iterable[Question]) -> list[int]:
    topic = scene.awareness.topics[TOPIC]
    return [
        bank.create(
            scene.lecturer,
            replace(one, case=situation.latest.text, source=STATUTES),
            Placement(topic.programme_id, topic.id, one.level),
            situation.created_at,
            service.next_told(situation),
        ).latest.id
        for one in asked
    ]


def _documents(cited: Iterable[tuple[str, str]]) -> list[Cited]:
    rows = {one.number: one for one in database.session.scalars(select(Document))}
    return [Cited(rows[number], clause) for number, clause in cited]


def _newest(situation: Situation) -> list[int]:
    return [one.latest.id for one in service.questions_in(situation)]


def _council(scene: Scene) -> Person:
    return scene.staff[Role.REVIEWER]
