"""A reviewer fills in the checklist; the writer reads it; it stays with the version that was reviewed."""

import re
from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from lms import database
from lms.questions import review, service
from lms.questions.checklist.criteria import ALL_MET, Criterion, Finding
from lms.questions.checklist.models import ReviewFinding
from lms.questions.checklist.rows import findings_of
from lms.questions.models import Question, VersionState
from lms.questions.review import Reason
from lms.questions.service import Placement
from tests.lms.browser import TestClient
from tests.lms.cast import Cast
from tests.lms.questions.samples import choice, stored

AsUser = Callable[[str], TestClient]
SOURCE_OLD = {Criterion.SOURCE: Finding(met=False, remark="Văn bản đã được thay thế")}


def submitted(cast: Cast, now: datetime, text: str = "Đảng ta ra đời năm nào?") -> Question:
    question = stored(cast.chi, now, choice(text))
    review.submit(cast.chi, [question.latest.id], now)
    database.session.commit()
    return question


def sent(question: Question, decision: str, **typed: str) -> dict[str, Any]:
    named = {name.replace("_", "-"): value for name, value in typed.items()}
    return {"version": question.latest.id, "decision": decision} | named


def all_met() -> dict[str, str]:
    return {f"criterion_{one}": "met" for one in Criterion}


def state(question: Question) -> VersionState:
    database.session.expire_all()
    return question.latest.state


def kept() -> list[tuple[str, bool, str]]:
    statement = select(ReviewFinding).order_by(ReviewFinding.id)
    return [(one.criterion.value, one.met, one.remark) for one in database.session.scalars(statement)]


def test_a_question_is_approved_once_every_criterion_is_met(
    cast: Cast, as_user: AsUser, now: datetime
) -> None:
    question, hanh = submitted(cast, now), as_user("hanh")
    page = hanh.get(f"/questions/{question.id}").text
    assert page.count('value="met"') == len(Criterion)
    assert " checked" not in page.split('class="checklist"')[1].split("</fieldset>")[0]
    answer = hanh.post(f"/questions/{question.id}/review", data=sent(question, "approve", **all_met()))
    assert answer.headers["Location"].endswith("/questions/review?place=")
    assert state(question) is VersionState.PUBLISHED
    assert kept() == [(one.value, True, "") for one in Criterion]
    assert "Đạt 7/7 tiêu chí" in as_user("chi").get(f"/questions/{question.id}").text


def test_what_is_missing_is_said_and_all_that_was_filled_in_is_still_there(
    cast: Cast, as_user: AsUser, now: datetime
) -> None:
    question, hanh = submitted(cast, now), as_user("hanh")
    typed = all_met() | {"criterion_source": "unmet", "remark_source": "Nguồn <cũ>"}
    answer = hanh.post(f"/questions/{question.id}/review", data=sent(question, "approve", **typed))
    assert answer.status_code == 422
    assert "Chưa ghi nhận kết luận" in answer.text
    assert 'value="Nguồn &lt;cũ&gt;"' in answer.text
    assert answer.text.count(" checked>") == len(Criterion)
    assert answer.text.count("data-open") == 1
    assert (state(question), kept()) == (VersionState.SUBMITTED, [])
    reason = {"comment": "Nguồn đang được cập nhật"}
    hanh.post(f"/questions/{question.id}/review", data=sent(question, "approve", **typed, **reason))
    assert state(question) is VersionState.PUBLISHED
    shown = as_user("chi").get(f"/questions/{question.id}").text
    for words in ("Đạt 6/7 tiêu chí", "Nguồn &lt;cũ&gt;", "Nguồn đang được cập nhật"):
        assert words in shown


def test_the_writer_reads_in_the_inbox_which_criterion_is_not_met(
    cast: Cast, as_user: AsUser, now: datetime
) -> None:
    question, hanh = submitted(cast, now), as_user("hanh")
    nothing = hanh.post(f"/questions/{question.id}/review", data=sent(question, "return"))
    assert (nothing.status_code, state(question)) == (422, VersionState.SUBMITTED)
    typed = {"criterion_hint": "unmet", "remark_hint": "Đáp án dài hơn hẳn"}
    hanh.post(f"/questions/{question.id}/review", data=sent(question, "return", **typed))
    assert state(question) is VersionState.RETURNED
    assert "Đáp án dài hơn hẳn" in as_user("chi").get("/questions/inbox").text


def test_all_can_be_marked_as_met_at_once_and_nothing_is_stored_yet(
    cast: Cast, as_user: AsUser, now: datetime
) -> None:
    question = submitted(cast, now)
    typed = sent(question, "fill", criterion_key="unmet", remark_key="Xem lại", comment="Gần được")
    answer = as_user("hanh").post(f"/questions/{question.id}/review", data=typed)
    assert answer.status_code == 200
    assert len(re.findall(r'value="met" checked', answer.text)) == len(Criterion)
    assert 'value="Xem lại"' in answer.text
    assert ">Gần được</textarea>" in answer.text
    assert (state(question), kept()) == (VersionState.SUBMITTED, [])


def test_what_was_found_stays_with_its_version(context: None, cast: Cast, now: datetime) -> None:
    question = stored(cast.chi, now)
    first = question.latest.id
    review.submit(cast.chi, [first], now)
    review.send_back(cast.hanh, [first], SOURCE_OLD, now)
    service.save(cast.chi, question, choice("Câu đã sửa?"), Placement(), 1, now)
    second = question.latest.id
    review.submit(cast.chi, [second], now)
    review.publish(cast.hanh, [second], ALL_MET, now)
    [returned], [approved] = (list(findings_of([one]).values()) for one in (first, second))
    assert [(one.criterion, one.met, one.remark) for one in returned] == [
        (Criterion.SOURCE, False, "Văn bản đã được thay thế")
    ]
    assert [one.criterion for one in approved] == list(Criterion)


