"""Numbers as people type them."""

from decimal import Decimal

import pytest
from hypothesis import given, strategies as st

from question_bank.numbers import read_number, write_number


@pytest.mark.parametrize(
    "text,expected",
    [
        ("12", "12"),
        ("12,5", "12.5"),
        ("12.5", "12.5"),
        ("1.234", "1234"),
        ("1.234,5", "1234.5"),
        ("1 234 567", "1234567"),
        ("0.125", "0.125"),
        ("0,125", "0.125"),
        (",5", "0.5"),
        ("- 3", "-3"),
        ("1945.", "1945"),
    ],
)
def test_a_number_means_what_people_here_mean(text, expected):
    assert read_number(text) == Decimal(expected)


@pytest.mark.parametrize("text", ["", "a", "1,2,3", "1..2", "1e3", "nan", "١", "1" * 31, "+", "1.23.456"])
def test_all_else_is_no_number(text):
    assert read_number(text) is None


@given(st.decimals(-(10**9), 10**9, places=4))
def test_what_is_written_reads_back(number):
    assert read_number(write_number(number)) == number
