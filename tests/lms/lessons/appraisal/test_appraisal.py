"""From handing in to the decision: two people, never the writer; remarks and replies; the database holds it too."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import insert
from sqlalchemy.exc import IntegrityError

from lms import database
from lms.appraisals.criteria.rules import Criterion
from lms.appraisals.rules import No
from lms.appraisals.service import Opinion
from lms.appraisals.sheets import Conclusion
from lms.lessons.appraisal import queries, service, waiting
from lms.lessons.appraisal.models import LessonAppraisal, LessonApproval
from lms.lessons.appraisal.rules import Decision
from lms.lessons.bank import service as bank
from lms.lessons.bank.models import LessonState, LessonVersion
from lms.permissions import Role
from lms.questions.councils import service as councils
from lms.questions.councils.rules import Post
from tests.lms.browser import TestClient
from tests.lms.cast import NOW, Cast, appoint
from tests.lms.lessons import samples

AsUser = Callable[[str], TestClient]
MARKS = {f"mark_{one.value}": "8" for one in Criterion}


def state(version: LessonVersion) -> LessonState:
    database.session.refresh(version)
    return version.state


def send_sheet(client: TestClient, version: LessonVersion, **typed: str) -> Any:
    return client.post(
        f"/lessons/versions/{version.id}/appraisal", data={**MARKS, "conclusion": "pass", **typed}
    )


def test_two_sheets_and_a_decision_bring_a_lesson_into_use(cast: Cast, as_user: AsUser):
    version = samples.submitted(cast)
    other = samples.second_reviewer()
    database.session.commit()
    hanh = as_user("hanh")
    assert "Chi bộ và sinh hoạt chi bộ" in hanh.get("/lessons/appraisals").text
    send_sheet(hanh, version, mark_aims="8,25")
    assert queries.sheets_of(version.id)[0].marks[0]["mark"] == "8.25"
    early = hanh.post(f"/lessons/versions/{version.id}/decision", data={"decision": "approve"})
    assert (early.status_code, state(version)) == (409, LessonState.SUBMITTED)
    assert "Phải có phiếu của ít nhất hai người" in early.text
    service.appraise(other, version, Opinion(samples.GOOD, Conclusion.PASS), NOW)
    database.session.commit()
    hanh.post(f"/lessons/versions/{version.id}/decision", data={"decision": "approve"})
    assert state(version) is LessonState.APPROVED
    approval = queries.approval_of(version.id)
    assert approval is not None
    assert {approval.first_by_id, approval.second_by_id} == {cast.hanh.id, other.id}
    assert "Đã duyệt ngày" in as_user("chi").get(f"/lessons/{version.lesson_id}").text


def test_who_wrote_a_part_neither_appraises_nor_decides(cast: Cast, as_user: AsUser):
    version = samples.submitted(cast)
    appoint(cast.chi, Role.REVIEWER)
    database.session.commit()
    answer = send_sheet(as_user("chi"), version)
    assert (answer.status_code, queries.sheets_of(version.id)) == (409, [])
    assert "người khác sẽ thẩm định" in answer.text
    assert service.decide(cast.chi, version, Decision.RETURN, "vì", NOW) is No.OWN


def test_where_a_council_has_the_topic_only_its_members_appraise(cast: Cast, context: None):
    version = samples.submitted(cast)
    other = samples.second_reviewer()
    samples.founded(other, cast.unit1.id, version.lesson.lineage)
    assert service.appraise(cast.hanh, version, Opinion(samples.GOOD, Conclusion.PASS), NOW) is No.COUNCIL
    assert service.appraise(other, version, Opinion(samples.GOOD, Conclusion.PASS), NOW) is None
    assert waiting.for_appraiser(other.id, NOW.date())[0].thing.id == version.id
    assert waiting.for_appraiser(cast.hanh.id, NOW.date()) == []


def test_a_sheet_says_why_and_what_was_typed_stays(cast: Cast, as_user: AsUser):
    version = samples.submitted(cast)
    database.session.commit()
    answer = send_sheet(as_user("hanh"), version, mark_form="11", conclusion="correct", comment_aims="rõ")
    assert (answer.status_code, "rõ" in answer.text) == (422, True)
    answer = send_sheet(as_user("hanh"), version, mark_form="4,5", conclusion="correct")
    assert "Đề nghị nêu lý do cho điểm dưới 5." in answer.text
    assert "Ưu điểm, nội dung cần chỉnh sửa: " in answer.text
    assert queries.sheets_of(version.id) == []


def test_a_sheet_is_changed_until_the_decision_and_stays_one(cast: Cast, context: None):
    version = samples.submitted(cast)
    for conclusion in (Conclusion.FAIL, Conclusion.PASS):
        service.appraise(cast.hanh, version, Opinion(samples.GOOD, conclusion, "x"), NOW)
    [sheet] = queries.sheets_of(version.id)
    assert sheet.conclusion is Conclusion.PASS
    assert service.withdraw(cast.chi, version, NOW) is No.STATE


def test_after_correction_the_next_version_rests_on_the_same_sheets(cast: Cast, context: None):
    version = samples.submitted(cast)
    other = samples.second_reviewer()
    service.appraise(cast.hanh, version, Opinion(samples.GOOD, Conclusion.CORRECT, "thiếu ví dụ"), NOW)
    service.appraise(other, version, Opinion(samples.GOOD, Conclusion.PASS), NOW)
    assert service.decide(cast.hanh, version, Decision.AFTER_CORRECTION, "thêm ví dụ", NOW) is None
    corrected = bank.next_version(cast.chi, version.lesson, NOW)
    assert corrected is not None
    assert corrected.corrects_id == version.id
    service.submit(cast.chi, corrected, "đã thêm", NOW)
    assert service.decide(cast.hanh, corrected, Decision.APPROVE, "", NOW) is None
    assert (state(version), state(corrected)) == (LessonState.TO_CORRECT, LessonState.APPROVED)


def test_a_returned_lesson_needs_two_new_sheets(cast: Cast, context: None):
    version = samples.submitted(cast)
    for person in (cast.hanh, samples.second_reviewer()):
        service.appraise(person, version, Opinion(samples.GOOD, Conclusion.FAIL, "sai"), NOW)
    assert service.decide(cast.hanh, version, Decision.RETURN, "làm lại", NOW) is None
    again = bank.next_version(cast.chi, version.lesson, NOW)
    assert again is not None
    service.submit(cast.chi, again, "", NOW)
    assert service.decide(cast.hanh, again, Decision.APPROVE, "", NOW) is No.FEW


def test_a_later_version_takes_the_place_of_the_one_in_use(cast: Cast, context: None):
    other = samples.second_reviewer()
    version = samples.approved(cast, second=other)
    later = bank.next_version(cast.chi, version.lesson, NOW)
    assert later is not None
    service.submit(cast.chi, later, "", NOW)
    for person in (cast.hanh, other):
        service.appraise(person, later, Opinion(samples.GOOD, Conclusion.PASS), NOW)
    service.decide(other, later, Decision.APPROVE, "", NOW)
    assert (state(version), state(later)) == (LessonState.REPLACED, LessonState.APPROVED)


def test_a_decision_keeps_the_council_of_then_with_its_names(cast: Cast, as_user: AsUser):
    version, other = samples.submitted(cast), samples.second_reviewer()
    council = samples.founded(other, cast.unit1.id, version.lesson.lineage)
    details = councils.details_of(council)
    both = replace(details, members=details.members | {cast.hanh.id}, posts={other.id: Post.CHAIR})
    councils.change(cast.em, council, both, NOW)
    for person in (cast.hanh, other):
        service.appraise(person, version, Opinion(samples.GOOD, Conclusion.PASS), NOW)
    assert service.decide(cast.hanh, version, Decision.APPROVE, "", NOW) is None
    councils.change(cast.em, council, replace(both, name="Tên mới", members=details.members, posts={}), NOW)
    councils.end(cast.em, council, NOW)
    database.session.commit()
    paper = as_user("chi").get(f"/lessons/versions/{version.id}/appraisal/paper").text
    assert "<br>Hội đồng</p>" in paper
    assert f"{other.full_name} (chủ tịch), {cast.hanh.full_name}" in paper
    assert "Tên mới" not in paper


def test_an_empty_page_is_not_handed_in(cast: Cast, as_user: AsUser):
    version = samples.lesson(cast, "<p>chữ</p>", "<hr>").latest
    database.session.commit()
    chi = as_user("chi")
    chi.post(f"/lessons/versions/{version.id}/submission", data={"said": ""})
    assert state(version) is LessonState.DRAFT
    assert "Còn trang chưa có nội dung" in chi.get(f"/lessons/{version.lesson_id}").text


def test_remarks_stand_at_their_place_and_are_answered(cast: Cast, as_user: AsUser):
    version = samples.submitted(cast)
    page = version.pages[0]
    database.session.commit()
    typed = {"quote": "nền tảng", "text": "Nêu thêm ví dụ."}
    as_user("hanh").post(f"/lesson-pages/{page.id}/remarks", data=typed)
    [remark] = queries.remarks_on(version.id)
    as_user("chi").post(f"/lesson-remarks/{remark.id}/replies", data={"text": "Đã bổ sung."})
    assert as_user("dung").post(f"/lesson-remarks/{remark.id}/replies", data={"text": "x"}).status_code == 403
    paper = as_user("em").get(f"/lessons/versions/{version.id}/appraisal/paper").text
    assert all(words in paper for words in ("nền tảng", "Nêu thêm ví dụ.", "Đã bổ sung."))


def test_the_lecturer_replies_to_a_sheet_and_nobody_else(cast: Cast, as_user: AsUser):
    version = samples.submitted(cast)
    service.appraise(cast.hanh, version, Opinion(samples.GOOD, Conclusion.CORRECT, "thiếu"), NOW)
    database.session.commit()
    [sheet] = queries.sheets_of(version.id)
    address = f"/lesson-appraisals/{sheet.id}/reply"
    assert as_user("dung").post(address, data={"text": "x"}).status_code == 403
    assert as_user("chi").post(address, data={"text": "  "}).status_code == 422
    as_user("chi").post(address, data={"text": "Xin tiếp thu."})
    assert "Xin tiếp thu." in as_user("hanh").get(f"/lessons/{version.lesson_id}").text


@pytest.mark.parametrize("twice", [True, False])
def test_the_database_knows_no_approval_without_two_people(cast: Cast, context: None, twice: bool):
    version = samples.submitted(cast)
    service.appraise(cast.hanh, version, Opinion(samples.GOOD, Conclusion.PASS), NOW)
    database.session.flush()
    [sheet] = queries.sheets_of(version.id)
    second = cast.hanh.id if twice else cast.dung.id
    row = {"first_id": sheet.id, "first_by_id": cast.hanh.id, "second_id": sheet.id, "second_by_id": second}
    with pytest.raises(IntegrityError), database.session.begin_nested():
        database.session.execute(insert(LessonApproval).values(version_id=version.id, decided_at=NOW, **row))


def test_the_database_knows_no_sheet_by_the_writer(cast: Cast, context: None):
    version = samples.submitted(cast)
    row = {"appraiser_id": cast.chi.id, "author_id": cast.chi.id, "conclusion": Conclusion.PASS, "at": NOW}
    with pytest.raises(IntegrityError), database.session.begin_nested():
        database.session.execute(
            insert(LessonAppraisal).values(version_id=version.id, marks=[], comment="", reply="", **row)
        )