def test_a_version_returned_twice_keeps_both_checklists(context: None, cast: Cast, now: datetime) -> None:
    question = stored(cast.chi, now)
    for _turn in range(2):
        review.submit(cast.chi, [question.latest.id], now)
        review.send_back(cast.hanh, [question.latest.id], SOURCE_OLD, now)
    assert [len(found) for found in findings_of([question.latest.id]).values()] == [1, 1]


def test_whoever_wrote_it_gets_no_checklist_and_leaves_no_finding(
    cast: Cast, as_user: AsUser, now: datetime
) -> None:
    question = stored(cast.hanh, now)
    review.submit(cast.chi, [question.latest.id], now)
    database.session.commit()
    hanh = as_user("hanh")
    page = hanh.get(f"/questions/{question.id}").text
    assert "Câu hỏi này do người khác thẩm định" in page
    assert "criterion-key" not in page
    hanh.post(f"/questions/{question.id}/review", data=sent(question, "approve", **all_met()))
    assert (state(question), kept()) == (VersionState.SUBMITTED, [])


def test_a_version_saved_meanwhile_is_not_judged_by_what_was_seen(
    cast: Cast, as_user: AsUser, now: datetime
) -> None:
    question = submitted(cast, now)
    seen = sent(question, "approve", **all_met())
    service.save(cast.chi, question, choice("Câu đã sửa?"), Placement(), 1, now)
    review.submit(cast.chi, [question.latest.id], now)
    database.session.commit()
    answer = as_user("hanh").post(f"/questions/{question.id}/review", data=seen, follow_redirects=True)
    assert "đã có bản mới hơn" in answer.text
    assert (state(question), kept()) == (VersionState.SUBMITTED, [])


@pytest.mark.parametrize(
    "typed", [{"decision": "burn"}, {"version": "0"}, {"version": "9" * 20}, {"version": "x"}]
)
def test_what_makes_no_sense_decides_nothing(
    cast: Cast, as_user: AsUser, now: datetime, typed: dict[str, str]
) -> None:
    question = submitted(cast, now)
    data = sent(question, "approve", **all_met()) | typed
    assert as_user("hanh").post(f"/questions/{question.id}/review", data=data).status_code == 422
    assert state(question) is VersionState.SUBMITTED


def test_many_are_approved_at_once_only_with_the_word_that_all_is_met(
    cast: Cast, as_user: AsUser, now: datetime
) -> None:
    first, second = submitted(cast, now, "Câu một?"), submitted(cast, now, "Câu hai?")
    hanh, chosen = as_user("hanh"), {"version": [first.latest.id], "pile": ""}
    refused = hanh.post("/questions/approvals", data=chosen | {"comment": ""})
    assert refused.status_code == 422
    assert f'value="{first.latest.id}" checked' in refused.text
    assert f'value="{second.latest.id}" checked' not in refused.text
    hanh.post("/questions/approvals", data=chosen | {"all_met": "1"})
    assert (state(first), state(second)) == (VersionState.PUBLISHED, VersionState.SUBMITTED)
    assert len(kept()) == len(Criterion)


def test_a_whole_topic_is_approved_at_once_by_the_same_word(
    cast: Cast, as_user: AsUser, now: datetime
) -> None:
    questions = [submitted(cast, now, f"Câu {number}?") for number in range(3)]
    hanh = as_user("hanh")
    assert hanh.post("/questions/approvals", data={"place": "", "pile": ""}).status_code == 422
    assert {state(one) for one in questions} == {VersionState.SUBMITTED}
    hanh.post("/questions/approvals", data={"place": "", "all_met": "1"})
    assert {state(one) for one in questions} == {VersionState.PUBLISHED}


def test_the_service_refuses_too(context: None, cast: Cast, now: datetime) -> None:
    question = stored(cast.chi, now)
    review.submit(cast.chi, [question.latest.id], now)
    assert review.publish(cast.hanh, [question.latest.id], SOURCE_OLD, now).kept[Reason.UNCHECKED] == 1
    assert review.send_back(cast.hanh, [question.latest.id], ALL_MET, now).kept[Reason.UNSAID] == 1
    assert question.latest.state is VersionState.SUBMITTED


def test_the_database_keeps_a_criterion_to_one_finding_of_a_review(
    context: None, cast: Cast, now: datetime
) -> None:
    question = stored(cast.chi, now)
    review.submit(cast.chi, [question.latest.id], now)
    review.publish(cast.hanh, [question.latest.id], ALL_MET, now)
    step = question.latest.steps[-1].id
    with pytest.raises(IntegrityError), database.session.begin_nested():
        database.session.add(ReviewFinding(step_id=step, criterion=Criterion.KEY, met=False))


def test_many_reviews_cost_the_same_statements(
    context: None, cast: Cast, now: datetime, count_queries: Any
) -> None:
    ids = [stored(cast.chi, now, choice(f"Câu {number}?")).latest.id for number in range(8)]
    review.submit(cast.chi, ids, now)
    costs = []
    for part in (ids[:1], ids[1:3], ids[3:]):
        with count_queries() as statements:
            review.publish(cast.hanh, part, ALL_MET, now)
        costs.append(len(statements))
    assert costs[1] == costs[2]
