"""Phones, citizen numbers and codes, with the zeros that Excel ate."""

from datetime import date

import pytest
from hypothesis import given, strategies as st

from lms.accounts.names import normal_phone
from lms.classes.roster import numbers

GOOD = {
    "0912345678": "0912345678", "0912 345 678": "0912345678", "0912.345.678": "0912345678",
    "+84 912 345 678": "0912345678",
    "84912345678": "0912345678", "(0227)3731.008": "02273731008", "912345678": "0912345678",
    "2273731008": "02273731008",
    "01687654321": "0387654321", "1687654321": "0387654321", "0912345678; 0987654321": "0912345678",
    "0912345678/0987654321": "0912345678", "'0912345678": "0912345678",
}  # fmt: skip


@pytest.mark.parametrize("text, phone", GOOD.items())
def test_a_phone_is_read_as_it_is_written(text: str, phone: str):
    assert numbers.read_phone(text)[0] == phone


@pytest.mark.parametrize("text", ["912345678", "01687654321", "0912345678; 0987654321"])
def test_a_phone_that_was_repaired_is_said(text: str):
    problem = numbers.read_phone(text)[1]
    assert problem is not None
    assert problem.severity.value == "warning"


@pytest.mark.parametrize(
    "text", ["091234567", "09123456789", "abc", "1234567890123", "9.12E+08", "0", "-", "0112345678"]
)
def test_what_is_no_phone_is_refused(text: str):
    phone, problem = numbers.read_phone(text)
    assert phone is None
    assert problem is not None
    assert problem.severity.value == "error"


@given(st.from_regex(r"0[35789][0-9]{8}", fullmatch=True), st.sampled_from([" ", ".", "-", ""]))
def test_any_mobile_number_survives_separators_and_the_loss_of_its_zero(phone: str, sign: str):
    spaced = sign.join([phone[:4], phone[4:7], phone[7:]])
    assert numbers.read_phone(spaced)[0] == phone
    assert numbers.read_phone(phone[1:])[0] == phone
    assert numbers.read_phone("+84" + phone[1:])[0] == phone


@given(st.text(max_size=25))
def test_any_text_gives_a_normal_phone_or_a_problem(text: str):
    phone, problem = numbers.read_phone(text)
    assert (phone is None) == (problem is not None and problem.severity.value == "error")
    assert phone is None or normal_phone(phone) == phone


def test_a_citizen_number_gets_its_zeros_back_with_a_word():
    assert numbers.read_citizen_id("038081000123", date(1981, 5, 18), None, "male") == ("038081000123", None)
    number, problem = numbers.read_citizen_id("38081000123", None, None, None)
    assert number == "038081000123"
    assert problem is not None
    assert numbers.read_citizen_id("1081000123", None, None, None)[0] == "001081000123"
    assert numbers.read_citizen_id("171234567", None, None, None) == ("171234567", None)


def test_a_citizen_number_that_contradicts_birth_or_sex_is_only_remarked():
    for year, sex in ((1982, None), (1981, "female")):
        number, problem = numbers.read_citizen_id("038081000123", None, year, sex)
        assert number == "038081000123"
        assert problem is not None
        assert problem.severity.value == "warning"


@pytest.mark.parametrize("text", ["3.81E+10", "12345", "03808100012X", "0380810001234"])
def test_what_is_no_citizen_number_is_refused(text: str):
    number, problem = numbers.read_citizen_id(text, None, None, None)
    assert number is None
    assert problem is not None
    assert problem.severity.value == "error"


def test_codes_keep_their_zeros():
    assert numbers.read_code(" 00 123 ") == ("00123", None)
    assert numbers.read_code("hv0007") == ("HV0007", None)
    assert numbers.read_card_no("038 12345678-9") == ("038123456789", None)
