"""A file on its way into the bank: looked through, taken as a whole, never twice, and out again as a whole."""

import re
from datetime import datetime

import pytest

from lms import database
from lms.questions import importing, intake, queries, review, service
from lms.questions.checklist.criteria import ALL_MET
from lms.questions.importing import Wish
from lms.questions.models import (
    Decision,
    ImportItem,
    Question,
    QuestionImport,
    QuestionUse,
    QuestionVersion,
    VersionState,
)
from question_bank.question import Level
from question_bank.types import SingleChoice
from tests.lms.cast import Cast
from tests.lms.questions.samples import choice, stored

FILE = """Bài 1: Khái quát lịch sử Đảng
Câu 1: Đảng ta ra đời năm nào?
A. 1929
B. 1930
C. 1931
D. Cả A, B và C
Đáp án: B

Câu 2: Ai soạn Luận cương chính trị năm 1930?
A. Trần Phú
B. Lê Hồng Phong
C. Hà Huy Tập

Câu 3: Đảng ta ra đời năm nào?
A. 1930
B. 1929
C. 1931
D. Cả A, B và C
Đáp án: A
"""


@pytest.fixture
def cast(context: None, cast: Cast) -> Cast:
    """Whoever brings a file in stands within the application."""
    return cast


def read(cast: Cast, now: datetime, text: str = FILE) -> QuestionImport:
    return intake.begin(cast.chi, intake.understand(text.encode(), "câu hỏi.txt"), cast.programme.id, now)


def items(started: QuestionImport) -> list[ImportItem]:
    return (
        database.session.query(ImportItem).filter_by(import_id=started.id).order_by(ImportItem.number).all()
    )


def test_reading_a_file_puts_nothing_into_the_bank(cast: Cast, now: datetime) -> None:
    started = read(cast, now)
    assert database.session.query(Question).count() == 0
    assert [item.decision for item in items(started)] == [Decision.ACCEPT, Decision.OPEN, Decision.SKIP]
    assert "Đáp án: B" in items(started)[0].source_text


def test_a_heading_names_the_topic_and_a_twin_in_the_file_names_the_first(cast: Cast, now: datetime) -> None:
    first, _second, third = items(read(cast, now))
    assert first.topic_id == cast.programme.topics[0].id
    assert third.twin_number == 1


def test_a_heading_that_no_topic_is_called_is_named(cast: Cast, now: datetime) -> None:
    text = "// [id:1]\n$CATEGORY: Đạo đức\n\nMột cộng một? {=hai ~ba}\n"
    reading = intake.understand(text.encode(), "a.gift")
    started = intake.begin(cast.chi, reading, cast.programme.id, now)
    [said] = [one for one in started.problems if one["code"] == "bank.topics"]
    assert said["params"] == {"topics": "Đạo đức"}
    assert items(started)[0].topic_id is None


def test_a_picture_at_another_address_is_left_out_and_named() -> None:
    text = '[html]Đây là gì? <img src\\="https\\://nơi-khác.example/a.png" alt\\="cờ"> {\\=cờ ~sao}'.replace(
        "{\\=", "{="
    )
    [row] = intake.understand(text.encode(), "a.gift").rows
    assert "nơi-khác" not in row["content"]["text"]
    [said] = [one["params"] for one in row["problems"] if one["code"] == "bank.picture"]
    assert said == {"address": "https://nơi-khác.example/a.png"}
    assert row["decision"] is Decision.OPEN


def test_a_file_without_questions_leaves_nothing_behind(cast: Cast, now: datetime) -> None:
    with pytest.raises(intake.Unreadable) as refused:
        read(cast, now, "Kính gửi các đồng chí,")
    assert [problem.code for problem in refused.value.problems]
    assert database.session.query(QuestionImport).count() == 0


