"""A report to the committee: drafted from what is recorded, kept when signed, replaced when a correction changes it."""

import re
from datetime import timedelta
from html import unescape
from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook
from sqlalchemy.exc import IntegrityError

from lms import database
from lms.attendance.windows import Mark, Phase
from lms.audit.models import AuditEntry
from lms.reports import service
from lms.reports.content import figures_of, fingerprint
from lms.reports.models import OfficialReport
from lms.reports.overview import of_session
from lms.reports.service import Subject
from lms.web import clock
from tests.lms.attendance.hall import checkpoint_of
from tests.lms.reports.halls import BY_HAND, HEAD, correct, held, sign, written
from tests.lms.reports.reading import body_of, docx_text
from tests.lms.reports.test_chair import figures, names

FORM = {
    "form": "party",
    "number": "12",
    "symbol": "BC/TTCT",
    "issued_on": "2026-02-05",
    "superior": HEAD["co_quan_cap_tren"],
    "issuer": HEAD["co_quan_ban_hanh"],
    "place": "Lam Giang",
    "subject": HEAD["trich_yeu"],
    "addressee": HEAD["kinh_gui"],
    "recipients": HEAD["noi_nhan"],
    "signer": HEAD["nguoi_ky"],
}


@pytest.fixture
def signed(cast, context) -> OfficialReport:
    """The report of yesterday's session, signed after it."""
    report = service.draft(of_session(held(cast)), written(), cast.em, clock.now())
    database.session.flush()
    assert sign(report, cast.em)
    database.session.commit()
    return report


def mended(cast, session) -> None:
    """Ý was there after all."""
    for phase in Phase:
        checkpoint = checkpoint_of(session, phase)
        correct(
            checkpoint,
            cast.people["r5"],
            Mark.NONE,
            Mark.PRESENT,
            cast.em,
            clock.now(),
            "Đối chiếu danh sách ký",
        )


def shown(client: Any, report_id: int) -> dict[str, int]:
    return figures(client.get(f"/official-reports/{report_id}").text)


def test_an_office_drafts_changes_and_signs_the_report_of_a_session(cast, as_user) -> None:
    session, em = held(cast), as_user("em")
    page = em.get(f"/sessions/{session.id}/reports/new").text
    assert f"kết quả điểm danh buổi 1, {cast.k1.title}" in unescape(page)
    made = em.post(f"/sessions/{session.id}/reports", data={**FORM, "number": ""})
    address = made.location
    assert figures(em.get(address).text) == BY_HAND
    refused = em.post(f"{address}/signature")
    assert refused.location.endswith("/edit")
    em.post(f"{address}/edit", data=FORM)
    em.post(f"{address}/signature")
    page = em.get(address).text
    assert "Số 12-BC/TTCT" in page
    assert "đã ký" in page
    assert figures(page) == BY_HAND


def test_a_session_has_one_first_report_and_the_button_leads_to_it(cast, as_user) -> None:
    session, em = held(cast), as_user("em")
    made = em.post(f"/sessions/{session.id}/reports", data=FORM)
    assert em.get(f"/sessions/{session.id}/reports/new").location == made.location
    assert em.post(f"/sessions/{session.id}/reports", data=FORM).status_code == 409
    assert database.session.query(OfficialReport).count() == 1


def test_what_was_signed_stays_whatever_is_corrected_afterwards(cast, signed, as_user) -> None:
    em, address = as_user("em"), f"/official-reports/{signed.id}"
    files = {kind: body_of(em, f"{address}/paper.{kind}") for kind in ("docx", "pdf")}
    mended(cast, signed.class_session)
    assert shown(em, signed.id) == BY_HAND
    assert {kind: body_of(em, f"{address}/paper.{kind}") for kind in files} == files
    assert names(em.get(f"{address}/people?figure=unexcused").text).count("Võ Văn Ý") == 1


def test_a_correction_after_the_signature_shows_that_a_new_version_is_due(cast, signed, as_user) -> None:
    em = as_user("em")
    assert "Cần lập báo cáo thay thế" not in em.get(f"/official-reports/{signed.id}").text
    assert "cần thay thế" not in em.get(f"/classes/{cast.k1.id}/reports").text
    mended(cast, signed.class_session)
    page = em.get(f"/official-reports/{signed.id}").text
    assert "Cần lập báo cáo thay thế" in page
    assert "có 1 dòng thay đổi" in page
    assert "Võ Văn Ý" in page
    assert "cần thay thế" in em.get(f"/classes/{cast.k1.id}/reports").text


def test_a_new_version_replaces_the_old_one_and_both_are_kept(cast, signed, as_user) -> None:
    em = as_user("em")
    mended(cast, signed.class_session)
    made = em.post(
        f"/official-reports/{signed.id}/versions", data={"reason": "đối chiếu danh sách ký"}
    ).location
    new = re.findall(r"/(\d+)/edit", made)[0]
    em.post(made, data={**FORM, "number": "15", "issued_on": "2026-02-07"})
    em.post(f"/official-reports/{new}/signature")
    assert shown(em, int(new)) == BY_HAND | {"present": 3, "unexcused": 3}
    assert shown(em, signed.id) == BY_HAND
    old = em.get(f"/official-reports/{signed.id}").text
    assert "đã thay thế bằng Số 15-BC/TTCT" in old
    assert "Cần lập báo cáo thay thế" not in old
    text = docx_text(body_of(em, f"/official-reports/{new}/paper.docx"))
    assert (
        "Báo cáo này thay thế Báo cáo số 12-BC/TTCT, ngày 24 tháng 11 năm 2026 (đối chiếu danh sách ký)."
        in text
    )


