"""However a citation is spelled, it names its document; however a day is written, it is that day."""

from datetime import date
from random import Random

import pytest

from lms.documents import dates
from lms.documents.numbers import key_of, read
from question_bank.markup import folded
from tests.lms.documents.spellings import FIRST, in_words, spelled
from tests.scale import scaled

SPELLINGS = scaled(10_000, 400)


def test_generated_spellings_are_all_read_right() -> None:
    chance, wrong = Random(2026), []
    for _ in range(SPELLINGS):
        one = spelled(chance)
        named = read(one.typed)
        meant = (key_of(one.number), one.day, folded(one.issuer))
        if (named.key, named.day, named.issuer) != meant:
            wrong.append((one.typed, named, meant))
    assert wrong == []


@pytest.mark.parametrize(
    "cited, key, day",
    [
        ("Số 11 - CTr/ĐUK", "11-CTr/ĐUK", None),
        ("Chỉ thị 17- CT/TU, ngày 22 tháng 02 năm 2022", "17-CT/TU", date(2022, 2, 22)),
        ("Chỉ thị số 05 - CT/TW", "05-CT/TW", None),
        ("Số 24 -KH/HU", "24-KH/HU", None),
        ("Công văn số 409-CV/BTGTU, ngày 13 tháng 02 năm 2012", "409-CV/BTGTU", date(2012, 2, 13)),
        ("Thực hiện Hướng dẫn số 40-HD/BTGTU, ngày 26/10/2022", "40-HD/BTGTU", date(2022, 10, 26)),
        ("NQ 03-NQ/TU 25/7/2006", "03-NQ/TU", date(2006, 7, 25)),
        ("NQ 06-NQ/TU 25/02/2002", "06-NQ/TU", date(2002, 2, 25)),
        ("KL 04-KL/TU 01/4/2002", "04-KL/TU", date(2002, 4, 1)),
        ("NQ 13-NQ/TU 21/10/2004", "13-NQ/TU", date(2004, 10, 21)),
        ("Quy định số 101-QĐ/TW, ngày 07/6/2010", "101-QĐ/TW", date(2010, 6, 7)),
        ("kèm theo Công văn số 409 – CV/BTGTU", "409-CV/BTGTU", None),
    ],
)
def test_the_citations_of_the_founding_documents_are_read(cited: str, key: str, day: date | None) -> None:
    named = read(cited)
    assert (named.key, named.day) == (key_of(key), day)


def test_a_number_that_is_still_blank_is_none() -> None:
    assert read("Số - KH/ĐUK").number == ""


@pytest.mark.parametrize(
    "written, day",
    [
        ("28/02/2020", date(2020, 2, 28)),
        ("18/5/2021", date(2021, 5, 18)),
        ("18/05/2021", date(2021, 5, 18)),
        ("ngày hai mươi hai tháng hai năm hai nghìn không trăm hai mươi hai", date(2022, 2, 22)),
        ("ngày mười ba tháng hai năm hai nghìn không trăm mười hai", date(2012, 2, 13)),
        ("Ngày mồng ba tháng hai năm một nghìn chín trăm ba mươi", date(1930, 2, 3)),
        ("ngày năm tháng năm năm hai nghìn không trăm linh năm", date(2005, 5, 5)),
        ("ngày năm tháng mười năm hai nghìn lẻ năm", date(2005, 10, 5)),
        ("ngày ba mươi tháng tư năm một chín bảy lăm", date(1975, 4, 30)),
        ("ngày hai mươi mốt tháng giêng năm hai ngàn hai mươi tư", date(2024, 1, 21)),
        ("ngay mung hai thang chin nam mot nghin chin tram bon muoi lam", date(1945, 9, 2)),
        ("ngày 22 tháng hai năm 2022", date(2022, 2, 22)),
        ("ngày 19-5-1890", date(1890, 5, 19)),
        ("ngày ba mươi mốt tháng hai năm hai nghìn", None),
        ("31/02/2020", None),
    ],
)
def test_a_day_is_read_in_digits_and_in_words(written: str, day: date | None) -> None:
    found = dates.find(f"Hà Nội, {written}.")
    assert found is not None
    assert (found.day, found.start) == (day, 8)


@pytest.mark.parametrize(
    "text", ["", "năm năm", "tháng hai năm nay", "Điều 5", "ngày mai", "91/2025/QH15", "quý I/2022"]
)
def test_what_is_no_day_is_none(text: str) -> None:
    assert dates.find(text) is None


def test_every_day_of_a_year_is_read_from_its_words() -> None:
    chance = Random(7)
    days = [date.fromordinal(FIRST.toordinal() + 75 * 365 + number) for number in range(366)]
    assert [found.day if (found := dates.find(in_words(day, chance))) else None for day in days] == days
