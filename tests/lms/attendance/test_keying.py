"""Lines keyed in from a signed sheet."""

import pytest
from hypothesis import given, strategies as st

from lms.attendance.paper.keying import Trouble, read
from lms.attendance.windows import Mark

X, M, P, K, NONE = Mark.PRESENT, Mark.LATE, Mark.EXCUSED, Mark.ABSENT, Mark.NONE


@pytest.mark.parametrize(
    "text, marks",
    [
        ("12 x", {12: X}),
        ("12x\n13P\n14 k\n15M", {12: X, 13: P, 14: K, 15: M}),
        ("4-7 x", {4: X, 5: X, 6: X, 7: X}),
        ("4 – 5 k", {4: K, 5: K}),
        ("3 5, 8; 9 P", {3: P, 5: P, 8: P, 9: P}),
        ("1-3 9 x", {1: X, 2: X, 3: X, 9: X}),
        ("12 0", {12: NONE}),
        ("10 x", {10: X}),
        ("\n  7  x  \n\n", {7: X}),
        ("007 x", {7: X}),
        ("12 x\n12 x", {12: X}),
    ],
)
def test_numbers_and_a_sign(text, marks) -> None:
    keyed = read(text, 20)
    assert (dict(keyed.marks), keyed.problems) == (marks, ())


@pytest.mark.parametrize(
    "text, why",
    [
        ("x 12", Trouble.NOT_READ),
        ("12", Trouble.NOT_READ),
        ("10", Trouble.NOT_READ),
        ("An x", Trouble.NOT_READ),
        ("12 xx", Trouble.NOT_READ),
        ("21 x", Trouble.NO_SUCH_LINE),
        ("0 x", Trouble.NO_SUCH_LINE),
        ("999 x", Trouble.NO_SUCH_LINE),
        ("998-999 x", Trouble.NO_SUCH_LINE),
        ("9-4 x", Trouble.BACKWARDS),
        ("12 x\n12 k", Trouble.TWICE),
    ],
)
def test_what_says_nothing_is_named_with_its_line(text, why) -> None:
    keyed = read(text, 20)
    assert [problem.why for problem in keyed.problems] == [why]
    assert keyed.problems[0].line == len(text.split("\n"))


def test_a_range_beyond_the_sheet_is_told_once_and_the_rest_counts() -> None:
    keyed = read("19-9999 x", 20)
    assert dict(keyed.marks) == {19: X, 20: X}
    assert [(problem.why, problem.number) for problem in keyed.problems] == [(Trouble.NO_SUCH_LINE, 21)]


@given(st.integers(0, 9999), st.integers(0, 300))
def test_no_number_is_passed_over_in_silence(number, count) -> None:
    keyed = read(f"{number} x", count)
    assert bool(keyed.marks) != bool(keyed.problems)


@given(st.text(alphabet="0123456789xmpkXK -–,;\n", max_size=80), st.integers(0, 300))
def test_whatever_is_keyed_only_lines_of_the_sheet_are_marked(text, count) -> None:
    assert all(1 <= number <= count for number in read(text, count).marks)
