"""The door: scanners and what they sent, guests, badges, sheets that are signed. What is run is run by organisers."""

from datetime import timedelta
from typing import Any

from lms import database
from lms.attendance import checkpoints
from lms.attendance.guests.models import Guest, GuestArrival
from lms.attendance.models import Method, ScannerRead, WalkIn
from lms.attendance.paper.models import SignInSheet
from lms.attendance.scanners.models import ScannerDevice
from lms.attendance.windows import Phase
from tests.lms.access import Row
from tests.lms.attendance.hall import session_of
from tests.lms.cast import NOW, Cast


def prepare(cast: Cast) -> dict[str, Any]:
    session = session_of(cast.k1)
    checkpoint = checkpoints.prepare(session, Phase.BEFORE)
    device = ScannerDevice(
        class_session=session,
        name="Cửa 1",
        token_hash="0" * 64,
        issued_at=NOW,
        issued_by_id=cast.em.id,
        expires_at=NOW + timedelta(hours=12),
    )
    guest = Guest(class_session=session, full_name="Phan Văn Vãng", unit="Chi bộ thôn Trung", entered_at=NOW)
    guest.arrivals.append(GuestArrival(phase=Phase.BEFORE, at=NOW))
    sheet = SignInSheet(class_session=session, person_ids=[cast.an.id], made_at=NOW)
    database.session.add_all([device, guest, sheet])
    database.session.flush()
    read = ScannerRead(
        checkpoint_id=checkpoint.id,
        nonce="nonce-001",
        person_id=cast.an.id,
        scanned_at=NOW,
        received_at=NOW,
        outcome="over",
        device_id=device.id,
    )
    walk_in = WalkIn(
        checkpoint_id=checkpoint.id, person_id=cast.minh.id, at=NOW, received_at=NOW, method=Method.QR
    )
    database.session.add_all([read, walk_in])
    database.session.commit()
    return {
        "session": session.id,
        "device": device.id,
        "guest": guest.id,
        "sheet": sheet.id,
        "read": read.id,
        "walk_in": walk_in.id,
    }


ALL, RUN, RUN_POST = "222222222222", "340402002344", "140403003144"
OWN, OWN_POST, FORM_POST = "300402002344", "100403003144", "140409009144"

#                                          nobody an binh chi dung em giang hanh khanh lan minh nga
ROWS = [
    Row("attendance.scanner", "/scanner", ALL),
    Row("attendance.scanner_worker", "/scanner/worker.js", ALL),
    Row("attendance.scanner_manifest", "/scanner/app.webmanifest", ALL),
    Row("attendance.scanner_sessions", "/scanner/sessions", ALL),
    Row("attendance.scanner_list", "/scanner/list", "111111111111"),
    Row("attendance.receive_scans", "/scanner/reads", "111111111111", "POST"),
    Row("attendance.scanners", "/sessions/{session}/scanners", RUN),
    Row("attendance.issue_scanner", "/sessions/{session}/scanners", FORM_POST, "POST"),
    Row("attendance.revoke_scanner", "/scanners/{device}/revocation", OWN_POST, "POST"),
    Row("attendance.take_scan", "/scanner-reads/{read}/acceptance", OWN_POST, "POST"),
    Row("attendance.dismiss_scan", "/scanner-reads/{read}/dismissal", OWN_POST, "POST"),
    Row("attendance.show_door", "/sessions/{session}/door", RUN),
    Row("attendance.enter_guest", "/sessions/{session}/guests", FORM_POST, "POST"),
    Row("attendance.show_guest", "/guests/{guest}", OWN),
    Row("attendance.confirm_guest", "/guests/{guest}/confirmation", OWN_POST, "POST"),
    Row("attendance.refuse_guest", "/guests/{guest}/refusal", OWN_POST, "POST"),
    Row("attendance.merge_guest", "/guests/{guest}/merge/{an}", OWN_POST, "POST"),
    Row("attendance.register_guest", "/guests/{guest}/registration", OWN_POST, "POST"),
    Row("attendance.undo_guest", "/guests/{guest}/undo", OWN_POST, "POST"),
    Row("attendance.arrive_guest", "/guests/{guest}/arrivals/after", OWN_POST, "POST"),
    Row("attendance.leave_guest_out", "/guests/{guest}/arrivals/before/delete", OWN_POST, "POST"),
    Row("attendance.undo_walk_in", "/walk-ins/{walk_in}/undo", OWN_POST, "POST"),
    Row("attendance.my_code", "/my-code", "322222222322"),
    Row("attendance.issue_my_code", "/my-code", "133333333133", "POST"),
    Row("attendance.replace_my_code", "/my-code/replacement", "133333333133", "POST"),
    Row("attendance.badges", "/classes/{k1}/badges", RUN),
    Row("attendance.issue_badges", "/classes/{k1}/badges", RUN_POST, "POST"),
    Row("attendance.replace_badge", "/classes/{k1}/badges/{an}/replacement", RUN_POST, "POST"),
    Row("attendance.sign_in_sheets", "/sessions/{session}/sign-in-sheets", RUN),
    Row("attendance.make_sign_in_sheet", "/sessions/{session}/sign-in-sheets", RUN_POST, "POST"),
    Row("attendance.show_sign_in_sheet", "/sign-in-sheets/{sheet}", OWN),
    Row("attendance.sign_in_workbook", "/sign-in-sheets/{sheet}.xlsx", OWN),
    Row("attendance.key_in", "/sign-in-sheets/{sheet}/keying", OWN),
    Row("attendance.store_keyed", "/sign-in-sheets/{sheet}/keying", "100409009144", "POST"),
]
