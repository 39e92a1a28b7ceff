"""Proposals of the class that is over: adopted, answered, under consideration, and one that has just come."""

from dataclasses import dataclass
from datetime import timedelta

from lms.demo.scene import Scene
from lms.organisations.models import OrgUnit
from lms.permissions import Role
from lms.proposals import originals, service
from lms.proposals.models import CollectedProposal, ProposalState
from lms.proposals.service import Answer, Refused, Wording


@dataclass(frozen=True)
class Told:
    """Whose words hold `holding` are sent as one, and what becomes of them."""

    holding: str
    content: str
    state: ProposalState = ProposalState.RECEIVED
    answer: str = ""
    reference: str = ""


TO_OFFICER = (
    Told(
        "máy quét",
        "Trang bị máy quét dùng chung để đưa hồ sơ giấy lên kho dữ liệu của cơ quan.",
        ProposalState.ADOPTED,
        "Đã đưa vào chương trình hành động năm tới: mua hai máy quét dùng chung trước ngày 31/3.",
        "128-CV/ĐU",
    ),
    Told(
        "điểm hướng dẫn",
        "Mở thêm điểm hướng dẫn nộp hồ sơ trực tuyến tại nhà văn hóa khu dân cư.",
        ProposalState.ANSWERED,
        "Mỗi xã, phường đã có một điểm hướng dẫn, lịch trực đăng trên cổng thông tin; năm nay chưa mở thêm.",
    ),
    Told("trao đổi chuyên môn", "Mỗi tháng tổ chức một buổi trao đổi chuyên môn, có biên bản ngắn."),
)
TO_PROVINCE = (
    Told(
        "tủ sách",
        "Bổ sung sách tham khảo cho tủ sách của các khu dân cư.",
        ProposalState.CONSIDERING,
    ),
)


def make(scene: Scene) -> None:
    """What people propose to do themselves stays unsent."""
    for unit, all_told in ((scene.tree.officers_unit, TO_OFFICER), (scene.tree.root, TO_PROVINCE)):
        for told in all_told:
            sent = _send(scene, told, unit)
            if sent is not None:
                _answer(scene, sent, told)


def _send(scene: Scene, told: Told, unit: OrgUnit) -> CollectedProposal | None:
    """None where nobody happened to propose it."""
    same = [one for one in originals.of_class(scene.finished.id, ()) if told.holding in one.content]
    if not same:
        return None
    at = scene.finished.sessions[-1].starts_at + timedelta(days=12)
    wording = Wording(same[0].level, told.content, unit)
    made = service.send(scene.finished, [one.id for one in same], wording, scene.organiser, at)
    return None if isinstance(made, Refused) else made


def _answer(scene: Scene, sent: CollectedProposal, told: Told) -> None:
    officer, at = scene.staff[Role.UNIT_OFFICER], sent.sent_at + timedelta(days=3)
    if told.state is not ProposalState.RECEIVED:
        service.consider(sent, officer, at)
    if told.state.decided:
        given = Answer(told.state, told.answer, told.reference, sent.version)
        service.answer(sent, given, officer, at + timedelta(days=5))