def test_a_report_is_replaced_by_one_version_only(cast, signed, as_user) -> None:
    em = as_user("em")
    first = em.post(f"/official-reports/{signed.id}/versions", data={"reason": "a"}).location
    database.session.expire_all()
    second = em.post(f"/official-reports/{signed.id}/versions", data={"reason": "b"}).location
    assert second in first
    with pytest.raises(IntegrityError), database.session.begin_nested():
        service.next_version(signed, "c", cast.em, clock.now())


def test_a_report_is_not_replaced_without_saying_why(cast, signed, as_user) -> None:
    mended(cast, signed.class_session)
    answer = as_user("em").post(f"/official-reports/{signed.id}/versions", data={"reason": ""})
    assert answer.status_code == 422
    assert 'role="alert"' in answer.text
    database.session.refresh(signed)
    assert signed.superseded_by is None


def test_a_signed_report_can_neither_be_changed_dropped_nor_signed_again(cast, signed, as_user) -> None:
    em, address = as_user("em"), f"/official-reports/{signed.id}"
    before = signed.sha256
    assert em.get(f"{address}/edit").status_code == 409
    assert em.post(f"{address}/edit", data=FORM).status_code == 409
    assert em.post(f"{address}/removal").status_code == 409
    em.post(f"{address}/signature")
    database.session.expire_all()
    assert signed.sha256 == before
    actions = [
        entry.action for entry in database.session.query(AuditEntry).filter_by(subject="OfficialReport")
    ]
    assert actions.count("report.signed") == 1


def test_what_was_tampered_with_is_told(cast, signed, as_user) -> None:
    assert service.is_intact(signed)
    content = {**signed.content, "lines": signed.content["lines"][1:]}
    assert fingerprint({}, content) != fingerprint({}, signed.content)
    signed.content = content
    database.session.commit()
    assert "không khớp với lúc ký" in as_user("em").get(f"/official-reports/{signed.id}").text


def test_two_signed_reports_of_an_office_never_have_one_number(cast, signed) -> None:
    second = service.draft(of_session(held(cast, 2)), written(), cast.em, clock.now())
    database.session.flush()
    with pytest.raises(IntegrityError), database.session.begin_nested():
        sign(second, cast.em)


def test_a_draft_can_be_dropped(cast, as_user) -> None:
    session, em = held(cast), as_user("em")
    made = em.post(f"/sessions/{session.id}/reports", data=FORM).location
    assert em.post(f"{made}/removal").location == f"/classes/{cast.k1.id}/reports"
    assert em.get(made).status_code == 404


@pytest.mark.one_database
def test_the_workbook_holds_the_numbers_of_the_page(cast, signed, as_user) -> None:
    em = as_user("em")
    book = load_workbook(BytesIO(em.get(f"/official-reports/{signed.id}/figures.xlsx").data))
    units = [list(row) for row in book.worksheets[0].iter_rows(values_only=True)]
    total = next(row for row in units if row[1] == "Cộng")
    assert total[2:9] == [*shown(em, signed.id).values()]
    assert all(isinstance(value, int | float) for value in total[2:10])
    people = [
        row for row in book.worksheets[2].iter_rows(values_only=True) if isinstance(row[0], int | float)
    ]
    assert len(people) == BY_HAND["summoned"]


def test_a_class_report_adds_up_its_sessions(cast, as_user) -> None:
    held(cast), held(cast, 2)
    report = service.draft(Subject(cast.k1.unit, cast.k1), written(), cast.em, clock.now())
    database.session.commit()
    em = as_user("em")
    assert shown(em, report.id) == {name: 2 * count for name, count in BY_HAND.items()}
    kept = figures_of(service.present_content(report, clock.now()))
    assert [one.number for one in kept.sessions] == [1, 2]
    assert "Theo buổi học" in em.get(f"/official-reports/{report.id}").text


def test_only_sessions_that_have_begun_are_counted(cast) -> None:
    session = held(cast)
    assert session.study_class_id == cast.k1.id
    report = service.draft(Subject(cast.k1.unit, cast.k1), written(), cast.em, clock.now())
    later = next(one for one in cast.k1.sessions if one.number == 2)
    later.starts_at, later.ends_at = clock.now() + timedelta(days=1), clock.now() + timedelta(days=1, hours=4)
    database.session.commit()
    assert len(figures_of(service.present_content(report, clock.now())).sessions) == 1


def test_lists_of_reports_take_as_many_statements_however_many_there_are(
    cast, signed, as_user, count_queries
) -> None:
    em, address = as_user("em"), f"/classes/{cast.k1.id}/reports"
    em.get(address)
    with count_queries() as few:
        em.get(address)
    for number in range(20, 23):
        report = service.draft(
            Subject(cast.k1.unit, cast.k1), written(number=str(number)), cast.em, clock.now()
        )
        database.session.flush()
        sign(report, cast.em)
    database.session.commit()
    with count_queries() as many:
        assert em.get(address).text.count("đã ký") == 4
    assert len(many) == len(few) <= 14, many
