"""The codes of receipts: the same facts give the same code, any other fact another, and people can type them."""

import re
from dataclasses import replace

import pytest

from lms.outbox import receipts
from lms.outbox.receipts import ALPHABET, Kept
from lms.outbox.rules import Decision, Edit, Outcome

KEPT = Kept(slot=3, version=2, tab="tab-a", seq=7, value={"g1": "sông Hồng", "g2": ["a", "b"]})
SHAPE = re.compile(rf"[{ALPHABET}]{{4}}-[{ALPHABET}]{{4}}")


@pytest.fixture(autouse=True)
def _in_the_application(app):
    with app.app_context():
        yield


def code(kept=KEPT, owner="attempt", purpose="quizzes"):
    return receipts.code(purpose, owner, kept)


def test_a_code_is_short_and_without_letters_that_look_alike():
    assert SHAPE.fullmatch(code())
    assert not set(ALPHABET) & set("ILOU")
    assert len(ALPHABET) == 32


def test_the_same_facts_give_the_same_code_in_whatever_order_a_database_keeps_them():
    turned = replace(KEPT, value={"g2": ["a", "b"], "g1": "sông Hồng"})
    assert code() == code(turned)


@pytest.mark.parametrize(
    "other",
    [
        {"slot": 4},
        {"version": 3},
        {"tab": "tab-b"},
        {"seq": 8},
        {"value": None},
        {"value": {"g1": "sông Hồng", "g2": ["b", "a"]}},
        {"value": {"g1": "sông hồng", "g2": ["a", "b"]}},
    ],
)
def test_any_other_fact_gives_another_code(other):
    assert code(replace(KEPT, **other)) != code()


def test_another_attempt_another_purpose_and_another_secret_give_another_code(app, monkeypatch):
    mine = code()
    assert code(owner="other") != mine
    assert code(purpose="reflections") != mine
    monkeypatch.setitem(app.config, "SECRET_KEY", "x" * 40)
    assert code() != mine


def test_facts_cannot_slip_from_one_field_into_the_next():
    assert code(replace(KEPT, slot=1, version=12)) != code(replace(KEPT, slot=11, version=2))


@pytest.mark.parametrize(
    "typed", ["k7q1-0xfd", "K7QL 0XFD", "k7qi0xfd", "K7QI-OXFD", "  K7Q1-oXFD\n", "K 7 Q 1 0 X F D"]
)
def test_a_code_is_read_as_people_write_it(typed):
    assert receipts.read(typed) == "K7Q1-0XFD"


@pytest.mark.parametrize(
    "typed", ["", "K7Q1-0XF", "K7Q1-0XFDA", "K7Q1-0XFU", "Đ7Q1-0XFD", "K" * 10_000, "%%%%%%%%"]
)
def test_what_is_no_code_is_none(typed):
    assert receipts.read(typed) is None


def test_the_code_of_all_changes_with_each_of_them_and_not_with_their_order():
    codes = [(1, "AAAA-AAAA"), (2, "BBBB-BBBB")]
    whole = receipts.code_of_all("quizzes", "attempt", codes)
    assert receipts.code_of_all("quizzes", "attempt", reversed(codes)) == whole
    assert receipts.code_of_all("quizzes", "attempt", [(1, "AAAA-AAAA")]) != whole
    assert receipts.code_of_all("quizzes", "attempt", [(2, "AAAA-AAAA"), (1, "BBBB-BBBB")]) != whole


def test_only_what_became_an_answer_has_a_code():
    made = [
        Decision(Edit(1, 1, 0, "A"), Outcome.STORED, 1, None),
        Decision(Edit(2, 2, 0, "B"), Outcome.CONFLICT, 4, None),
        Decision(Edit(3, 3, 0, "C"), Outcome.STALE, 4, None),
        Decision(Edit(4, 4, 0, "D"), Outcome.COUNTED_LATE, 1, None),
    ]
    stored, stale, late = receipts.codes_of("quizzes", "attempt", "tab-a", made)
    assert stored == code(Kept(1, 1, "tab-a", 1, "A"))
    assert stale == ""
    assert late == code(Kept(4, 1, "tab-a", 4, "D"))
