"""Vietnamese names: the order of lists (as ICU has it), search without marks, phones."""

import itertools
import random
import unicodedata

import pytest

from lms.accounts.names import initials, normal_phone, search_key, sort_key, split_name
from tests.icu import in_vietnamese_order

FAMILY = "Nguyễn Trần Lê Phạm Hoàng Huỳnh Phan Vũ Võ Đặng Bùi Đỗ Hồ Ngô Dương Lý Đinh Ông Ân Âu".split()  # noqa: SIM905
MIDDLE = ["Thị Ánh", "Thị Anh", "", *"Văn Thị Đức Minh Thanh Ngọc Hữu Thúy Thùy Đình Duy Quý Quỳ".split()]  # noqa: SIM905
GIVEN = """
    An Ân Ẩn Ấn Án Ánh Ảnh Anh Bảo Bão Bào Báo Bình Bính Bỉnh Châu Chấu Chi Chí Cường Cương Dung Dũng Dụng Đào Dao
    Đạo Đáo Giang Hà Hạ Hả Hải Hai Hái Hòa Hoà Hoa Hoá Huệ Huế Lan Lân Lăn Mai Mạy Mây Nga Ngà Oanh Ổn Phú Phù Phụ
    Quý Quỳ Quỷ Sơn Sớn Sang Sáng Tâm Tầm Tám Tắm Tấm Thủy Thúy Thùy Thụy Thuý Tú Tư Từ Tử Uyên Ước Vân Văn Xuân
    Yên Ý Yến
""".split()  # noqa: SIM905


def test_names_sort_by_given_name_then_middle_then_family_as_icu_sorts_each() -> None:
    chooser = random.Random(20261122)
    names = sorted(
        {f"{chooser.choice(FAMILY)} {chooser.choice(MIDDLE)} {chooser.choice(GIVEN)}" for _ in range(600)}
    )
    rank = {part: place for place, part in enumerate(_icu_ranked({*FAMILY, *MIDDLE, *GIVEN}))}

    def reference(name: str) -> tuple[int, int, int]:
        family, middle, given = split_name(name)
        return rank[_tidy(given)], rank[_tidy(middle)], rank[_tidy(family)]

    ours = sorted(names, key=sort_key)
    assert [reference(name) for name in ours] == sorted(map(reference, names))


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_composed_and_decomposed_names_are_the_same_name(form: str) -> None:
    for name in ("Đỗ Thị Thúy Hằng", "Nguyễn Hữu Ước", "Lê Ẩn"):
        typed = unicodedata.normalize(form, name)  # type: ignore[arg-type]
        assert (sort_key(typed), search_key(typed)) == (sort_key(name), search_key(name))


def test_tones_decide_only_between_equal_letters() -> None:
    in_order = ["Lê An", "Lê Ạn", "Lê Ang", "Lê Ăn", "Lê Ân", "Lê Dao", "Lê Đao"]
    for earlier, later in itertools.pairwise(in_order):
        assert sort_key(earlier) < sort_key(later)


def test_search_finds_without_marks() -> None:
    assert search_key("Đặng  Thị\u00a0ĐÀO") == "dang thi dao"
    assert search_key("hoà thuận – Thuỷ") == search_key("hòa thuận Thủy")


def test_initials_are_of_the_last_two_words() -> None:
    assert initials("Đỗ Minh Tâm") == "MT"
    assert initials("Ân") == "Â"


@pytest.mark.parametrize(
    "typed, kept",
    [
        ("0912 345 678", "0912345678"),
        ("+84 912.345.678", "0912345678"),
        ("84912345678", "0912345678"),
        ("(0227)3731.008", "02273731008"),
        ("0112345678", None),
        ("912345678", None),
        ("tối nay", None),
    ],
)
def test_phones_are_kept_in_one_form(typed: str, kept: str | None) -> None:
    assert normal_phone(typed) == kept


def _icu_ranked(parts: set[str]) -> list[str]:
    """Parts in ICU's order; spellings that our data treats as one name (hòa, hoà) must not be told apart here."""
    return in_vietnamese_order(sorted(_tidy(part) for part in parts))


def _tidy(part: str) -> str:
    return unicodedata.normalize("NFC", part).lower()
