"""Births in every form that lists hold."""

from datetime import date, timedelta

import pytest
from hypothesis import given, strategies as st

from lms.classes.roster.dates import EXCEL_BEGINS, read_birth
from lms.classes.roster.problems import Severity

TODAY = date(2026, 11, 24)
DAY = date(1981, 5, 18)
born = st.dates(date(1930, 1, 1), date(2010, 12, 31))


@pytest.mark.parametrize(
    "text",
    [
        "18/05/1981", "18/5/1981", "18-05-1981", "18.5.1981", "18 / 5 / 1981", "1981-05-18", "1981-05-18 00:00",
        "ngày 18 tháng 05 năm 1981", "Ngày 18 tháng 5 năm 1981", "'18/05/1981", "18/05/1981 00:00:00", "18 5 1981",
    ],
)  # fmt: skip
def test_a_day_is_read_without_a_word(text: str):
    birth = read_birth(text, TODAY)
    assert (birth.day, birth.problem) == (DAY, None)


@pytest.mark.parametrize("text", ["18/5/81", "18051981", "5/18/1981", "29724"])
def test_what_had_to_be_guessed_is_said(text: str):
    birth = read_birth(text, TODAY)
    assert birth.day == DAY
    assert birth.problem is not None
    assert birth.problem.severity is Severity.WARNING


def test_a_lost_zero_of_a_day_without_separators_is_put_back():
    assert read_birth("8051981", TODAY).day == date(1981, 5, 8)


@pytest.mark.parametrize(
    "text",
    [
        "31/02/1981",
        "30/02/2000",
        "29/02/1981",
        "00/05/1981",
        "18/13/1981",
        "31/04/1990",
        "99/99/9999",
        "41131981",
    ],
)
def test_a_day_that_does_not_exist_is_refused(text: str):
    birth = read_birth(text, TODAY)
    assert birth.day is None
    assert birth.problem is not None
    assert birth.problem.severity is Severity.ERROR


@pytest.mark.parametrize(
    "text", ["18/05/2027", "01/01/1850", "2027", "1800", "abc", "1/2", "không rõ", "18/05", "9" * 40]
)
def test_what_cannot_be_a_birth_is_refused(text: str):
    birth = read_birth(text, TODAY)
    assert birth.day is None
    assert birth.year is None
    assert birth.problem is not None


def test_a_year_alone_is_a_year():
    assert read_birth("1975", TODAY).year == 1975
    assert read_birth("05/1975", TODAY).year == 1975


@pytest.mark.parametrize(
    "text, year", [("01/01/59", 1959), ("01/01/05", 2005), ("01/01/12", 2012), ("01/01/13", 1913)]
)
def test_two_digits_mean_the_century_in_which_one_is_old_enough(text: str, year: int):
    birth = read_birth(text, TODAY)
    assert birth.day is not None
    assert birth.day.year == year


@given(born)
def test_every_way_to_write_a_day_gives_that_day(day: date):
    written = [
        f"{day.day}/{day.month}/{day.year}", f"{day:%d/%m/%Y}", f"{day:%d-%m-%Y}", f"{day:%d.%m.%Y}", day.isoformat(),
        f"ngày {day.day} tháng {day.month} năm {day.year}", str((day - EXCEL_BEGINS).days),
    ]  # fmt: skip
    assert {read_birth(text, TODAY).day for text in written} == {day}


@given(st.text(max_size=30))
def test_any_text_gives_a_day_a_year_or_a_problem(text: str):
    birth = read_birth(text, TODAY)
    assert birth.day or birth.year or birth.problem
    assert birth.day is None or birth.day <= TODAY


@given(st.integers(1, 99_999))
def test_no_number_gives_a_birth_in_the_future(number: int):
    birth = read_birth(str(number), TODAY)
    assert birth.day is None or birth.day <= TODAY < birth.day + timedelta(days=50_000)
