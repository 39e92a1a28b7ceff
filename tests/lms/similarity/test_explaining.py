"""A learner is asked kindly, sees only passages of their own, explains, and is told when it was read."""

from datetime import timedelta

import pytest

from lms import database
from lms.audit.models import AuditEntry
from lms.marking.models import Mark
from lms.notices.models import Notice
from lms.similarity import service
from lms.similarity.models import Explanation, Verdict
from tests.lms.cast import NOW
from tests.lms.similarity import making
from tests.lms.similarity.making import FIRST, OFFICIAL, SECOND, SHARED

WRITTEN = "Tôi và anh Bảo cùng ghi biên bản buổi họp thôn."


@pytest.fixture
def asked(cast, context):
    """An was asked about the passage that stands in Bảo's script too."""
    task, one, other = making.pair(cast)
    making.compare(task)
    service.decide(one, Verdict.EXPLAIN, "Nói với An sau giờ học.", 0, cast.chi, NOW)
    database.session.commit()
    return one, other


def address(submission):
    return f"/reflections/{submission.reflection.public_id}"


def test_the_learner_is_asked_in_the_inbox_and_on_the_reflection(cast, as_user, asked):
    one, _other = asked
    [notice] = database.session.query(Notice).filter_by(person_id=cast.an.id).all()
    assert notice.path == f"{address(one)}/explanation"
    an = as_user("an")
    assert "/explanation" in an.get(address(one)).text
    assert SHARED[:-1] in an.get(notice.path).text


def test_the_learner_sees_nothing_of_the_other_nor_why_it_was_asked(as_user, asked):
    one, other = asked
    an = as_user("an")
    pages = [an.get(address(one)), an.get(f"{address(one)}/explanation"), an.get("/notices")]
    pages.append(an.post(f"{address(one)}/explanation", data={}))
    secrets = (
        SECOND,
        "Bảo",
        other.public_id,
        other.reflection.public_id,
        "Nói với An",
        "đạo văn",
        "sao chép",
    )
    for page in pages:
        for secret in (*secrets, f"Bài số {other.reflection.script_no}"):
            assert secret not in page.text


def test_only_the_passages_in_common_are_asked_about_not_quotes_and_not_the_rest(as_user, asked):
    page = as_user("an").get(f"{address(asked[0])}/explanation").text
    asked_about = page[page.index('class="own-words"') : page.index("</ol>", page.index('class="own-words"'))]
    assert SHARED[:-1] in asked_about
    assert OFFICIAL[:60] not in asked_about
    assert FIRST[:40] not in asked_about


def test_nobody_else_may_see_the_question_or_answer_it(as_user, asked):
    one, _other = asked
    assert as_user("binh").get(f"{address(one)}/explanation").status_code == 404
    assert as_user("binh").post(f"{address(one)}/explanation", data={"body": WRITTEN}).status_code == 404


def test_an_explanation_reaches_the_lecturer_and_changes_no_mark(cast, as_user, asked):
    one, _other = asked
    an, chi = as_user("an"), as_user("chi")
    assert an.post(f"{address(one)}/explanation", data={"body": WRITTEN}).status_code == 302
    assert WRITTEN in chi.get(f"/scripts/{one.public_id}/similarity").text
    [notice] = database.session.query(Notice).filter_by(person_id=cast.chi.id).all()
    assert "Nguyễn" not in notice.title + notice.body
    assert database.session.query(AuditEntry).filter_by(action="similarity.explained").count() == 1
    assert database.session.query(Mark).count() == 0


def test_writing_again_adds_and_the_same_words_twice_do_not(as_user, asked):
    one, _other = asked
    an = as_user("an")
    for body in (WRITTEN, WRITTEN, "Thêm một ý."):
        an.post(f"{address(one)}/explanation", data={"body": body})
    kept = database.session.query(Explanation).order_by(Explanation.number)
    assert [(one.number, one.body) for one in kept] == [(1, WRITTEN), (2, "Thêm một ý.")]


@pytest.mark.parametrize("body", ["", "   ", "a" * 5001])
def test_nothing_or_too_much_is_refused_and_what_was_typed_stays(as_user, asked, body):
    answer = as_user("an").post(f"{address(asked[0])}/explanation", data={"body": body})
    assert answer.status_code == 422
    assert body.strip() in answer.text
    assert database.session.query(Explanation).count() == 0


def test_once_all_is_well_the_learner_is_told_so_and_nothing_more_is_taken(cast, as_user, asked):
    one, _other = asked
    an = as_user("an")
    an.post(f"{address(one)}/explanation", data={"body": WRITTEN})
    data = {"verdict": "valid", "reason": "Cùng ghi biên bản.", "base": "1"}
    assert as_user("chi").post(f"/scripts/{one.public_id}/similarity/decisions", data=data).status_code == 302
    assert "đã đọc" in an.get(address(one)).text
    assert an.get(f"{address(one)}/explanation").status_code == 302
    an.post(f"{address(one)}/explanation", data={"body": "Muộn"})
    assert database.session.query(Explanation).count() == 1


def test_a_question_taken_back_before_it_was_read_leaves_no_notice(cast, as_user, asked):
    one, _other = asked
    service.decide(one, Verdict.UNSEEN, "Nhầm bài.", 1, cast.chi, NOW)
    database.session.commit()
    assert database.session.query(Notice).filter_by(person_id=cast.an.id).count() == 0
    assert "/explanation" not in as_user("an").get(address(one)).text


def test_who_hands_in_again_is_still_asked_about_what_was_handed_in_then(cast, as_user, asked):
    one, _other = asked
    again = making.hand_in(one.reflection.task, cast.an, FIRST, now=NOW + timedelta(hours=1))
    database.session.commit()
    making.compare(again.reflection.task)
    an, chi = as_user("an"), as_user("chi")
    assert SHARED[:-1] in an.get(f"{address(one)}/explanation").text
    an.post(f"{address(one)}/explanation", data={"body": WRITTEN})
    page = chi.get(f"/scripts/{again.public_id}/similarity").text
    assert WRITTEN in page
    assert "về bản nộp lần 1" in page
    assert 'value="0"' in page[page.index('name="base"') :][:200]
