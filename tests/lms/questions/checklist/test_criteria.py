"""What a checklist allows."""

import pytest

from lms.questions.checklist.criteria import (
    ALL_MET,
    Checklist,
    Criterion,
    Finding,
    criteria_of,
    may_approve,
    may_return,
    open_points,
    unmet,
)
from lms.questions.checklist.sheet import read
from question_bank.question import TYPES

MET, NOT_MET = Finding(met=True), Finding(met=False, remark="Nguồn cũ")
CHOICE = "single_choice"


def without(criterion: Criterion) -> Checklist:
    return {one: finding for one, finding in ALL_MET.items() if one is not criterion}


@pytest.mark.parametrize("kind", TYPES)
def test_every_type_is_asked_for_its_key_its_source_and_that_no_opinion_is_asked(kind: str) -> None:
    assert {Criterion.KEY, Criterion.SOURCE, Criterion.TAUGHT, Criterion.LEVEL} <= set(criteria_of(kind))


@pytest.mark.parametrize(
    "kind, choices, hint",
    [
        ("single_choice", True, True),
        ("multiple_choice", True, True),
        ("matching", True, True),
        ("true_false", False, True),
        ("cloze", False, True),
        ("essay", False, False),
        ("numeric", False, False),
        ("short_text", False, False),
    ],
)
def test_wrong_choices_and_hints_are_asked_only_where_there_are_any(
    kind: str, choices: bool, hint: bool
) -> None:
    asked = criteria_of(kind)
    assert (Criterion.CHOICES in asked, Criterion.HINT in asked) == (choices, hint)


@pytest.mark.parametrize(
    "found, reason, approved, returned",
    [
        (ALL_MET, "", True, False),
        (ALL_MET, "Đề nghị đổi thứ tự", True, True),
        ({}, "", False, False),
        ({}, "Dùng tạm cho lớp này", True, True),
        (without(Criterion.LEVEL), "", False, False),
        ({**ALL_MET, Criterion.SOURCE: NOT_MET}, "", False, True),
        ({**ALL_MET, Criterion.SOURCE: NOT_MET}, "Nguồn đang được cập nhật", True, True),
        ({Criterion.SOURCE: NOT_MET}, "", False, True),
    ],
)
def test_approving_takes_every_criterion_or_a_reason_and_returning_something_to_change(
    found: Checklist, reason: str, approved: bool, returned: bool
) -> None:
    assert may_approve(CHOICE, found, reason) is approved
    assert may_return(CHOICE, found, reason) is returned


def test_what_was_not_looked_at_is_open_but_not_said_to_be_wrong() -> None:
    found = {Criterion.KEY: MET, Criterion.CLEAR: NOT_MET}
    assert Criterion.KEY not in open_points(CHOICE, found)
    assert Criterion.SOURCE in open_points(CHOICE, found)
    assert unmet(CHOICE, found) == [Criterion.CLEAR]


def test_what_a_type_does_not_have_is_neither_asked_nor_read() -> None:
    sheet = read("essay", {"criterion-choices": "unmet", "criterion-key": "met", "remark-hint": "dài"})
    assert (sheet.found, sheet.remarks) == ({Criterion.KEY: MET}, {})


def test_a_sheet_keeps_what_was_typed_before_its_verdict_and_reads_no_other_words() -> None:
    sent = {"criterion-key": "perhaps", "remark-key": " a \0 b ", "comment": "x" * 3000}
    sheet = read(CHOICE, sent)
    assert (sheet.found, sheet.remarks, len(sheet.comment)) == ({}, {Criterion.KEY: "a b"}, 2000)
    assert sheet.all_met().found[Criterion.KEY] == Finding(True, "a b")
