"""Who may run, see and use attendance. What anybody may do for themselves (scan, type a code) is open to all."""

from datetime import timedelta
from typing import Any

from lms import database
from lms.attendance import checkpoints
from lms.attendance.models import Excuse, Method, WalkIn
from lms.attendance.roll_calls.models import RollCall
from lms.attendance.windows import Phase
from tests.lms.access import Row
from tests.lms.attendance.hall import page_of, session_of
from tests.lms.cast import NOW, Cast


def prepare(cast: Cast) -> dict[str, Any]:
    session = session_of(cast.k1)
    checkpoint = checkpoints.prepare(session, Phase.BEFORE)
    asked = NOW - timedelta(days=1)
    excuse = Excuse(class_session_id=session.id, person_id=cast.an.id, reason="Con ốm", asked_at=asked)
    walk_in = WalkIn(
        checkpoint_id=checkpoint.id, person_id=cast.giang.id, at=NOW, received_at=NOW, method=Method.QR
    )
    later = NOW + timedelta(minutes=5)
    call = RollCall(class_session_id=session.id, secret="s", opened_at=NOW, closes_at=later)
    database.session.add_all([excuse, walk_in, call])
    database.session.flush()
    database.session.add(page_of(excuse))
    database.session.commit()
    return {
        "session": session.id,
        "checkpoint": checkpoint.id,
        "excuse": excuse.id,
        "walk_in": walk_in.id,
        "roll_call": call.id,
        "programme": cast.programme.id,
        "check_outs": f"/sessions/{session.id}/attendance/check-outs",
        "signals": f"/sessions/{session.id}/attendance/signals",
        "at": f"/sessions/{session.id}/checkpoints/before",
    }


#                                          nobody an binh chi dung em giang hanh khanh lan minh nga
ROWS = [
    Row("attendance.index", "/classes/{k1}/attendance", "320202002322"),
    Row("attendance.show", "/sessions/{session}/attendance", "340202002322"),
    Row("attendance.history", "/sessions/{session}/attendance/{an}", "340202002322"),
    Row("attendance.hall", "{at}/hall", "340402002344"),
    Row("attendance.hall_live", "{at}/hall/live", "340402002344"),
    Row("attendance.prepare", "{at}", "140403003144", "POST"),
    Row("attendance.open_checkpoint", "{at}/opening", "140403003144", "POST"),
    Row("attendance.close_checkpoint", "{at}/closing", "140403003144", "POST"),
    Row("attendance.edit_window", "{at}/window", "340402002344"),
    Row("attendance.update_window", "{at}/window", "140409009144", "POST"),
    Row("attendance.mark", "{at}/marks", "140409009144", "POST"),
    Row("attendance.missing_check_outs", "/sessions/{session}/attendance/check-outs", "340402002344"),
    Row("attendance.confirm_check_outs", "/sessions/{session}/attendance/check-outs", "140409009144", "POST"),
    Row("attendance.take_back_check_outs", "{check_outs}/1/taking-back", "140403003144", "POST"),
    Row("attendance_signals.index", "/sessions/{session}/attendance/signals", "340402002344"),
    Row("attendance_signals.dismiss", "{signals}/dismissals", "140409009144", "POST"),
    Row("attendance_signals.edit_place", "/classes/{k1}/hall-place", "340402002344"),
    Row("attendance_signals.set_place", "/classes/{k1}/hall-place", "140409009144", "POST"),
    Row("attendance_signals.remove_place", "/classes/{k1}/hall-place/removal", "140403003144", "POST"),
    Row("attendance_signals.ask", "/checkpoints/{checkpoint}/place", "300000000300"),
    Row("attendance_signals.tell", "/checkpoints/{checkpoint}/place", "100000000100", "POST"),
    Row("roll_calls.create", "/sessions/{session}/roll-calls", "140403003144", "POST"),
    Row("roll_calls.show", "/roll-calls/{roll_call}", "340402002344"),
    Row("roll_calls.hall", "/roll-calls/{roll_call}/hall", "340402002344"),
    Row("roll_calls.hall_live", "/roll-calls/{roll_call}/hall/live", "340402002344"),
    Row("roll_calls.scan", "/R/AAAA", "gggggggggggg"),
    Row("roll_calls.claim", "/roll-calls/claim", "3gggggggg3gg"),
    Row("roll_calls.answer", "/roll-calls/answers", "1gggggggg1gg", "POST"),
    Row("attendance_rules.edit", "/programmes/{programme}/attendance-rules", "300442042344"),
    Row("attendance_rules.preview", "/programmes/{programme}/attendance-rules/preview", "300449049344"),
    Row("attendance_rules.update", "/programmes/{programme}/attendance-rules", "100449049144", "POST"),
    Row("attendance.accept_walk_in", "/walk-ins/{walk_in}/acceptance", "100403003144", "POST"),
    Row("attendance.refuse_walk_in", "/walk-ins/{walk_in}/refusal", "100403003144", "POST"),
    Row("attendance.new_excuse", "/sessions/{session}/excuse", "320404004344"),
    Row("attendance.create_excuse", "/sessions/{session}/excuse", "190404004144", "POST"),
    Row("attendance.withdraw_excuse", "/sessions/{session}/excuse/withdrawal", "130404004144", "POST"),
    Row("attendance.show_own_page", "/sessions/{session}/excuse/pages/1", "320404004344"),
    Row("attendance.show_excuse_page", "/excuses/{excuse}/pages/1", "300402002344"),
    Row("attendance.approve_excuse", "/excuses/{excuse}/approval", "100403003144", "POST"),
    Row("attendance.refuse_excuse", "/excuses/{excuse}/refusal", "100403003144", "POST"),
    Row("attendance.class_workbook", "/classes/{k1}/attendance.xlsx", "340202002322"),
    Row("attendance.class_paper", "/classes/{k1}/attendance/print", "340202002322"),
    Row("attendance.session_workbook", "/sessions/{session}/attendance.xlsx", "340202002322"),
    Row("attendance.session_paper", "/sessions/{session}/attendance/print", "340202002322"),
    Row("attendance.edit_pin", "/my-pin", "322222222322"),
    Row("attendance.update_pin", "/my-pin", "199999999199", "POST"),
    Row("attendance.remove_pin", "/my-pin/removal", "133333333133", "POST"),
    Row("attendance.list_pins", "/classes/{k1}/pins", "340402002344"),
    Row("attendance.give_pins", "/classes/{k1}/pins", "140409009144", "POST"),
    Row("attendance.ask_person", "/check-ins/person", "g33333333g33"),
    Row("attendance.name_person", "/check-ins/person", "gggggggggggg", "POST"),
    Row("attendance.confirm_person", "/check-ins/person/remembered", "gggggggggggg", "POST"),
    Row("attendance.withdraw_person", "/check-ins/withdrawal", "gggggggggggg", "POST"),
    Row("attendance.scan", "/c/AAAAAAELQAAQKGX2T5FVK46HP", "gggggggggggg"),
    Row("attendance.claim", "/check-ins/claim", "3gggggggg3gg"),
    Row("attendance.check_in", "/check-ins", "1gggggggg1gg", "POST"),
    Row("attendance.transfer", "/check-ins/transfer", "1gggggggg1gg", "POST"),
    Row("attendance.enter_code", "/check-in", "222222222222"),
    Row("attendance.submit_code", "/check-in", "999999999999", "POST"),
    Row("attendance.withdraw", "/checkpoints/{checkpoint}/withdrawal", "133333333133", "POST"),
]
