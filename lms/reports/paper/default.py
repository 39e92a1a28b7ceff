"""The templates that an office begins with: the form of Party papers and the form of state papers, made here.

An office that wants it otherwise downloads its template, changes it in Word and hands it in.
"""

from functools import cache
from io import BytesIO

from docx import Document

from lms.reports.models import Form
from lms.reports.paper.parts import CENTER, JUSTIFY, Look, foot, line, page, party_head, state_head, table

FIGURES = (
    ("trieu_tap", "Triệu tập"),
    ("co_mat", "Có mặt"),
    ("vang_co_phep", "Vắng có phép"),
    ("vang_khong_phep", "Vắng không phép"),
    ("di_muon", "Đi muộn"),
    ("ve_som", "Về sớm"),
    ("thieu_luot", "Thiếu lượt"),
)
BODY = (
    "{{loi_dan}}",
    "{{thay_the}}",
    (
        "1. Tổng số triệu tập: {{trieu_tap}} {{don_vi_tinh}}; có mặt: {{co_mat}} (đạt {{ty_le}}), trong đó đi muộn: "
        "{{di_muon}}, về sớm: {{ve_som}}; vắng có phép: {{vang_co_phep}}; vắng không phép: {{vang_khong_phep}}; "
        "thiếu lượt điểm danh: {{thieu_luot}}."
    ),
    "{{chua_ghi}}",
)


@cache
def default_template(form: Form) -> bytes:
    """A .docx with every named field in its usual place; made once a process."""
    document = Document()
    page(document)
    party_head(document) if form is Form.PARTY else state_head(document)
    line(document, "BÁO CÁO", Look(15, CENTER, bold=True, before=18))
    line(document, "{{trich_yeu}}", Look(14, CENTER, bold=True, after=10))
    line(document, "Kính gửi: {{kinh_gui}}", Look(14, CENTER, after=10))
    for text in BODY:
        line(document, text, Look(14, JUSTIFY, first=12.7, after=6))
    for prefix, title, first, widths in (
        ("dv", "{{tieu_de_don_vi}}", ("ten", "Đơn vị"), (10, 49.2)),
        ("b", "{{tieu_de_buoi}}", ("ten", "Buổi học"), (10, 49.2)),
    ):
        line(document, title, Look(14, JUSTIFY, first=12.7, before=6, after=4, with_next=True))
        columns = [("stt", "STT"), first, *FIGURES]
        centred = range(2, 2 + len(FIGURES))
        table(document, prefix, columns, [*widths, *[14.4] * len(FIGURES)], centred=centred)
    line(document, "{{tieu_de_danh_sach}}", Look(14, JUSTIFY, first=12.7, before=6, after=4, with_next=True))
    people = [
        ("stt", "STT"),
        ("ho_ten", "Họ và tên"),
        ("don_vi", "Đơn vị"),
        ("buoi", "Buổi"),
        ("tinh_trang", "Điểm danh"),
    ]
    table(document, "v", [*people, ("ghi_chu", "Ghi chú")], [10, 42, 48, 13, 25, 22], centred=(0, 3))
    line(document, "{{nhan_xet}}", Look(14, JUSTIFY, first=12.7, before=6, after=6))
    foot(document, form)
    target = BytesIO()
    document.save(target)
    return target.getvalue()
