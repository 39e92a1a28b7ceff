"""Typed answers compared with accepted ones."""

import re

import pytest
from hypothesis import given, strategies as st

from question_bank.wildcards import matches, pieces


@pytest.mark.parametrize(
    "pattern,text,expected",
    [
        ("Hồng", "Hồng", True),
        ("Hồng*", "Hồng Hà", True),
        ("*Hồng", "sông Hồng", True),
        ("*H*g*", "sông Hồng", True),
        ("a*a", "a", False),
        ("a*b*a", "aba", True),
        ("ab*ba", "aba", False),
        ("*", "", True),
        ("2\\*3", "2*3", True),
        ("2\\*3", "2x3", False),
        ("\\**", "*abc", True),
    ],
)
def test_a_star_stands_for_any_text(pattern, text, expected):
    assert matches(text, pieces(pattern)) is expected


@given(st.text("ab*", max_size=8), st.text("ab", max_size=8))
def test_it_agrees_with_the_regular_expression(pattern, text):
    wanted = ".*".join(re.escape(part) for part in pattern.split("*"))
    assert matches(text, pieces(pattern)) is bool(re.fullmatch(wanted, text))


def test_fifty_thousand_stars_are_no_trouble():
    assert not matches("a" * 50_000, pieces("*a" * 25_000 + "b"))
