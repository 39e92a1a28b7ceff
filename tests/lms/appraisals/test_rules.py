"""What may be decided on which sheets, and what marks come to."""

from decimal import Decimal

import pytest

from lms.appraisals.criteria.rules import SHIPPED, Criterion
from lms.appraisals.rules import No, Sheets, why_not_appraise, why_not_conclude
from lms.appraisals.sheets import Conclusion, Judged, average, stored, unexplained

PASS, CORRECT, FAIL = Conclusion


@pytest.mark.parametrize(
    "here, people, passes, said, no",
    [
        ([PASS], 1, True, "", No.FEW),
        ([PASS], 1, False, "vì", No.FEW),
        ([PASS, PASS], 2, True, "", None),
        ([PASS, CORRECT], 2, True, "vì", No.CORRECTIONS),
        ([PASS, FAIL], 2, True, "vì", No.FAILED),
        ([PASS, CORRECT], 2, False, "", No.UNSAID),
        ([PASS, CORRECT], 2, False, "sửa trang 2", None),
        ([FAIL, FAIL], 2, False, "làm lại", None),
        ([], 2, True, "", None),  # the corrected version rests on the sheets about the one before
        ([CORRECT], 2, True, "", No.CORRECTIONS),
    ],
)
def test_a_conclusion_rests_on_two_sheets_and_passes_none_over(
    here: list[Conclusion], people: int, passes: bool, said: str, no: No | None
):
    assert why_not_conclude(passes, Sheets(here, people), said) is no


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
