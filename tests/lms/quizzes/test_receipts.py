"""Receipts from the save to the desk of the organiser: given, shown, checked, and held against a sealed outbox."""

import json
import re
from io import BytesIO

import pytest
from sqlalchemy import delete, update

from lms import database
from lms.audit.models import AuditEntry
from lms.quizzes import receipts
from lms.quizzes.models import Response, ResponseEdit
from tests.lms.quizzes.samples import essay, make_quiz

CODE = re.compile(r"[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}")


def state_of(page, as_user):
    return as_user("an").get(f"/attempts/{page.public_id}/state").get_json()


def shown_to_staff(page, as_user, typed, who="em"):
    url = f"/quizzes/{page.attempt.quiz_id}/people/{page.attempt.person_id}"
    return as_user(who).get(url, query_string={"receipt": typed}).text


def test_each_acknowledged_answer_has_its_receipt(page, option_ids):
    body = page.send(
        {"slot": 1, "value": option_ids[0][1]}, {"slot": 2, "seq": 2, "value": option_ids[1][0]}
    ).get_json()
    assert len(body["receipts"]) == len(body["acked"]) == 2
    assert all(CODE.fullmatch(code) for code in body["receipts"])
    assert len(set(body["receipts"])) == 2
    assert body["saved_at"] <= body["now"]


def test_sending_again_gives_the_same_receipt(page, option_ids):
    edit = {"slot": 1, "value": option_ids[0][1]}
    first = page.send(edit).get_json()["receipts"]
    page.send({"slot": 1, "seq": 2, "base": 1, "value": option_ids[0][2]})
    assert page.send(edit).get_json()["receipts"] == first


def test_nobody_gets_a_receipt_for_what_was_never_stored(page, option_ids):
    genuine = page.send({"slot": 1, "value": option_ids[0][1]}).get_json()["receipts"]
    reply = page.send({"slot": 1, "value": option_ids[0][2]})
    assert reply.status_code == 409
    assert reply.get_json()["acked"] == reply.get_json()["receipts"] == []
    assert page.answers() == {1: option_ids[0][1]}
    assert page.send({"slot": 1, "value": option_ids[0][1]}).get_json()["receipts"] == genuine


def test_another_device_is_given_the_same_receipts(page, as_user, option_ids):
    (code,) = page.send({"slot": 1, "value": option_ids[0][1]}).get_json()["receipts"]
    assert [answer["receipt"] for answer in state_of(page, as_user)["answers"]] == [code]


def test_an_answer_in_any_letters_has_the_same_receipt_on_its_way_in_and_out(open_page, cast, as_user):
    page = open_page(make_quiz(cast, [essay(1)]))
    typed = '  Đường lối – “đổi mới” \\u0041 😀 "x"\n\t</script>'
    (code,) = page.send({"slot": 1, "value": typed}).get_json()["receipts"]
    assert state_of(page, as_user)["answers"][0]["receipt"] == code


def test_the_result_lists_all_receipts_and_one_for_the_whole(page, as_user, option_ids):
    codes = page.send(
        *({"slot": slot, "seq": slot, "value": option_ids[slot - 1][0]} for slot in (1, 2, 3))
    ).get_json()["receipts"]
    learner = as_user("an")
    learner.post(f"/attempts/{page.public_id}/submission")
    shown = CODE.findall(learner.get(f"/attempts/{page.public_id}/result").text)
    assert shown[1:] == codes
    assert shown[0] not in codes


def test_without_an_answer_there_is_no_receipt(page, as_user):
    learner = as_user("an")
    learner.post(f"/attempts/{page.public_id}/submission")
    assert CODE.findall(learner.get(f"/attempts/{page.public_id}/result").text) == []


def test_staff_see_which_answer_a_code_names(page, as_user, option_ids):
    (first,) = page.send({"slot": 2, "value": option_ids[1][0]}).get_json()["receipts"]
    (second,) = page.send({"slot": 2, "seq": 2, "base": 1, "value": option_ids[1][1]}).get_json()["receipts"]
    replaced = shown_to_staff(page, as_user, first.lower().replace("-", " "))
    assert "Biên nhận này là thật" in replaced
    assert "Câu 2 của lần làm 1" in replaced
    assert "đã đổi câu trả lời" in replaced
    assert "đang được tính" in shown_to_staff(page, as_user, second)


def test_staff_see_how_the_whole_attempt_stood(app, page, as_user, option_ids):
    page.send({"slot": 1, "value": option_ids[0][0]})
    with app.app_context():
        whole = receipts.slip(database.session.connection(), page.attempt).code
    assert "không có câu nào được lưu thêm" in shown_to_staff(page, as_user, whole)
    page.send({"slot": 2, "seq": 2, "value": option_ids[1][0]})
    assert "còn có câu được lưu thêm" in shown_to_staff(page, as_user, whole)


@pytest.mark.parametrize("typed", ["K7QM-2XFD", "không phải", "<script>", "x" * 500])
def test_a_code_that_was_never_given_is_not_genuine(page, as_user, option_ids, typed):
    page.send({"slot": 1, "value": option_ids[0][0]})
    shown = shown_to_staff(page, as_user, typed)
    assert "Biên nhận này là thật" not in shown
    assert "không câu nào của học viên có mã" in shown
    assert "<script>&" not in shown


def test_the_receipt_of_another_attempt_is_not_genuine_here(page, open_page, cast, as_user, option_ids):
    other = open_page(make_quiz(cast, [essay(1)], title="Bài 2"))
    (code,) = other.send({"slot": 1, "value": "một"}).get_json()["receipts"]
    assert "Biên nhận này là thật" not in shown_to_staff(page, as_user, code)


