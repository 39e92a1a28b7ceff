"""What may be decided on which sheets, and what marks come to."""

from decimal import Decimal

import pytest

from lms.lessons.appraisal.criteria import (
    Conclusion,
    Decision,
    Judged,
    average,
    stored,
    unexplained,
)
from lms.lessons.appraisal.rules import No, Sheets, why_not_appraise, why_not_decide
from lms.lessons.criteria.rules import SHIPPED, Criterion

PASS, CORRECT, FAIL = Conclusion


@pytest.mark.parametrize(
    "here, people, decision, said, no",
    [
        ([PASS], 1, Decision.APPROVE, "", No.FEW),
        ([PASS], 1, Decision.RETURN, "vì", No.FEW),
        ([PASS, PASS], 2, Decision.APPROVE, "", None),
        ([PASS, CORRECT], 2, Decision.APPROVE, "vì", No.CORRECTIONS),
        ([PASS, FAIL], 2, Decision.APPROVE, "vì", No.FAILED),
        ([PASS, CORRECT], 2, Decision.AFTER_CORRECTION, "", No.UNSAID),
        ([PASS, CORRECT], 2, Decision.AFTER_CORRECTION, "sửa trang 2", None),
        ([FAIL, FAIL], 2, Decision.RETURN, "làm lại", None),
        ([], 2, Decision.APPROVE, "", None),  # the corrected version rests on the sheets about the one before
        ([CORRECT], 2, Decision.APPROVE, "", No.CORRECTIONS),
    ],
)
def test_a_decision_rests_on_two_sheets_and_passes_none_over(
    here: list[Conclusion], people: int, decision: Decision, said: str, no: No | None
):
    assert why_not_decide(decision, Sheets(here, people), said) is no


def test_nobody_appraises_what_they_wrote_a_part_of():
    assert why_not_appraise(1, {1, 2}, True, True) is No.OWN
    assert why_not_appraise(3, {1, 2}, True, False) is No.COUNCIL
    assert why_not_appraise(3, {1, 2}, False, True) is No.STATE
    assert why_not_appraise(3, {1, 2}, True, True) is None


def test_marks_are_weighted():
    judged = {one: Judged(Decimal(8)) for one in Criterion}
    judged[Criterion.CONTENT] = Judged(Decimal(5))
    assert average(stored(judged, SHIPPED)) == Decimal("6.80")
    assert average([]) == 0


def test_a_low_mark_says_why():
    judged = {Criterion.AIMS: Judged(Decimal("4.75")), Criterion.FORM: Judged(Decimal(4), "chữ nhỏ")}
    assert unexplained(judged) == [Criterion.AIMS]
