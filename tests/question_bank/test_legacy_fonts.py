"""Text from before Unicode."""

import pytest

from question_bank.legacy_fonts import is_tcvn3, is_vni, mostly_old, mostly_vni, unicode_of, unicode_of_vni


@pytest.mark.parametrize(
    "old,new",
    [
        ("Céng hoµ x· héi chñ nghÜa ViÖt Nam", "Cộng hoà xã hội chủ nghĩa Việt Nam"),
        ("§éc lËp - Tù do - H¹nh phóc", "Độc lập - Tự do - Hạnh phúc"),
        ("t\xad t\xadëng Hå ChÝ Minh", "tư tưởng Hồ Chí Minh"),
        ("plain text 123", "plain text 123"),
        ("Đã là Unicode", "Đã là Unicode"),
    ],
)
def test_old_letters_become_new_ones(old, new):
    assert unicode_of(old, ".VnTime", in_old_document=True) == new


def test_a_font_whose_name_ends_in_h_shows_capitals():
    assert unicode_of("céng hoµ", ".VnTimeH", in_old_document=False) == "CỘNG HOÀ"


def test_in_a_document_in_unicode_only_what_cannot_be_unicode_changes():
    assert unicode_of("câu", ".VnTime", in_old_document=False) == "câu"
    assert unicode_of("C©u", ".VnTime", in_old_document=False) == "Câu"


def test_a_document_is_old_if_most_of_its_letters_are():
    assert mostly_old("Céng hoµ x· héi, ®éc lËp")
    assert not mostly_old("Cộng hoà xã hội, độc lập")
    assert not mostly_old("plain")


def test_fonts_are_told_by_their_names():
    assert [is_tcvn3(font) for font in (".VnTime", ".VnArialH", "Times New Roman", "")] == [
        True,
        True,
        False,
        False,
    ]
    assert [is_vni(font) for font in ("VNI-Times", ".VnTime", "Arial")] == [True, False, False]


@pytest.mark.parametrize(
    "old,new",
    [
        ("Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam", "Cộng hòa xã hội chủ nghĩa Việt Nam"),
        ("Ñoäc laäp - Töï do - Haïnh phuùc", "Độc lập - Tự do - Hạnh phúc"),
        ("tö töôûng Hoà Chí Minh, ngöôøi ôû nöôùc ngoaøi", "tư tưởng Hồ Chí Minh, người ở nước ngoài"),
        ("ÑAÛNG COÄNG SAÛN, BAÉC KYØ, NAÊM", "ĐẢNG CỘNG SẢN, BẮC KỲ, NĂM"),
        (
            "ngaén, khaêng khaúng, kyõ, quyù, lyù luaän, thò tröôøng, tyû leä",
            "ngắn, khăng khẳng, kỹ, quý, lý luận, thị trường, tỷ lệ",
        ),
        ("plain text 123", "plain text 123"),
        ("Đã là Unicode", "Đã là Unicode"),
    ],
)
def test_vni_letters_become_new_ones(old, new):
    assert unicode_of_vni(old, in_old_document=True) == new


def test_in_a_document_in_unicode_only_what_cannot_be_unicode_changes_from_vni():
    assert unicode_of_vni("không có gì", in_old_document=False) == "không có gì"
    assert unicode_of_vni("Ñaûng", in_old_document=False) == "Đảng"
    assert mostly_vni("Ñaûng ta ra ñôøi")
    assert not mostly_vni("Đảng ta ra đời ở nước ngoài")
