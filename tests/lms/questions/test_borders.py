"""Splitting and joining in the review grid: where the items then stand, and that nobody else can do it."""

from collections.abc import Callable
from datetime import datetime

import pytest
from sqlalchemy import select

from lms import database
from lms.questions import borders, importing, intake, kinds
from lms.questions.kinds import Kind
from lms.questions.models import Decision, ImportItem, Question, QuestionImport
from tests.lms.browser import TestClient
from tests.lms.cast import Cast
from tests.lms.questions.test_parting import RUN_TOGETHER

pytestmark = pytest.mark.usefixtures("context")
AsUser = Callable[[str], TestClient]
FILE = f"""{RUN_TOGETHER}

Câu 6: Nước ta giành độc lập năm nào?
A. 1945
B. 1954
Đáp án: A

Câu 7: Nêu ý nghĩa của sự kiện ấy.
"""


def begun(cast: Cast, now: datetime, text: str = FILE) -> QuestionImport:
    reading = intake.understand(text.encode(), "câu hỏi.txt")
    started = intake.begin(cast.chi, reading, cast.programme.id, now)
    database.session.commit()
    return started


def items(started: QuestionImport) -> list[ImportItem]:
    database.session.expire_all()
    statement = select(ImportItem).where(ImportItem.import_id == started.id).order_by(*borders.in_order())
    return list(database.session.scalars(statement))


def test_what_is_split_off_stands_behind_what_it_was_part_of(
    cast: Cast, as_user: AsUser, now: datetime
) -> None:
    started = begun(cast, now)
    address = f"/questions/imports/{started.id}/items/1/split"
    chi = as_user("chi")
    assert "Ai soạn Luận cương chính trị?" in chi.get(address).text
    answer = chi.post(address, data={"line": 4})
    assert answer.status_code == 302
    assert "Ai soạn" in chi.get(answer.headers["Location"]).text
    assert [(one.number, one.split_from) for one in items(started)] == [
        (1, None),
        (4, 1),
        (2, None),
        (3, None),
    ]
    assert items(started)[1].decision is Decision.OPEN  # nobody has said what is right


def test_a_line_that_does_not_exist_changes_nothing(cast: Cast, as_user: AsUser, now: datetime) -> None:
    started = begun(cast, now)
    for line in ("", "0", "7", "-1", "x", "9" * 30):
        answer = as_user("chi").post(f"/questions/imports/{started.id}/items/1/split", data={"line": line})
        assert answer.status_code == 422
        assert "Chưa có gì thay đổi" in answer.text
    assert len(items(started)) == 3


def test_what_was_split_can_be_joined_again(cast: Cast, as_user: AsUser, now: datetime) -> None:
    started = begun(cast, now)
    chi = as_user("chi")
    chi.post(f"/questions/imports/{started.id}/items/1/split", data={"line": 4})
    chi.post(f"/questions/imports/{started.id}/items/1/merge")
    assert [one.number for one in items(started)] == [1, 2, 3]
    assert items(started)[0].source_text == RUN_TOGETHER


def test_the_last_item_has_nothing_to_be_joined_with(cast: Cast, as_user: AsUser, now: datetime) -> None:
    started = begun(cast, now)
    answer = as_user("chi").post(f"/questions/imports/{started.id}/items/3/merge", follow_redirects=True)
    assert "Không gộp được" in answer.text
    assert len(items(started)) == 3


def test_after_the_confirmation_nothing_is_split_or_joined(
    cast: Cast, as_user: AsUser, now: datetime
) -> None:
    started = begun(cast, now)
    importing.confirm(cast.chi, started, submit=False, now=now)
    database.session.commit()
    chi = as_user("chi")
    for what in ("split", "merge"):
        answer = chi.post(f"/questions/imports/{started.id}/items/1/{what}", data={"line": 4})
        assert answer.status_code == 409
    assert len(items(started)) == 3


def test_a_twin_of_an_item_that_is_gone_is_looked_at_again(cast: Cast, now: datetime) -> None:
    twice = (
        "Câu 1: Mở đầu.\n\nCâu 2: Năm nào?\nA. 1\nB. 2\nĐáp án: A\n\nCâu 3: Năm nào?\nA. 1\nB. 2\nĐáp án: A\n"
    )
    started = begun(cast, now, twice)
    first, second, third = items(started)
    assert (third.twin_number, third.decision) == (second.number, Decision.SKIP)
    assert borders.merge(started, first)
    database.session.commit()
    _joined, left = items(started)
    assert (left.twin_number, left.decision) == (None, Decision.OPEN)


def test_a_twin_of_an_item_that_was_split_is_looked_at_again(cast: Cast, now: datetime) -> None:
    text = (
        f"{RUN_TOGETHER}\n\nCâu 6: Khác?\nA. 1\nB. 2\nĐáp án: A\n\n{RUN_TOGETHER.replace('Câu 5', 'Câu 7')}\n"
    )
    started = begun(cast, now, text)
    first, _second, third = items(started)
    assert (third.twin_number, third.decision) == (first.number, Decision.SKIP)
    borders.split(started, first, 4)
    database.session.commit()
    last = items(started)[-1]
    assert (last.twin_number, last.decision) == (None, Decision.OPEN)


def test_split_parts_enter_the_bank_with_all_others(cast: Cast, now: datetime) -> None:
    started = begun(cast, now)
    [first, *_others] = items(started)
    borders.split(started, first, 4)
    for item in items(started):
        importing.decide(item, importing.Wish(Decision.ACCEPT, None, None, ["0"]))
    done = importing.confirm(cast.chi, started, submit=False, now=now)
    assert done is not None
    assert done.stored == 4
    assert set(database.session.scalars(select(Question.import_number))) == {1, 2, 3, 4}


def test_what_is_to_be_looked_at_is_counted_by_kind_and_decided_by_kind(
    cast: Cast, as_user: AsUser, now: datetime
) -> None:
    started = begun(cast, now)
    assert kinds.counts(started) == {Kind.KEY: 1, Kind.ESSAY: 1}
    chi = as_user("chi")
    page = chi.get(f"/questions/imports/{started.id}?tab=look&kind=essay").text
    assert "Nêu ý nghĩa" in page
    assert "Ai soạn" not in page
    sent = {"tab": "look", "kind": "essay", "decision": "accept"}
    chi.post(f"/questions/imports/{started.id}/decisions/all", data=sent)
    assert [one.decision for one in items(started)] == [Decision.OPEN, Decision.ACCEPT, Decision.ACCEPT]


def test_what_was_set_on_the_page_is_kept_on_the_way_to_another(
    cast: Cast, as_user: AsUser, now: datetime
) -> None:
    started = begun(cast, now)
    sent = {"number": "3", "decision-3": "skip", "then": "borders-1"}
    answer = as_user("chi").post(f"/questions/imports/{started.id}/decisions", data=sent)
    assert answer.headers["Location"].endswith("/items/1/split")
    assert items(started)[2].decision is Decision.SKIP


def test_the_grid_opens_where_a_person_left_it(cast: Cast, as_user: AsUser, now: datetime) -> None:
    text = "".join(
        f"Câu {n}: Năm thứ {n} là năm nào?\nA. {n}\nB. {n + 1}\nĐáp án: A\n\n" for n in range(1, 61)
    )
    started = begun(cast, now, text)
    page = as_user("chi").get(f"/questions/imports/{started.id}?at=47").text
    assert 'id="i47"' in page
    assert 'id="i1"' not in page
