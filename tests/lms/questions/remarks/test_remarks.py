"""A reviewer remarks on a part, the writer answers beside it, and both stay with the version."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from lms import database
from lms.audit.models import AuditEntry
from lms.questions import review, service
from lms.questions.models import Question, VersionState
from lms.questions.remarks import service as remarks
from lms.questions.remarks.models import RemarkAnswer, ReviewRemark
from lms.questions.remarks.queries import remarks_on, waiting_for
from lms.questions.service import Placement
from lms.questions.sharing.rules import Viewer
from tests.lms.browser import TestClient
from tests.lms.cast import Cast
from tests.lms.questions.samples import choice, published, stored

AsUser = Callable[[str], TestClient]
LONGER = "Phương án B dài hơn hẳn."


def submitted(cast: Cast, now: datetime) -> Question:
    question = stored(cast.chi, now)
    review.submit(cast.chi, [question.latest.id], now)
    database.session.commit()
    return question


def remarked(cast: Cast, now: datetime, part: str = "line-1", text: str = LONGER) -> tuple[Question, int]:
    """A question under review and the id of the remark on it."""
    question = submitted(cast, now)
    assert remarks.remark(cast.hanh, question.latest, part, text, now)
    database.session.commit()
    return question, remarks_on(question.id)[-1].id


def sent(question: Question, part: str = "line-1", text: str = LONGER) -> dict[str, Any]:
    return {"version": question.latest.id, "part": part, "text": text}


def kept() -> list[tuple[str, str]]:
    database.session.expire_all()
    return [(one.part, one.text) for one in database.session.scalars(select(ReviewRemark))]


def test_a_remark_stands_beside_its_part_and_waits_for_the_writer(
    cast: Cast, as_user: AsUser, now: datetime
) -> None:
    question, hanh, chi = submitted(cast, now), as_user("hanh"), as_user("chi")
    form = hanh.get(f"/questions/{question.id}?part=line-1").text
    assert '<option selected value="line-1">Phương án B</option>' in form
    assert hanh.post(f"/questions/{question.id}/remarks", data=sent(question)).status_code == 302
    assert kept() == [("line-1", LONGER)]
    option = chi.get(f"/questions/{question.id}").text.split("<li")
    assert [LONGER in part for part in option].count(True) == 1
    assert any("1930" in part and LONGER in part for part in option)
    assert "1 nhận xét chưa xử lý" in chi.get("/questions/inbox").text
    assert "nhận xét chưa xử lý" not in as_user("dung").get("/questions/inbox").text


def test_the_writer_answers_settles_and_it_can_be_opened_again(
    cast: Cast, as_user: AsUser, now: datetime
) -> None:
    question, made = remarked(cast, now)
    chi, hanh, address = as_user("chi"), as_user("hanh"), f"/questions/remarks/{made}/answers"
    chi.post(address, data={"text": "Đã rút gọn <b>"})
    assert "Đã rút gọn &lt;b&gt;" in hanh.get(f"/questions/{question.id}").text
    assert [one.question_id for one in waiting_for(Viewer(cast.chi.id))] == [question.id]
    answer = chi.post(address, data={"resolved": "1"})
    assert answer.headers["Location"].endswith(f"/questions/{question.id}#remark-{made}")
    assert waiting_for(Viewer(cast.chi.id)) == []
    assert "Đã xử lý" in hanh.get(f"/questions/{question.id}").text
    hanh.post(address, data={"text": "Vẫn còn dài"})
    assert [one.count for one in waiting_for(Viewer(cast.chi.id))] == [1]


def test_whoever_judges_reads_how_many_remarks_are_open(cast: Cast, as_user: AsUser, now: datetime) -> None:
    question, made = remarked(cast, now)
    hanh, words = as_user("hanh"), "Còn 1 nhận xét ở bản này chưa được xử lý"
    assert words in hanh.get(f"/questions/{question.id}").text
    as_user("chi").post(f"/questions/remarks/{made}/answers", data={"resolved": "1"})
    assert words not in hanh.get(f"/questions/{question.id}").text


def test_settling_twice_adds_nothing(context: None, cast: Cast, now: datetime) -> None:
    _question, key = remarked(cast, now)
    made = database.session.get_one(ReviewRemark, key)
    assert remarks.answer(cast.chi, made, "", True, now)
    database.session.expire_all()
    assert not remarks.answer(cast.chi, made, "", True, now)
    assert database.session.query(RemarkAnswer).count() == 1


@pytest.mark.parametrize("typed", [{"text": "   "}, {"part": "line-9"}, {"text": "x" * 2001}])
def test_a_remark_that_lacks_something_comes_back_as_it_was_typed(
    cast: Cast, as_user: AsUser, now: datetime, typed: dict[str, str]
) -> None:
    question = submitted(cast, now)
    answer = as_user("hanh").post(f"/questions/{question.id}/remarks", data=sent(question) | typed)
    assert answer.status_code == 422
    assert 'data-behaviour="error-summary"' in answer.text
    assert (typed.get("text", LONGER).strip() or "Phương án B") in answer.text
    assert kept() == []


def test_an_empty_answer_is_said_to_be_empty(cast: Cast, as_user: AsUser, now: datetime) -> None:
    _question, made = remarked(cast, now)
    answer = as_user("chi").post(f"/questions/remarks/{made}/answers", data={"text": " "})
    assert answer.status_code == 422
    assert "Hãy ghi nội dung trả lời" in answer.text
    assert database.session.query(RemarkAnswer).count() == 0


def test_nobody_remarks_on_what_they_wrote_or_on_what_is_not_under_review(
    cast: Cast, as_user: AsUser, now: datetime
) -> None:
    own = stored(cast.hanh, now, choice("Câu của tôi?"))
    review.submit(cast.hanh, [own.latest.id], now)
    used = published(cast.chi, cast.minh, now)
    database.session.commit()
    for question in (own, used):
        answer = as_user("hanh").post(f"/questions/{question.id}/remarks", data=sent(question))
        assert answer.status_code == 409
    assert kept() == []


def test_a_remark_on_a_version_that_was_replaced_meanwhile_is_not_put_on_the_new_one(
    cast: Cast, as_user: AsUser, now: datetime
) -> None:
    question = submitted(cast, now)
    seen = sent(question)
    service.save(cast.chi, question, choice("Câu đã sửa?"), Placement(), 1, now)
    review.submit(cast.chi, [question.latest.id], now)
    database.session.commit()
    answer = as_user("hanh").post(f"/questions/{question.id}/remarks", data=seen)
    assert answer.status_code == 409
    assert LONGER in answer.text
    assert kept() == []


def test_only_the_writers_and_the_reviewer_answer(cast: Cast, as_user: AsUser, now: datetime) -> None:
    question, made = remarked(cast, now)
    address = f"/questions/remarks/{made}/answers"
    assert as_user("dung").post(address, data={"text": "Xen vào"}).status_code == 403
    assert f'action="{address}"' not in as_user("dung").get(f"/questions/{question.id}").text
    assert f'action="{address}"' in as_user("hanh").get(f"/questions/{question.id}").text


def test_remarks_stay_with_their_version_and_open_ones_are_shown_on_the_next(
    cast: Cast, as_user: AsUser, now: datetime
) -> None:
    question, _made = remarked(cast, now)
    service.save(cast.chi, question, choice("Câu đã sửa?"), Placement(), 1, now)
    database.session.commit()
    chi = as_user("chi")
    newest = chi.get(f"/questions/{question.id}").text
    assert "Nhận xét chưa xử lý ở bản trước" in newest
    assert newest.count(LONGER) == 1
    assert LONGER in chi.get(f"/questions/{question.id}?version=1").text
    assert question.versions[-1].state is not VersionState.SUBMITTED


def test_whoever_changes_the_question_has_the_open_remarks_before_their_eyes(
    cast: Cast, as_user: AsUser, now: datetime
) -> None:
    question, made = remarked(cast, now)
    chi, address = as_user("chi"), f"/questions/{question.id}/edit"
    page = chi.get(address).text
    assert LONGER in page
    assert "Phương án B · Bản 1" in page
    chi.post(f"/questions/remarks/{made}/answers", data={"resolved": "1"})
    assert LONGER not in chi.get(address).text


def test_each_remark_and_answer_stands_in_the_history(context: None, cast: Cast, now: datetime) -> None:
    _question, key = remarked(cast, now)
    remarks.answer(cast.chi, database.session.get_one(ReviewRemark, key), "Đã sửa", True, now)
    written = select(AuditEntry.action).where(AuditEntry.action.like("question.remark%"))
    assert list(database.session.scalars(written.order_by(AuditEntry.id))) == [
        "question.remarked",
        "question.remark-answered",
    ]


def test_the_database_keeps_no_answer_that_says_nothing(context: None, cast: Cast, now: datetime) -> None:
    _question, key = remarked(cast, now)
    with pytest.raises(IntegrityError), database.session.begin_nested():
        database.session.add(RemarkAnswer(remark_id=key, by_id=cast.chi.id, at=now))


def test_the_page_costs_the_same_with_many_remarks(
    cast: Cast, as_user: AsUser, now: datetime, count_queries: Any
) -> None:
    question, hanh = submitted(cast, now), as_user("hanh")
    costs = []
    for number in (1, 6):
        for place in range(number):
            assert remarks.remark(cast.hanh, question.latest, "stem", f"Nhận xét {number}.{place}", now)
        for made in remarks_on(question.id):
            remarks.answer(cast.chi, made, "Đã xem", False, now)
        database.session.commit()
        hanh.get(f"/questions/{question.id}")
        with count_queries() as statements:
            hanh.get(f"/questions/{question.id}")
        costs.append(len(statements))
    assert costs[0] == costs[1]
