"""The fields of a template with what they become, as the page that takes templates explains them."""

from flask_babel import gettext as _

Group = tuple[str, list[tuple[str, str]]]


def glossary() -> list[Group]:
    """(heading, [(field, what stands there)]), every known field once; a test holds that."""
    return [
        (_("Head of the paper"), _head()),
        (_("What it reports"), _about()),
        (_("Rows that repeat"), _rows()),
    ]


def _head() -> list[tuple[str, str]]:
    return [
        ("co_quan_cap_tren", _("body above, in capitals")),
        ("co_quan_ban_hanh", _("issuing body, in capitals")),
        ("ten_co_quan", _("issuing body, as typed")),
        ("so", _("number of the paper")),
        ("ky_hieu", _("symbol, such as BC/TTCT")),
        ("dia_danh", _("place")),
        ("ngay_thang_nam", _("day of issue in words")),
        ("trich_yeu", _("subject")),
        ("kinh_gui", _("to whom")),
        ("noi_nhan", _("recipients, one a line")),
        ("quyen_han", _("on whose behalf, in capitals")),
        ("chuc_vu", _("position of who signs, in capitals")),
        ("nguoi_ky", _("who signs")),
    ]


def _about() -> list[tuple[str, str]]:
    return [
        ("loi_dan", _("the sentence that says what the figures are about")),
        ("thay_the", _("which report this one replaces; empty in a first version")),
        ("lop", _("class")),
        ("buoi", _("session, in the report of one session")),
        ("thoi_gian", _("time or days")),
        ("dia_diem", _("rooms")),
        ("so_buoi", _("how many sessions")),
        ("trieu_tap", _("expected")),
        ("don_vi_tinh", _("people, or attendances where there are several sessions")),
        ("co_mat", _("present, late and left early included")),
        ("ty_le", _("share of those present")),
        ("vang_co_phep", _("absent, excused")),
        ("vang_khong_phep", _("absent, not excused")),
        ("di_muon", _("late")),
        ("ve_som", _("how many left early")),
        ("thieu_luot", _("check-in missing")),
        ("chua_ghi", _("a sentence, where something is not recorded yet")),
        ("nhan_xet", _("remarks and proposals")),
        ("tieu_de_don_vi", _("heading of the figures by unit")),
        ("tieu_de_buoi", _("heading of the figures by session; empty where there is one session")),
        ("tieu_de_danh_sach", _("heading of the list of names; empty where nobody stands in it")),
    ]


def _rows() -> list[tuple[str, str]]:
    figures = ("trieu_tap", "co_mat", "vang_co_phep", "vang_khong_phep", "di_muon", "ve_som", "thieu_luot")
    by_unit, by_session = _("a row for every unit"), _("a row for every session")
    return [
        *((f"dv_{name}", by_unit) for name in ("stt", "ten", *figures)),
        *((f"b_{name}", by_session) for name in ("stt", "ten", *figures)),
        *(
            (f"v_{name}", _("a row for everybody absent, late, gone early or with a check-in missing"))
            for name in ("stt", "ho_ten", "don_vi", "buoi", "tinh_trang", "ghi_chu")
        ),
    ]
