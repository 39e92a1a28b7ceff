"""From handing in to the conclusion: a frozen copy, two people who wrote no part of it, what is in force afterwards."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest
from sqlalchemy import insert, select
from sqlalchemy.exc import IntegrityError

from lms import database
from lms.appraisals.criteria import service as criteria
from lms.appraisals.criteria.rules import SHIPPED_FOR_PROGRAMMES, Wording
from lms.appraisals.criteria.whose import PROGRAMMES
from lms.appraisals.programmes import queries, service
from lms.appraisals.programmes.models import ProgrammeApproval, ProgrammeSubmission, SubmissionState
from lms.appraisals.rules import No
from lms.appraisals.sheets import Conclusion
from lms.home import programmes as home
from lms.notices.models import Notice
from lms.permissions import Role
from lms.programmes import service as programmes
from lms.programmes.approval.queries import look_at
from lms.programmes.approval.rules import Standing, What
from lms.programmes.data import ProgrammeData, TopicData
from lms.programmes.models import Programme
from tests.lms.appraisals import samples
from tests.lms.browser import TestClient
from tests.lms.cast import NOW, Cast, appoint

AsUser = Callable[[str], TestClient]
Counter = Callable[[], AbstractContextManager[list[str]]]
PASS, CORRECT, FAIL = Conclusion
pytestmark = pytest.mark.usefixtures("context")


def standing(programme: Programme) -> Standing:
    database.session.flush()
    database.session.expire_all()
    return look_at(programme).standing


def test_what_two_people_passed_is_in_force_until_it_changes(cast: Cast, as_user: AsUser):
    submission = samples.approved(cast)
    assert (submission.state, standing(cast.programme)) == (SubmissionState.PASSED, Standing.APPROVED)
    cast.programme.topics[1].periods = 10
    assert standing(cast.programme) is Standing.CHANGED
    assert [one.what for one in look_at(cast.programme).changes] == [What.PERIODS]
    database.session.commit()
    page = as_user("minh").get(f"/programmes/{cast.programme.id}").text
    assert "Đã thay đổi sau thẩm định" in page
    assert "“Cương lĩnh”: 10 tiết, trước là 5 tiết." in page
    frozen = as_user("minh").get(f"/programmes/submissions/{submission.id}").text
    assert "15 tiết" in frozen
    assert "Chương trình đã thay đổi sau khi gửi thẩm định" in frozen


def test_what_was_passed_is_not_handed_in_again_until_it_changes(cast: Cast):
    samples.approved(cast)
    assert service.submit(cast.em, cast.programme, "", NOW) is No.SAME
    cast.programme.title = "Nhận thức về Đảng"
    database.session.flush()
    assert samples.handed_in(cast).number == 2
    assert service.submit(cast.khanh, cast.programme, "", NOW) is No.STATE


@pytest.mark.one_database
def test_an_appraiser_reads_what_is_new_and_who_wrote_it_hears_the_conclusion(cast: Cast, as_user: AsUser):
    oanh = samples.second_reviewer()
    samples.approved(cast, second=oanh)
    cast.programme.topics[2].title = "Điều lệ Đảng và thi hành Điều lệ"
    database.session.flush()
    again = samples.judged(cast, second=oanh)
    database.session.commit()
    page = as_user("hanh").get(f"/programmes/submissions/{again.id}/appraisal").text
    assert "“Điều lệ Đảng” đổi tên thành “Điều lệ Đảng và thi hành Điều lệ”." in page
    assert "đang thẩm định" in as_user("chi").get("/programmes/").text
    service.conclude(oanh, again, PASS, "", NOW)
    told = select(Notice.person_id).where(Notice.title == "Chương trình đã được thẩm định, đạt")
    assert sorted(database.session.scalars(told)) == sorted([cast.em.id] * 2 + [cast.hanh.id, oanh.id])


@pytest.mark.one_database
def test_without_topics_there_is_nothing_to_appraise(cast: Cast):
    bare = programmes.create(ProgrammeData(code="X", title="Chưa có"), cast.em, NOW)
    assert service.submit(cast.em, bare, "", NOW) is No.EMPTY


@pytest.mark.parametrize("conclusion", [CORRECT, FAIL])
def test_what_does_not_pass_waits_for_who_handed_it_in(cast: Cast, as_user: AsUser, conclusion: Conclusion):
    submission = samples.judged(cast, PASS, conclusion)
    assert service.conclude(cast.hanh, submission, PASS, "", NOW) in {No.CORRECTIONS, No.FAILED}
    assert service.conclude(cast.hanh, submission, conclusion, "", NOW) is No.UNSAID
    assert service.conclude(cast.hanh, submission, conclusion, "Thêm giờ thảo luận.", NOW) is None
    assert standing(cast.programme) is Standing.NEVER
    assert [one.id for one in queries.to_correct(cast.em.id)] == [submission.id]
    database.session.commit()
    page = as_user("em").get("/").text
    assert "Chương trình cần chỉnh sửa" in page
    assert "1 phiếu thẩm định chờ giải trình" in page
    service.submit(cast.em, cast.programme, "", NOW)
    assert queries.to_correct(cast.em.id) == []


def test_what_fails_is_no_longer_in_force_but_another_content_stays(cast: Cast):
    oanh = samples.second_reviewer()
    samples.approved(cast, second=oanh)
    cast.programme.topics[0].title = "Lịch sử Đảng"
    database.session.flush()
    again = samples.judged(cast, FAIL, FAIL, second=oanh)
    service.conclude(oanh, again, FAIL, "Sai trọng tâm.", NOW)
    assert standing(cast.programme) is Standing.CHANGED
    cast.programme.topics[0].title = "Khái quát lịch sử Đảng"
    assert standing(cast.programme) is Standing.APPROVED


def test_nobody_who_wrote_a_part_of_it_appraises_it(cast: Cast):
    programme = programmes.create(
        ProgrammeData(code="X", title="Mới", topics=(TopicData("Một"),)), cast.hanh, NOW
    )
    oanh = samples.second_reviewer()
    appoint(cast.em, Role.REVIEWER)
    made = service.submit(cast.em, programme, "", NOW)
    assert isinstance(made, ProgrammeSubmission)
    for person, no in ((cast.hanh, No.OWN), (cast.em, No.OWN), (oanh, None)):
        assert service.appraise(person, made, samples.opinion(made), NOW) is no
    assert queries.for_appraiser(cast.hanh.id, NOW.date()) == []


def test_where_a_council_has_topics_its_members_appraise_and_are_told(cast: Cast):
    oanh = samples.second_reviewer()
    samples.founded(oanh, cast.unit1.id, cast.programme.topics[0].lineage)
    made = samples.handed_in(cast)
    assert service.appraise(cast.hanh, made, samples.opinion(made), NOW) is No.COUNCIL
    assert queries.for_appraiser(cast.hanh.id, NOW.date()) == []
    [waiting] = queries.for_appraiser(oanh.id, NOW.date())
    assert (waiting.thing, waiting.people, waiting.to_appraise) == (made, 0, True)
    told = select(Notice.person_id).where(Notice.path == f"/programmes/submissions/{made.id}/appraisal")
    assert list(database.session.scalars(told)) == [oanh.id]


def test_the_sheet_asks_the_criteria_that_held_when_it_was_handed_in(cast: Cast, as_user: AsUser):
    before = samples.handed_in(cast)
    assert queries.lines_of(before) == SHIPPED_FOR_PROGRAMMES
    database.session.commit()
    sent = {"seen": "0"} | {
        f"rows-{at}-{name}": value
        for at, title in enumerate(("Tính thiết thực", "Tính khả thi"))
        for name, value in (("title", title), ("weight", "2"))
    }
    assert as_user("em").post("/lessons/criteria/programmes", data=sent).status_code == 302
    assert as_user("chi").get("/lessons/criteria").text.count("Tính thiết thực") == 1
    other = made("Chương trình khác")
    after = service.submit(cast.em, other, "", NOW)
    assert isinstance(after, ProgrammeSubmission)
    assert [line.title for line in queries.lines_of(after)] == ["Tính thiết thực", "Tính khả thi"]
    assert len(queries.lines_of(before)) == len(SHIPPED_FOR_PROGRAMMES)
    criteria.end(cast.em, PROGRAMMES, NOW)
    assert criteria.keep(cast.em, PROGRAMMES, [Wording("Một", 1), Wording("Hai", 1)], 0, NOW)


def made(title: str) -> Programme:
    data = ProgrammeData(code=title[-4:], title=title, topics=(TopicData("Một"), TopicData("Hai")))
    return programmes.create(data, None, NOW)


@pytest.mark.one_database
def test_it_is_judged_answered_and_concluded_in_pages(cast: Cast, as_user: AsUser):
    em, hanh = as_user("em"), as_user("hanh")
    cast.people["oanh"] = samples.second_reviewer()
    database.session.commit()
    sent = em.post(
        f"/programmes/{cast.programme.id}/submissions", data={"said": "Bản mới"}, follow_redirects=True
    )
    assert "Bản gửi được giữ nguyên" in sent.text
    [made] = queries.submissions_of(cast.programme.id)
    at, lines = f"/programmes/submissions/{made.id}", queries.lines_of(made)
    marks: dict[str, Any] = {f"mark_{line.key}": "8,5" for line in lines} | {
        "conclusion": "pass",
        "comment": "Tốt.",
    }
    low = marks | {f"mark_{lines[0].key}": "4"}
    answer = hanh.post(at + "/appraisal", data=low)
    assert (answer.status_code, "8,5" in answer.text) == (422, True)
    for name in ("hanh", "oanh"):
        assert as_user(name).post(at + "/appraisal", data=marks).status_code == 302
    [first, _second] = queries.sheets_of(made.id)
    assert (
        em.post(f"/programmes/appraisals/{first.id}/reply", data={"text": "Xin tiếp thu."}).status_code == 302
    )
    assert (
        as_user("khanh").post(f"/programmes/appraisals/{first.id}/reply", data={"text": "x"}).status_code
        == 403
    )
    assert "Ghi kết luận" in hanh.get(at).text
    assert hanh.post(at + "/conclusion", data={"conclusion": "pass", "said": ""}).status_code == 302
    paper = as_user("nga").get(at + "/paper").text
    assert all(words in paper for words in ("Phiếu thẩm định chương trình", "8,50", "Xin tiếp thu."))
    assert "Đã thẩm định, đạt" in em.get("/programmes/").text


def test_taken_back_nobody_reads_of_it_any_more(cast: Cast):
    made = samples.handed_in(cast)
    unread = select(Notice.id).where(Notice.path == f"/programmes/submissions/{made.id}/appraisal")
    assert len(list(database.session.scalars(unread))) == 1
    assert service.withdraw(cast.em, made, NOW) is None
    assert list(database.session.scalars(unread)) == []
    assert service.withdraw(cast.em, made, NOW) is No.STATE
    assert service.appraise(cast.hanh, made, samples.opinion(made), NOW) is No.STATE


@pytest.mark.one_database
def test_the_first_page_of_an_appraiser_names_what_waits(cast: Cast, as_user: AsUser):
    made = samples.handed_in(cast)
    database.session.commit()
    assert "1 chương trình chờ thẩm định" in as_user("hanh").get("/").text
    for person in (cast.hanh, samples.second_reviewer()):
        service.appraise(person, made, samples.opinion(made), NOW)
    with_request = as_user("hanh").get("/").text
    assert "1 chương trình chờ kết luận" in with_request
    assert home.for_writer(cast.hanh) == []


@pytest.mark.one_database
def test_lists_cost_the_same_however_many_programmes_there_are(
    cast: Cast, as_user: AsUser, count_queries: Counter
):
    em, hanh = as_user("em"), as_user("hanh")
    samples.handed_in(cast)
    pages = ((em, "/programmes/"), (em, "/classes/new"), (hanh, "/programmes/appraisals"))
    few = [cost(client, path, count_queries) for client, path in pages]
    for number in range(5):
        service.submit(cast.em, made(f"Chương trình {number}"), "", NOW)
    database.session.flush()
    many = [cost(client, path, count_queries) for client, path in pages]
    assert many == few


def cost(client: TestClient, path: str, count_queries: Counter) -> int:
    with count_queries() as statements:
        assert client.get(path).status_code == 200
    return len(statements)


def test_the_database_knows_no_approval_without_two_people(cast: Cast):
    made = samples.handed_in(cast)
    service.appraise(cast.hanh, made, samples.opinion(made), NOW)
    database.session.flush()
    [sheet] = queries.sheets_of(made.id)
    row = {
        "first_id": sheet.id,
        "first_by_id": cast.hanh.id,
        "second_id": sheet.id,
        "second_by_id": cast.hanh.id,
    }
    with pytest.raises(IntegrityError), database.session.begin_nested():
        database.session.execute(
            insert(ProgrammeApproval).values(submission_id=made.id, decided_at=NOW, **row)
        )


def test_the_database_knows_one_programme_that_waits_once(cast: Cast):
    made = samples.handed_in(cast)
    second = {"programme_id": made.programme_id, "number": 2, "content": {}, "digest": "x", "at": NOW}
    with pytest.raises(IntegrityError), database.session.begin_nested():
        database.session.execute(insert(ProgrammeSubmission).values(**second))
