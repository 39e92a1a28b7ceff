"""At the doors of the running class: guests, telephones that scan, a roll-call, one phone that several people used."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import insert, select

from lms.attendance import checkpoints
from lms.attendance.guests import service as guests
from lms.attendance.guests.service import Details
from lms.attendance.models import CheckIn, Method, ScannerRead
from lms.attendance.paper import sheets
from lms.attendance.roll_calls import service as roll_calls
from lms.attendance.roll_calls.models import RollCallAnswer
from lms.attendance.scanners import devices
from lms.attendance.scanners.taking import UNKNOWN
from lms.attendance.trust.models import Trace, TraceKind
from lms.attendance.windows import Phase
from lms.classes.models import ClassSession
from lms.classes.queries import enrolled
from lms.database import session
from lms.demo.scene import Scene

GUESTS = (
    Details("Phan Thị Hồng Nhung", "Ban Tuyên giáo và Dân vận Tỉnh ủy"),
    Details("Lương Văn Bảy", "Đảng ủy phường Tân Lâm"),
    Details("Cao Xuân Trường", "Chi bộ Hợp tác xã Bình Minh", phone="0912345678"),
)
MINUTE = timedelta(minutes=1)
SHARED_PHONE = "d3a0" * 8


def make(scene: Scene) -> None:
    """At the latest session that has begun; what needs one that is over, at the latest of those."""
    held = [one for one in _sessions(scene) if one.starts_at <= scene.now]
    over = [one for one in held if one.ends_at <= scene.now]
    _welcome(scene, held[-1])
    _scan(scene, held[-1])
    _call_the_roll(scene, over[-1])
    _share_a_phone(over[-1])
    sheets.make(over[-1], None, scene.organiser, over[-1].starts_at - timedelta(hours=1))


def _sessions(scene: Scene) -> list[ClassSession]:
    statement = select(ClassSession).where(ClassSession.study_class_id == scene.running.id)
    return list(session.scalars(statement.order_by(ClassSession.number)))


def _welcome(scene: Scene, class_session: ClassSession) -> None:
    """Two guests of honour are confirmed; a third says they belong to the class, and waits."""
    at = min(scene.now, class_session.starts_at - 12 * MINUTE)
    entered = [
        guests.enter(class_session, one, Phase.BEFORE, scene.organiser, at + place * MINUTE)
        for place, one in enumerate(GUESTS)
    ]
    session.flush()
    for guest in entered[:2]:
        guests.confirm(guest, scene.organiser, at + 4 * MINUTE)


def _scan(scene: Scene, class_session: ClassSession) -> None:
    """Two telephones at two doors; one of them read a code that is nobody's. A third was taken back."""
    at = min(scene.now, class_session.starts_at) - 40 * MINUTE
    names = ("Cửa chính", "Cửa bên hông", "Máy mượn của bảo vệ")
    main, side, borrowed = (devices.issue(class_session, name, scene.organiser, at).device for name in names)
    session.flush()
    devices.revoke(borrowed, scene.organiser, at + 6 * MINUTE)
    main.seen_at = side.seen_at = at + 35 * MINUTE
    checkpoint = checkpoints.prepare(class_session, Phase.BEFORE)
    came = select(CheckIn).where(CheckIn.checkpoint_id == checkpoint.id, CheckIn.method == Method.QR)
    reads = [
        _read(place, check_in.at, main.id, "already", check_in.person_id)
        for place, check_in in enumerate(session.scalars(came.order_by(CheckIn.id).limit(12)))
    ]
    reads.append(_read(90, at + 20 * MINUTE, side.id, UNKNOWN, None) | {"text": "8934563138165"})
    where = {"checkpoint_id": checkpoint.id, "by_id": scene.organiser.id}
    session.execute(insert(ScannerRead), [one | where for one in reads])


def _read(place: int, at: datetime, device_id: int, outcome: str, person_id: int | None) -> dict[str, Any]:
    times = {"scanned_at": at, "reported_at": at, "received_at": at + timedelta(seconds=2)}
    who = {"person_id": person_id, "device_id": device_id, "text": ""}
    return {"nonce": f"demo-{place}", "outcome": outcome, **times, **who}


def _call_the_roll(scene: Scene, class_session: ClassSession) -> None:
    """In the middle of the session; nearly everybody who was there answered."""
    at = class_session.starts_at + (class_session.ends_at - class_session.starts_at) / 2
    made = roll_calls.open_one(class_session, scene.organiser, at)
    session.flush()
    before = checkpoints.prepare(class_session, Phase.BEFORE)
    there = session.scalars(
        select(CheckIn.person_id).where(CheckIn.checkpoint_id == before.id).order_by("id")
    )
    rows = [
        {"roll_call_id": made.id, "person_id": person_id, "at": at + timedelta(seconds=4 + place)}
        for place, person_id in enumerate(there)
        if place % 31 != 5
    ]
    session.execute(insert(RollCallAnswer), rows)


def _share_a_phone(class_session: ClassSession) -> None:
    """Three neighbours with one telephone: shown to the organiser, to be looked at and put aside."""
    before = checkpoints.prepare(class_session, Phase.BEFORE)
    trio = [one.person_id for one in enrolled(class_session.study_class_id)[-3:]]
    rows = [
        {
            "checkpoint_id": before.id,
            "person_id": person_id,
            "kind": TraceKind.SCAN,
            "at": class_session.starts_at - (9 - place) * MINUTE,
            "device": SHARED_PHONE,
            "age": 3,
        }
        for place, person_id in enumerate(trio)
    ]
    session.execute(insert(Trace), rows)
