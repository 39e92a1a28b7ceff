"""What a column means: by its head in any spelling, else by its cells."""

import unicodedata

import pytest

from lms.classes.roster.columns import Column, Field, chosen, guess, meaning_of, twice

HEADS = {
    "Họ và tên": Field.NAME, "HỌ TÊN": Field.NAME, "ho va ten": Field.NAME, "Họ và tên học viên": Field.NAME,
    "Họ và tên đệm": Field.FAMILY, "Họ đệm": Field.FAMILY, "Tên": Field.GIVEN, "Ngày sinh": Field.BIRTH,
    "Ngày, tháng, năm sinh": Field.BIRTH, "Năm sinh": Field.BIRTH, "Sinh ngày (dd/mm/yyyy)": Field.BIRTH,
    "Nam": Field.BIRTH_MALE, "Nữ": Field.BIRTH_FEMALE, "Ngày sinh Nam": Field.BIRTH_MALE,
    "Năm sinh Nữ": Field.BIRTH_FEMALE,
    "Ngày, tháng, năm sinh Nữ": Field.BIRTH_FEMALE, "Giới tính": Field.SEX, "GT": Field.SEX, "Nam/Nữ": Field.SEX,
    "Chức vụ": Field.POSITION, "Chức vụ, đơn vị công tác": Field.POSITION, "Đơn vị công tác": Field.WORKPLACE,
    "Chi bộ": Field.UNIT, "Đơn vị": Field.UNIT, "Chi bộ/Đảng bộ": Field.UNIT, "Đảng bộ": Field.UNIT_ABOVE,
    "Tổ chức Đảng đang sinh hoạt": Field.UNIT, "SĐT": Field.PHONE, "Số ĐT": Field.PHONE, "Điện thoại": Field.PHONE,
    "Số điện thoại liên hệ": Field.PHONE, "ĐTDĐ": Field.PHONE, "Email": Field.EMAIL, "E-mail": Field.EMAIL,
    "CCCD": Field.CITIZEN_ID, "Số CCCD/CMND": Field.CITIZEN_ID, "Số định danh cá nhân": Field.CITIZEN_ID,
    "Số căn cước công dân": Field.CITIZEN_ID, "Số thẻ đảng": Field.CARD_NO,
    "Số thẻ Đảng* (12 số theo HD38)": Field.CARD_NO,
    "Mã học viên": Field.MEMBER_CODE, "MSHV": Field.MEMBER_CODE, "Mã HV": Field.MEMBER_CODE, "Tổ": Field.GROUP,
    "Ghi chú": Field.NOTE, "STT": Field.ORDINAL, "TT": Field.ORDINAL,
    "Tôn giáo": Field.PRIVATE, "Quê quán": Field.PRIVATE,
    "Dân tộc": Field.PRIVATE, "Nơi thường trú": Field.PRIVATE, "Địa chỉ": Field.PRIVATE, "Ngày vào Đảng": Field.PRIVATE,
    "Trình độ": Field.NOTHING, "Ký tên": Field.NOTHING, "Nguyện vọng": None,
}  # fmt: skip


@pytest.mark.parametrize("head, meaning", HEADS.items())
def test_a_heading_is_understood_in_every_spelling(head: str, meaning: Field | None):
    assert meaning_of(head) is meaning
    assert meaning_of(unicodedata.normalize("NFD", head.upper())) is meaning
    assert meaning_of(f"  {head}  ") is meaning


def test_each_meaning_is_given_once():
    columns = guess(["Họ và tên", "SĐT", "Số ĐT"], [["An", "0912345678", "0912345679"]])
    assert [column.meaning for column in columns] == [Field.NAME, Field.PHONE, Field.NOTHING]


def test_a_name_in_two_columns_is_family_and_given_name():
    columns = guess(["Họ và tên", "Tên"], [["Nguyễn Văn", "An"]])
    assert [column.meaning for column in columns] == [Field.FAMILY, Field.GIVEN]


def test_columns_without_heads_are_known_by_their_cells():
    row = ["1", "Nguyễn Văn An", "18/05/1981", "0912 345 678", "an@example.org", "038081000123"]
    meanings = [column.meaning for column in guess([""] * 6, [row])]
    assert meanings[1:] == [Field.NAME, Field.BIRTH, Field.PHONE, Field.EMAIL, Field.CITIZEN_ID]


def test_private_columns_give_no_samples_and_stay_out_whatever_is_asked():
    columns = guess(["Họ và tên", "Tôn giáo"], [["An", "Không"]])
    assert columns[1].samples == []
    assert chosen(columns, [Field.NAME, Field.NOTE])[1].meaning is Field.PRIVATE
    assert chosen(columns, [Field.PRIVATE, Field.PRIVATE])[0].meaning is Field.NAME


def test_two_columns_of_one_meaning_are_found():
    columns = [Column("a", Field.NAME, []), Column("b", Field.NAME, []), Column("c", Field.NOTHING, [])]
    assert twice(columns) == [Field.NAME]
