"""A row of cells as a person: values, and for every cell that could not be read a problem."""

import unicodedata
from datetime import date

import pytest

from lms.classes.roster.columns import Field
from lms.classes.roster.understanding import Understood, proper_name, understand

TODAY = date(2026, 11, 24)


def row(**cells: str) -> Understood:
    return understand(1, {Field(name): text for name, text in cells.items()}, TODAY)


def codes(understood: Understood) -> list[tuple[str, str]]:
    return [(problem.code, problem.field) for problem in understood.problems]


@pytest.mark.parametrize(
    "typed, name",
    [
        ("NGUYỄN THỊ ĐÀO", "Nguyễn Thị Đào"),
        ("nguyễn văn an", "Nguyễn Văn An"),
        ("Nguyễn văn An", "Nguyễn văn An"),
        ("H'HEN NIÊ", "H'Hen Niê"),
        ("Đ/c Trần Phú", "Trần Phú"),
        ("đồng chí  LÊ  DUẨN", "Lê Duẩn"),
        (unicodedata.normalize("NFD", "TRẦN ĐỨC HÒA"), "Trần Đức Hòa"),
        ("Ông Ích Khiêm", "Ông Ích Khiêm"),
    ],
)
def test_names_get_their_capitals_only_where_all_or_none_were_typed(typed: str, name: str):
    assert proper_name(typed) == name


def test_a_name_is_put_together_from_two_columns():
    assert row(family="Nguyễn Thị", given="Bình").values["full_name"] == "Nguyễn Thị Bình"


def test_the_column_of_the_birth_tells_the_sex():
    understood = row(name="Lê Thị Bình", birth_male="", birth_female="18/5/1990")
    assert understood.values["sex"] == "female"
    assert understood.values["birth_date"] == "1990-05-18"


def test_a_tick_in_the_column_of_a_sex_is_no_birth():
    understood = row(name="Nguyễn Văn An", birth_male="x", birth_female="", birth="1981")
    assert (understood.values["sex"], understood.values["birth_year"]) == ("male", 1981)
    assert understood.problems == []


def test_both_columns_of_sex_filled_in_is_an_error():
    assert codes(row(name="An Bình", birth_male="1981", birth_female="1982"))[0] == (
        "sex.both",
        "birth_female",
    )


def test_a_missing_name_is_an_error_of_its_cell():
    understood = row(name="", phone="0912345678")
    assert codes(understood) == [("name.missing", "name")]
    assert not understood.usable


def test_a_bad_cell_leaves_its_value_out_and_keeps_the_others():
    understood = row(name="Nguyễn Văn An", birth="31/02/1981", phone="0912345678", email="an@")
    assert understood.values == {"full_name": "Nguyễn Văn An", "phone": "0912345678"}
    assert [code for code, _field in codes(understood)] == ["birth.no_such_day", "email.not_read"]


def test_an_unknown_sex_is_said_and_left_out():
    understood = row(name="Nguyễn Văn An", sex="khác")
    assert codes(understood) == [("sex.not_read", "sex")]
    assert understood.usable


def test_position_and_place_of_work_stand_together():
    assert row(name="An", position="Kế toán", workplace="UBND xã").values["position"] == "Kế toán, UBND xã"


def test_a_number_alone_is_the_name_of_a_group():
    assert row(name="An Bình", group="3").values["group"] == "Tổ 3"


def test_words_for_nothing_are_no_numbers():
    assert row(name="An Bình", phone="không có", citizen_id="-").problems == []
