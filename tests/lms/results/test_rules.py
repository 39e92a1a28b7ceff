"""Conditions, final mark and classification, case by case."""

from dataclasses import replace
from decimal import Decimal

import pytest

from lms.results.rules import Attended, Part, Regulation, Why, Work, attendance, band, mean, result

BANDS = (("Xuất sắc", Decimal(9)), ("Giỏi", Decimal(8)), ("Khá", Decimal(7)), ("Trung bình", Decimal(5)))
REGULATION = Regulation(bands=BANDS)
FULL = Attended(attended=45, needed=40, planned=50, impossible=False, over=True)
QUIZ = Work("Bài 1", Decimal("8.5"), Decimal(10), passed=True, handed_in=True)
ESSAY = Work("Thu hoạch", Decimal(8), Decimal(10), passed=True, handed_in=True)


def test_everything_met_gives_the_mean_and_its_band() -> None:
    found = result(REGULATION, FULL, [QUIZ], [ESSAY])
    assert (found.met, found.final, found.band) == (True, Decimal("8.25"), "Giỏi")


@pytest.mark.parametrize(
    "attended, why",
    [
        (Attended(40, 40, 50, impossible=False, over=True), Why.MET),
        (Attended(39, 40, 50, impossible=True, over=True), Why.TOO_FEW),
        (Attended(20, 40, 50, impossible=False, over=False), Why.ENOUGH_STILL_POSSIBLE),
        (Attended(20, 40, 50, impossible=True, over=False), Why.IMPOSSIBLE),
    ],
)
def test_attendance(attended: Attended, why: Why) -> None:
    assert attendance(attended).why is why


@pytest.mark.parametrize(
    "changed, why",
    [
        ({"mark": None, "handed_in": False}, Why.NOT_HANDED_IN),
        ({"mark": None}, Why.WAITING_FOR_MARK),
        ({"mark": Decimal("4.75"), "passed": False}, Why.MARK_TOO_LOW),
        ({"exempt": True, "mark": None}, Why.EXEMPT),
    ],
)
def test_a_reflection_says_what_is_missing(changed: dict[str, object], why: Why) -> None:
    found = result(REGULATION, FULL, [QUIZ], [replace(ESSAY, **changed)])  # type: ignore[arg-type]
    assert [condition.why for condition in found.conditions if condition.part is Part.REFLECTION] == [why]


def test_a_failed_condition_gives_no_classification_however_good_the_marks() -> None:
    absent = replace(FULL, attended=10, impossible=True)
    assert result(REGULATION, absent, [QUIZ], [ESSAY]).band is None


def test_there_is_no_final_mark_before_every_part_has_one() -> None:
    assert result(REGULATION, FULL, [QUIZ], [replace(ESSAY, mark=None)]).final is None
    assert result(REGULATION, FULL, [replace(QUIZ, mark=None)], [ESSAY]).final is None


def test_a_part_that_is_not_required_counts_for_nothing() -> None:
    lenient = replace(REGULATION, quiz_required=False)
    found = result(lenient, FULL, [replace(QUIZ, mark=Decimal(1), passed=False)], [ESSAY])
    assert (found.met, found.final) == (True, Decimal("8.00"))


def test_who_is_exempt_from_the_reflection_is_classified_by_the_tests() -> None:
    found = result(REGULATION, FULL, [QUIZ], [replace(ESSAY, exempt=True, mark=None)])
    assert (found.met, found.final) == (True, Decimal("8.50"))


def test_marks_on_other_scales_are_brought_to_ten() -> None:
    assert mean([replace(QUIZ, mark=Decimal(15), out_of=Decimal(20))]) == Decimal("7.50")


def test_halves_are_rounded_up() -> None:
    works = [replace(QUIZ, mark=Decimal(mark)) for mark in ("7.01", "7.00")]
    assert mean(works) == Decimal("7.01")


@pytest.mark.parametrize(
    "mark, label", [("9", "Xuất sắc"), ("8.99", "Giỏi"), ("5", "Trung bình"), ("4.99", None)]
)
def test_a_band_begins_at_its_lower_end(mark: str, label: str | None) -> None:
    assert band(REGULATION, Decimal(mark)) == label
