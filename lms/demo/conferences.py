"""Conferences of this year: most units hold theirs every quarter, some do not, and the bloc gathers its speakers."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from sqlalchemy import insert, select

from lms.classes.agenda import Item, stored
from lms.classes.models import Delivery
from lms.classes.places import Place, stored as stored_places
from lms.conferences.models import Conference, ConferenceKind, ConferenceState
from lms.conferences.quarters import Quarter, quarter_of, quarters_of
from lms.database import session
from lms.demo.scene import Scene, moment
from lms.organisations.models import OrgUnit, UnitKind

SHARES = (0.95, 0.91, 0.86, 0.62)
THEMES = (
    "Thông tin thời sự trong nước, quốc tế và tình hình phát triển kinh tế - xã hội của tỉnh",
    "Phổ biến nghị quyết, chỉ thị mới của Trung ương và của tỉnh",
    "Thông tin kết quả kỳ họp Hội đồng nhân dân tỉnh; nhiệm vụ trọng tâm của quý",
)
AGENDA = [
    Item("Báo cáo viên thông tin tình hình thời sự", 90),
    Item("Trao đổi, giải đáp thắc mắc", 30, True),
    Item("Kết luận của chủ tọa", 15),
]
PLACES = [
    Place("Điểm cầu Nhà văn hóa trung tâm", 80, 74),
    Place("Hệ thống truyền thanh cơ sở", 300, 260),
]


def make(scene: Scene) -> None:
    """One row a conference, in one statement."""
    session.execute(insert(Conference), list(_rows(scene)))


def _rows(scene: Scene) -> Iterator[dict[str, Any]]:
    grassroots = select(OrgUnit).join(UnitKind).where(UnitKind.is_grassroots, OrgUnit.closed_on.is_(None))
    units = list(session.scalars(grassroots.order_by(OrgUnit.id)).unique())
    now = quarter_of(scene.today)
    for quarter in (one for one in quarters_of(scene.today.year) if one <= now):
        for unit in units:
            own = unit.id == scene.tree.officers_unit.id
            if scene.rng.random() < SHARES[quarter.number - 1] and not (own and quarter == now):
                yield _current_affairs(scene, unit, quarter)
        yield _reporters(scene, units[0].parent_id or scene.tree.root.id, quarter)
    yield _dialogue(scene)
    yield _planned(scene)


def _current_affairs(scene: Scene, unit: OrgUnit, quarter: Quarter) -> dict[str, Any]:
    invited = max(12, min(250, unit.members or 30))
    questions = scene.rng.randrange(0, 9)
    return _row(scene, unit.id, _day(scene, quarter)) | {
        "kind": ConferenceKind.CURRENT_AFFAIRS,
        "title": scene.rng.choice(THEMES),
        "invited": invited,
        "participants": invited * scene.rng.randrange(78, 100) // 100,
        "questions": questions,
        "answered": max(0, questions - scene.rng.randrange(0, 2)),
    }


def _reporters(scene: Scene, unit_id: int, quarter: Quarter) -> dict[str, Any]:
    return _row(scene, unit_id, _day(scene, quarter)) | {
        "kind": ConferenceKind.REPORTERS,
        "title": f"Hội nghị báo cáo viên quý {quarter.numeral}",
        "place": "Hội trường A, Trường Chính trị tỉnh",
        "delivery": Delivery.POINTS,
        "places": stored_places(PLACES),
        "invited": 186,
        "participants": 171,
        "questions": 12,
        "answered": 11,
    }


def _dialogue(scene: Scene) -> dict[str, Any]:
    return _row(scene, scene.tree.officers_unit.id, scene.today - timedelta(days=20)) | {
        "kind": ConferenceKind.DIALOGUE,
        "title": "Đối thoại giữa cấp ủy, thủ trưởng cơ quan với cán bộ, công chức, người lao động",
        "invited": 64,
        "participants": 61,
        "questions": 9,
        "answered": 9,
    }


def _planned(scene: Scene) -> dict[str, Any]:
    """The officer of the demo has one before them; its outcome is still to be entered."""
    return _row(scene, scene.tree.officers_unit.id, scene.today + timedelta(days=3)) | {
        "kind": ConferenceKind.THEMATIC,
        "title": "Sinh hoạt chuyên đề học tập và làm theo Bác: nêu gương trong công việc hằng ngày",
        "state": ConferenceState.PLANNED,
        "invited": 48,
        "participants": None,
    }


def _row(scene: Scene, unit_id: int, day: date) -> dict[str, Any]:
    return {
        "unit_id": unit_id,
        "starts_at": moment(day, 8),
        "place": "Hội trường cơ quan",
        "chair": "Bí thư cấp ủy",
        "delivery": Delivery.IN_PERSON,
        "state": ConferenceState.HELD,
        "questions": 0,
        "answered": 0,
        "agenda": stored(AGENDA),
        "places": [],
        "made_at": scene.now,
        "made_by_id": scene.organiser.id,
    }


def _day(scene: Scene, quarter: Quarter) -> date:
    """Some day of the quarter that is over by now."""
    last = min(scene.today - timedelta(days=1), quarter.next.first_day - timedelta(days=1))
    return max(quarter.first_day, last - timedelta(days=scene.rng.randrange(0, 60)))
