"""Staff of a class see its reports, whoever runs attendance writes and signs them; periods belong to a unit.

Officers of a unit see the figures of the people whom it sent, and those of nobody else.
"""

from datetime import timedelta
from typing import Any

from lms import database
from lms.attendance.windows import Phase
from lms.reports import service
from lms.reports.models import Form
from lms.reports.overview import of_session
from lms.reports.paper.default import default_template
from lms.reports.service import Written
from lms.reports.templates import hand_in
from tests.lms.access import Row
from tests.lms.attendance.hall import came, checkpoint_of, session_of
from tests.lms.cast import NOW, Cast
from tests.lms.reports.halls import sign


def prepare(cast: Cast) -> dict[str, Any]:
    session = session_of(cast.k1)
    came(checkpoint_of(session, Phase.BEFORE), cast.an, NOW)
    head = Written(Form.PARTY, "12", "BC/TTCT", NOW.date(), {"trich_yeu": "kết quả điểm danh"})
    signed = service.draft(of_session(session), head, cast.em, NOW)
    database.session.flush()
    sign(signed, cast.em, NOW + timedelta(hours=5))
    draft = service.draft(of_session(session_of(cast.k1, 2)), head, cast.em, NOW)
    made = hand_in(cast.unit1, Form.PARTY, default_template(Form.PARTY), "mau.docx", cast.em, NOW)
    assert made.template is not None
    database.session.commit()
    return {
        "session": session.id,
        "unit": cast.unit1.id,
        "signed": signed.id,
        "draft": draft.id,
        "template": made.template.id,
    }


REASON = {"reason": "sửa điểm danh"}
#                                          nobody an binh chi dung em giang hanh khanh lan minh nga
ROWS = [
    Row("chair_reports.show", "/sessions/{session}/chair-report", "340202002322"),
    Row("chair_reports.live", "/sessions/{session}/chair-report/live", "340202002322"),
    Row("chair_reports.people", "/sessions/{session}/chair-report/people?figure=present", "340202002322"),
    Row("chair_reports.guests", "/sessions/{session}/chair-report/guests", "340202002322"),
    Row("official_reports.index", "/classes/{k1}/reports", "340202002322"),
    Row("official_reports.new", "/sessions/{session}/reports/new", "340403003344"),
    Row("official_reports.create", "/sessions/{session}/reports", "140405005144", "POST"),
    Row("official_reports.new_of_class", "/classes/{k1}/reports/new", "340402002344"),
    Row("official_reports.create_of_class", "/classes/{k1}/reports", "140403003144", "POST"),
    Row("official_reports.show", "/official-reports/{signed}", "300202002322"),
    Row("official_reports.people", "/official-reports/{signed}/people?figure=present", "300202002322"),
    Row("official_reports.edit", "/official-reports/{draft}/edit", "300402002344"),
    Row("official_reports.update", "/official-reports/{draft}/edit", "100403003144", "POST"),
    Row("official_reports.sign", "/official-reports/{signed}/signature", "100403003144", "POST"),
    Row(
        "official_reports.create_version",
        "/official-reports/{signed}/versions",
        "100403003144",
        "POST",
        REASON,
    ),
    Row("official_reports.drop", "/official-reports/{signed}/removal", "100405005144", "POST"),
    Row("official_reports.paper", "/official-reports/{signed}/paper.docx", "300202002322"),
    Row("official_reports.workbook", "/official-reports/{signed}/figures.xlsx", "300202002322"),
    Row("attendance_figures.show", "/units/{unit}/attendance", "300002402322"),
    Row("attendance_figures.people", "/units/{unit}/attendance/people?figure=present", "300002402322"),
    Row("attendance_figures.download", "/units/{unit}/attendance.xlsx", "300002402322"),
    Row("attendance_figures.new", "/units/{unit}/reports/new", "300002402344"),
    Row("attendance_figures.create", "/units/{unit}/reports", "100003403144", "POST"),
    Row("people_attendance.show", "/units/{unit}/people-attendance", "300002202342"),
    Row("people_attendance.people", "/units/{unit}/people-attendance/people?figure=present", "300002202342"),
    Row("people_attendance.download", "/units/{unit}/people-attendance.xlsx", "300002202342"),
    Row("report_templates.index", "/units/{unit}/report-templates", "300002402322"),
    Row("report_templates.create", "/units/{unit}/report-templates", "100009409144", "POST"),
    Row("report_templates.current", "/units/{unit}/report-templates/party.docx", "300002402322"),
    Row("report_templates.withdraw", "/report-templates/{template}/end", "100003003144", "POST"),
]
