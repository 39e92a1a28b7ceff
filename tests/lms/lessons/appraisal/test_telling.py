"""Who hears of what in an appraisal, and what waits on the first page of whom."""

from collections.abc import Callable
from datetime import timedelta

from sqlalchemy import select

from lms import database
from lms.accounts.models import Person
from lms.appraisals.service import Opinion
from lms.appraisals.sheets import Conclusion
from lms.lessons.appraisal import queries, service, waiting
from lms.lessons.appraisal.rules import Decision
from lms.lessons.bank import service as bank
from lms.lessons.bank.models import LessonVersion
from lms.notices.models import Notice
from tests.lms.browser import TestClient
from tests.lms.cast import NOW, Cast
from tests.lms.lessons import samples

AsUser = Callable[[str], TestClient]
LATER = NOW + timedelta(hours=1)


def told(person: Person) -> list[str]:
    statement = select(Notice.title).where(Notice.person_id == person.id).order_by(Notice.id)
    return list(database.session.scalars(statement))


def judged(person: Person, version: LessonVersion, conclusion: Conclusion = Conclusion.PASS) -> None:
    assert service.appraise(person, version, Opinion(samples.GOOD, conclusion, "x"), NOW) is None


def test_everybody_who_may_appraise_hears_of_a_lesson_and_its_writer_does_not(cast: Cast, context: None):
    samples.submitted(cast)
    assert (len(told(cast.hanh)), told(cast.chi), told(cast.em)) == (1, [], [])


def test_where_a_council_has_the_topic_only_its_members_hear(cast: Cast, context: None):
    other = samples.second_reviewer()
    samples.founded(other, cast.unit1.id, cast.programme.topics[0].lineage)
    samples.submitted(cast)
    assert (len(told(other)), told(cast.hanh)) == (1, [])


def test_taken_back_unread_nobody_hears_and_handed_in_again_everybody_does(cast: Cast, context: None):
    version = samples.submitted(cast)
    service.withdraw(cast.chi, version, NOW)
    assert told(cast.hanh) == []
    service.submit(cast.chi, version, "đã bổ sung", LATER)
    assert len(told(cast.hanh)) == 1


def test_the_writer_hears_of_sheets_once_for_each_conclusion_and_of_remarks_once_a_day(
    cast: Cast, context: None
):
    version = samples.submitted(cast)
    for conclusion in (Conclusion.CORRECT, Conclusion.CORRECT, Conclusion.PASS):
        judged(cast.hanh, version, conclusion)
    for text in ("một", "hai", "ba"):
        service.remark(cast.hanh, version.pages[0], "", text, NOW)
    assert len(told(cast.chi)) == 3


def test_replies_reach_the_other_side(cast: Cast, context: None):
    version = samples.submitted(cast)
    judged(cast.hanh, version)
    service.remark(cast.hanh, version.pages[0], "", "Nêu ví dụ.", NOW)
    [remark], [sheet] = queries.remarks_on(version.id), queries.sheets_of(version.id)
    service.reply_to_remark(cast.chi, remark, "Đã bổ sung.", LATER)
    service.reply(cast.chi, sheet, "Xin tiếp thu.", LATER)
    assert len(told(cast.hanh)) == 3
    before = len(told(cast.chi))
    service.reply_to_remark(cast.hanh, remark, "Cảm ơn.", LATER)
    assert len(told(cast.chi)) == before + 1


def test_a_decision_reaches_writer_and_appraisers_but_not_whoever_made_it(cast: Cast, context: None):
    other = samples.second_reviewer()
    samples.approved(cast, second=other)
    assert told(cast.chi)[-1] == "Bài giảng đã được duyệt, được đưa vào giảng dạy"
    assert told(other)[-1] == told(cast.chi)[-1]
    assert told(cast.hanh)[-1] != told(cast.chi)[-1]


def test_the_first_page_of_an_appraiser_says_what_waits(cast: Cast, as_user: AsUser):
    version, other = samples.submitted(cast), samples.second_reviewer()
    database.session.commit()
    hanh = as_user("hanh")
    assert "1 bài giảng chờ thẩm định" in hanh.get("/").text
    judged(cast.hanh, version)
    database.session.commit()
    page = hanh.get("/").text
    assert "bài giảng chờ thẩm định" not in page
    judged(other, version)
    database.session.commit()
    assert "1 bài giảng chờ kết luận" in hanh.get("/").text
    listed = hanh.get("/lessons/appraisals").text
    assert f"/lessons/{version.lesson_id}#decision" in listed


def test_a_corrected_version_waits_for_a_decision_at_once(cast: Cast, context: None):
    version, other = samples.submitted(cast), samples.second_reviewer()
    judged(cast.hanh, version, Conclusion.CORRECT)
    judged(other, version)
    service.decide(cast.hanh, version, Decision.AFTER_CORRECTION, "thêm ví dụ", NOW)
    assert [one.id for one in waiting.to_correct(cast.chi.id)] == [version.lesson_id]
    corrected = bank.next_version(cast.chi, version.lesson, NOW)
    assert corrected is not None
    assert waiting.to_correct(cast.chi.id) == []
    service.submit(cast.chi, corrected, "", NOW)
    [one] = waiting.for_appraiser(cast.hanh.id, NOW.date())
    assert (one.to_appraise, one.to_decide, one.people) == (False, True, 2)


def test_remarks_wait_until_who_wrote_the_lesson_replies(cast: Cast, as_user: AsUser):
    version = samples.submitted(cast)
    for text in ("một", "hai"):
        service.remark(cast.hanh, version.pages[0], "", text, NOW)
    first, _second = queries.remarks_on(version.id)
    service.reply_to_remark(cast.hanh, first, "ý tôi là trang 2", NOW)
    assert [count for _lesson, count in waiting.to_answer(cast.chi.id)] == [2]
    service.reply_to_remark(cast.chi, first, "đã sửa", NOW)
    database.session.commit()
    assert "1 nhận xét chờ phản hồi" in as_user("chi").get("/").text
    assert waiting.to_answer(cast.dung.id) == []