def test_checking_a_receipt_takes_one_statement_for_each_attempt_however_long(
    page, as_user, option_ids, count_queries
):
    url = f"/quizzes/{page.attempt.quiz_id}/people/{page.attempt.person_id}"
    staff = as_user("em")
    staff.get(url)
    with count_queries() as without:
        staff.get(url)
    for seq in range(1, 30):
        page.send({"slot": 1 + seq % 3, "seq": seq, "base": seq, "value": option_ids[seq % 3][seq % 4]})
    with count_queries() as queries:
        staff.get(url, query_string={"receipt": "K7QM-2XFD"})
    assert len(queries) == len(without) + 1, queries


# ── The sealed outbox ──────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def bring(page, as_user):
    """Staff bring a file with these receipts; what they are then told, and what is recorded."""

    def bring_it(listed):
        content = {"token": page.token, "saves": [], "receipts": listed}
        sent = {"outbox": (BytesIO(json.dumps(content).encode()), "sen.json")}
        staff = as_user("em")
        url = f"/quizzes/{page.attempt.quiz_id}/outboxes"
        answer = staff.post(url, data=sent, content_type="multipart/form-data")
        assert answer.status_code == 302
        return staff.get(answer.location).text

    return bring_it


@pytest.fixture
def kept(page, as_user, option_ids):
    """Three answers, one of them changed, as the outbox of the page keeps them with their receipts."""
    page.send(*({"slot": slot, "seq": slot, "value": option_ids[slot - 1][0]} for slot in (1, 2, 3)))
    page.send({"slot": 2, "seq": 4, "base": 1, "value": option_ids[1][1]})
    return state_of(page, as_user)["answers"]


def recorded():
    entry = database.session.query(AuditEntry).filter_by(action="quiz.outbox-brought").one()
    return entry.new["receipts"], [tuple(one) for one in entry.new["differences"]]


def test_a_file_whose_receipts_agree_proves_that_nothing_is_missing(bring, kept):
    assert "Đã đối chiếu 3 biên nhận" in bring(kept)
    assert recorded() == (3, [])


def test_an_answer_that_the_server_lost_is_proven_by_its_receipt(bring, kept, page):
    mine = page.attempt.id, 2
    database.session.execute(
        delete(ResponseEdit).where(
            ResponseEdit.attempt_id == mine[0], ResponseEdit.slot == mine[1], ResponseEdit.version == 2
        )
    )
    database.session.execute(
        update(Response).where(Response.attempt_id == mine[0], Response.slot == mine[1]).values(version=1)
    )
    database.session.commit()
    told = bring(kept)
    assert "Câu 2: biên nhận" in told
    assert "chứng minh phần đã mất" in told
    assert "Đã đối chiếu 2 biên nhận" in told
    assert recorded() == (2, [(2, "lost", kept[1]["receipt"])])


def test_an_answer_that_was_altered_in_the_database_is_proven_too(bring, kept, page, option_ids):
    mine = ResponseEdit.attempt_id == page.attempt.id, ResponseEdit.slot == 1
    database.session.execute(update(ResponseEdit).where(*mine).values(value=option_ids[0][3]))
    database.session.commit()
    bring(kept)
    assert recorded() == (2, [(1, "lost", kept[0]["receipt"])])


def test_a_change_that_is_missing_in_between_is_named(bring, kept, page):
    earlier = ResponseEdit.attempt_id == page.attempt.id, ResponseEdit.slot == 2, ResponseEdit.version == 1
    database.session.execute(delete(ResponseEdit).where(*earlier))
    database.session.commit()
    assert "thiếu một lần sửa" in bring(kept)
    assert recorded() == (2, [(2, "gap", kept[1]["receipt"])])


def test_a_receipt_for_another_answer_than_the_one_given_is_not_ours(bring, kept, option_ids):
    forged = [kept[0] | {"value": option_ids[0][2]}, *kept[1:]]
    assert "không phải do máy chủ này cấp" in bring(forged)
    assert recorded() == (2, [(1, "forged", kept[0]["receipt"])])


@pytest.mark.parametrize(
    "listed",
    [
        None,
        "text",
        {},
        [None],
        [[]],
        ["x"],
        [{}],
        [{"slot": True, "version": 1, "tab": "t", "seq": 1, "value": "x", "receipt": "K7QM-2XFD"}],
        [{"slot": 1, "version": 2**60, "tab": "t", "seq": 1, "value": "x", "receipt": "K7QM-2XFD"}],
        [{"slot": 1, "version": 1, "tab": [], "seq": 1, "value": "x", "receipt": "K7QM-2XFD"}],
        [{"slot": 1, "version": 1, "tab": "t", "seq": 1, "value": {"a": []}, "receipt": ["K7QM-2XFD"]}],
        [{"slot": 1, "version": 1, "tab": "t", "seq": 1, "value": "x", "receipt": "<b>" * 1000}],
    ],
)
def test_whatever_a_file_claims_it_never_breaks_and_never_agrees(bring, listed):
    told = bring(listed)
    assert "<b><b>" not in told
    agreeing, differences = recorded()
    assert agreeing == 0
    assert all(verdict == "forged" for _slot, verdict, _code in differences)


def test_a_file_that_names_receipts_without_end_is_read_up_to_a_bound(bring, kept):
    told = bring(kept * 1000)
    assert "Đã đối chiếu 500 biên nhận" in told
