"""How numbers are read, whether a document is in force on a day, and that nothing replaces itself by way of others."""

from dataclasses import dataclass
from datetime import date

import pytest

from lms.documents.numbers import key_of, number_of, read
from lms.documents.rules import Validity, leads_to, validity

DAY = date(2026, 11, 23)
BEFORE, AFTER = date(2026, 11, 22), date(2026, 11, 24)


@pytest.mark.parametrize(
    "typed, number",
    [
        ("11 - CTr/ĐUK", "11-CTr/ĐUK"),
        ("17- CT/TU", "17-CT/TU"),
        ("05 - CT/TW", "05-CT/TW"),
        ("24 -KH/HU", "24-KH/HU"),
        ("409-CV/BTGTU", "409-CV/BTGTU"),
        ("Số 409-CV/BTGTU", "409-CV/BTGTU"),
        ("Số: 36/QĐ-UBND", "36/QĐ-UBND"),
        ("số 36 / QĐ - UBND", "36/QĐ-UBND"),
        ("11\u00a0–\u00a0CTr / ĐUK", "11-CTr/ĐUK"),
        ("NQ 03-NQ/TU", "03-NQ/TU"),
        ("Nghị quyết số 13-NQ/TU, ngày 21/10/2004", "13-NQ/TU"),
        ("11-CTr/Đ\u0323UK".replace("\u0323", ""), "11-CTr/ĐUK"),
        ("Luật 91/2025/QH15", "91/2025/QH15"),
        ("356/2025/NĐ-CP", "356/2025/NĐ-CP"),
        ("883-QĐ/BTGTW ngày 24/11/2021", "883-QĐ/BTGTW"),
        ("Số 11-CTr/ĐUK – Thanh Hóa", "11-CTr/ĐUK"),
        ("Ngày 18/5/2021, Kế hoạch 24-KH/HU", "24-KH/HU"),
        ("Số 15", "15"),
    ],
)
def test_a_number_is_read_out_of_however_it_is_written(typed: str, number: str) -> None:
    assert number_of(typed) == number


@pytest.mark.parametrize("blank", ["Số - KH/ĐUK", "", "Điều lệ Đảng", "số"])
def test_what_has_no_digit_has_no_number_yet(blank: str) -> None:
    assert number_of(blank) == ""


@pytest.mark.parametrize(
    "spelling", ["11 - CTr/ĐUK", "11–CTr/ĐUK", "11-ctr/duk", "011-CTR / ĐUK", "11/CTr-ĐUK", "11 -CTr/đuk"]
)
def test_all_spellings_have_one_key(spelling: str) -> None:
    assert key_of(number_of(spelling)) == key_of("11-CTr/ĐUK")


@pytest.mark.parametrize("other", ["12-CTr/ĐUK", "111-CTr/ĐUK", "11-CT/ĐUK", "11-CTr/ĐU", "11a-CTr/ĐUK"])
def test_other_numbers_have_other_keys(other: str) -> None:
    assert key_of(other) != key_of("11-CTr/ĐUK")


@pytest.mark.parametrize(
    "typed, day, year",
    [
        ("17-CT/TU ngày 22 tháng 02 năm 2022", date(2022, 2, 22), 2022),
        ("409-CV/BTGTU, ngày 13 tháng 02 năm 2012", date(2012, 2, 13), 2012),
        ("11-CTr/ĐUK 28/02/2020", date(2020, 2, 28), 2020),
        ("24-KH/HU (18/5/2021)", date(2021, 5, 18), 2021),
        ("24-KH/HU ngày 18/05/2021 của Huyện ủy", date(2021, 5, 18), 2021),
        ("54-QĐ/TW, 1999", None, 1999),
        ("91/2025/QH15", None, None),
        ("54-QĐ/TW ngày 31/02/1999", None, None),
    ],
)
def test_the_day_or_the_year_behind_a_number_is_read(typed: str, day: date | None, year: int | None) -> None:
    cited = read(typed)
    assert (cited.day, cited.year) == (day, year)


def test_the_issuer_is_read_and_what_has_no_number_is_read_by_its_name() -> None:
    assert read("05-NQ/TU ngày 12/03/2021 của Tỉnh ủy Lam Giang").issuer == "tinh uy lam giang"
    named = read("Điều lệ  Đảng ngày 19/01/2011 của Đại hội XI")
    assert (named.number, named.key, named.day) == ("", "dieu le dang", date(2011, 1, 19))


@dataclass
class Days:
    valid_from: date = BEFORE
    valid_until: date | None = None
    replaced_on: date | None = None


@pytest.mark.parametrize(
    "days, expected",
    [
        (Days(), Validity.IN_FORCE),
        (Days(valid_from=DAY), Validity.IN_FORCE),
        (Days(valid_from=AFTER), Validity.AHEAD),
        (Days(valid_until=DAY), Validity.IN_FORCE),
        (Days(valid_until=BEFORE), Validity.EXPIRED),
        (Days(replaced_on=AFTER), Validity.IN_FORCE),
        (Days(replaced_on=DAY), Validity.REPLACED),
        (Days(valid_until=BEFORE, replaced_on=BEFORE), Validity.REPLACED),
        (Days(valid_from=AFTER, replaced_on=BEFORE), Validity.REPLACED),
    ],
)
def test_how_a_document_stands_on_a_day(days: Days, expected: Validity) -> None:
    assert validity(days, DAY) is expected


def test_a_chain_leads_to_its_end_and_a_circle_does_not_run_for_ever() -> None:
    chain = {1: 2, 2: 3}
    assert leads_to(1, 3, chain)
    assert leads_to(3, 3, chain)
    assert not leads_to(3, 1, chain)
    assert not leads_to(1, 9, {1: 2, 2: 1})