@pytest.mark.parametrize(
    "data",
    [b"", b"PK\x03\x04 broken", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old", b"%PDF-1.7 x", b"\x00\xff" * 500],
)
def test_a_damaged_file_is_refused_with_a_sentence(data: bytes) -> None:
    with pytest.raises(intake.Unreadable) as refused:
        intake.understand(data, "a.docx")
    assert all(problem.message for problem in refused.value.problems)
    assert refused.value.problems


def test_what_a_file_brings_along_cannot_run(cast: Cast, now: datetime) -> None:
    text = "Câu 1: <img src=x onerror=alert(1)><script>alert(1)</script>?\nA. <svg onload=alert(1)>x\nB. y\nĐáp án: A\n"
    (item,) = items(read(cast, now, text))
    stored = str(item.content)
    assert "alert" in stored  # shown as text
    assert not re.search(r"<(script|svg|[^>]*\bon\w+=)", stored)


def test_setting_the_key_makes_an_item_ready(cast: Cast, now: datetime) -> None:
    item = items(read(cast, now))[1]
    importing.decide(item, Wish(None, Level.RECOGNITION, None, key=["0"]))
    assert (item.usable, item.decision, item.problems) == (True, Decision.ACCEPT, [])
    asked = item.asked
    assert isinstance(asked, SingleChoice)
    assert [option.right for option in asked.options] == [True, False, False]


def test_an_item_without_a_key_cannot_be_accepted(cast: Cast, now: datetime) -> None:
    item = items(read(cast, now))[1]
    importing.decide(item, Wish(Decision.ACCEPT, None, None))
    assert item.decision is Decision.OPEN


def test_confirming_stores_what_was_accepted_and_only_once(cast: Cast, now: datetime) -> None:
    started = read(cast, now)
    done = importing.confirm(cast.chi, started, False, now)
    assert done is not None
    assert (done.stored, done.known) == (1, 0)
    question = database.session.query(Question).one()
    assert (question.topic_id, question.programme_id) == (cast.programme.topics[0].id, cast.programme.id)
    assert question.latest.state is VersionState.DRAFT
    assert importing.confirm(cast.chi, started, False, now) is None
    assert database.session.query(Question).count() == 1


def test_confirmed_questions_can_be_submitted_at_once(cast: Cast, now: datetime) -> None:
    importing.confirm(cast.chi, read(cast, now), True, now)
    version = database.session.query(QuestionVersion).one()
    assert version.state is VersionState.SUBMITTED
    assert review.publish(cast.hanh, [version.id], ALL_MET, now).done
    assert len(queries.pool(cast.programme.id, now.date())) == 1


def test_the_same_file_again_brings_nothing_new(cast: Cast, now: datetime) -> None:
    importing.confirm(cast.chi, read(cast, now), False, now)
    again = read(cast, now)
    first = items(again)[0]
    assert first.decision is Decision.SKIP
    assert first.duplicate_of_id == database.session.query(Question.id).scalar()
    done = importing.confirm(cast.chi, again, False, now)
    assert done is not None
    assert done.stored == 0


def test_two_people_who_looked_through_the_same_file_at_once_store_it_once(cast: Cast, now: datetime) -> None:
    one, other = read(cast, now), read(cast, now)
    importing.confirm(cast.chi, one, False, now)
    done = importing.confirm(cast.dung, other, False, now)
    assert done is not None
    assert (done.stored, done.known) == (0, 1)


def test_a_twin_that_was_shown_and_taken_all_the_same_is_stored(cast: Cast, now: datetime) -> None:
    importing.confirm(cast.chi, read(cast, now), False, now)
    again = read(cast, now)
    importing.decide(items(again)[0], Wish(Decision.ACCEPT, None, None))
    done = importing.confirm(cast.chi, again, False, now)
    assert done is not None
    assert done.stored == 1


def test_an_import_can_be_undone_as_a_whole(cast: Cast, now: datetime) -> None:
    before = stored(cast.chi, now, choice("Câu có từ trước?"))
    started = read(cast, now)
    importing.confirm(cast.chi, started, True, now)
    assert importing.undo(cast.chi, started, now) is True
    assert [question.id for question in database.session.query(Question)] == [before.id]
    assert importing.undo(cast.chi, started, now) is False


@pytest.mark.parametrize("what", ["used", "changed", "approved"])
def test_nothing_is_undone_once_a_question_was_used_changed_or_judged(
    cast: Cast, now: datetime, what: str
) -> None:
    started = read(cast, now)
    importing.confirm(cast.chi, started, True, now)
    question = database.session.query(Question).one()
    if what == "used":
        service.note_uses([question.latest.id], "quiz", 1, "Bài kiểm tra", now)
    elif what == "changed":
        service.save(cast.chi, question, choice("Câu khác?"), service.Placement(), 1, now)
    else:
        review.publish(cast.hanh, [question.latest.id], ALL_MET, now)
    assert importing.in_the_way(started) == 1
    assert importing.undo(cast.chi, started, now) is False
    assert database.session.query(Question).count() == 1


def test_level_and_topic_can_be_set_for_all_and_unusable_items_stay_out(cast: Cast, now: datetime) -> None:
    started = read(cast, now)
    importing.set_all(started, list(Decision), {"level": Level.APPLICATION})
    importing.set_all(started, [Decision.OPEN, Decision.SKIP], {"decision": Decision.ACCEPT})
    database.session.expire_all()
    assert {item.level for item in items(started)} == {Level.APPLICATION}
    assert importing.counts(started) == {Decision.OPEN: 1, Decision.ACCEPT: 2, Decision.SKIP: 0}


def test_using_a_version_twice_in_one_place_is_noted_once(cast: Cast, now: datetime) -> None:
    question = stored(cast.chi, now)
    for _time in range(2):
        service.note_uses([question.latest.id], "quiz", 7, "Bài kiểm tra", now)
    assert [use.title for use in database.session.query(QuestionUse)] == ["Bài kiểm tra"]
    service.forget_uses("quiz", 7)
    assert database.session.query(QuestionUse).count() == 0


def test_confirming_costs_a_bounded_number_of_statements(
    cast: Cast, now: datetime, count_queries: object
) -> None:
    text = "\n".join(f"Câu {n}: Câu hỏi số {n}?\nA. một {n}\nB. hai {n}\nĐáp án: A\n" for n in range(1, 61))
    started = read(cast, now, text)
    database.session.flush()
    with count_queries() as queries_sent:  # type: ignore[operator]
        done = importing.confirm(cast.chi, started, True, now)
    assert done is not None
    assert done.stored == 60
    assert len(queries_sent) < 25


def test_what_is_nearly_the_same_as_a_question_before_it_says_so():
    years = "A. 1976\nB. 1982\nC. 1986\nD. 1991\nĐáp án: {}\n\n"
    stem = "Câu {}: Đại hội đại biểu toàn quốc lần thứ {} của Đảng {} vào năm nào?\n"
    said = [(1, "VI", "họp", "C"), (2, "VII", "họp", "D"), (3, "VI", "ta họp", "C")]
    text = "".join(stem.format(number, which, how) + years.format(key) for number, which, how, key in said)
    found = intake.understand(text.encode(), "de.txt").rows
    named = [
        [problem["params"] for problem in row["problems"] if problem["code"] == "question.near"]
        for row in found
    ]
    assert named == [[], [], [{"number": 1}]]
    assert found[2]["decision"] is Decision.OPEN
