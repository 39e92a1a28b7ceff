"""The minutes of opening codes (biên bản mở phách), in the form of official papers. Papers are Vietnamese."""

from collections.abc import Sequence
from datetime import datetime

from lms.organisations.queries import ancestors
from lms.reflections.codes.models import CodeSeal
from lms.reflections.codes.queries import Opened
from lms.reflections.models import ReflectionTask
from lms.reports.paper.listing import Listing, Table, document_of
from lms.web import clock
from lms.web.filters import as_number


def document(task: ReflectionTask, seal: CodeSeal, listed: Sequence[Opened], *, with_marks: bool) -> bytes:
    """Who opened them, where and when, how many; each code with its name; lines to sign on."""
    study_class = task.study_class
    above = ancestors(study_class.unit)
    return document_of(
        Listing(
            above=above[-1].name if above else "",
            issuer=study_class.unit.name,
            kind="BIÊN BẢN",
            subject=f"mở phách bài thu hoạch, {study_class.title}",
            opening=_opening(task, seal, len(listed)),
            tables=[_codes(listed, with_marks=with_marks), _signatures(seal)],
        )
    )


def _opening(task: ReflectionTask, seal: CodeSeal, count: int) -> str:
    if seal.opened_at is None or seal.first is None or seal.second is None:
        raise ValueError("codes that are not open have no minutes")
    at = _said(seal.opened_at)
    present = f" Cùng dự: {'; '.join(seal.present.split(chr(10)))}." if seal.present else ""
    return (
        f"Hồi {at}, tại {seal.place}, hai người là {seal.first.full_name} và {seal.second.full_name} "
        f"đã mở phách toàn bộ bài thu hoạch “{task.title}”.{present} Trước khi mở, tất cả {as_number(count)} bài "
        f"đã có điểm; phách của cả lớp được mở cùng một lúc. Số bài mở phách: {as_number(count)}."
    )


def _said(moment: datetime) -> str:
    local = clock.local(moment)
    return f"{local:%H} giờ {local:%M} phút, ngày {local:%d} tháng {local:%m} năm {local:%Y}"


def _codes(listed: Sequence[Opened], *, with_marks: bool) -> Table:
    columns = [("phach", "Số phách"), ("ho_ten", "Họ và tên")]
    columns += [("diem", "Điểm")] if with_marks else []
    rows = [{"phach": str(one.script_no), "ho_ten": one.name, "diem": as_number(one.total)} for one in listed]
    widths = [34.0, 82.0, 34.0] if with_marks else [40.0, 110.0]
    return Table(
        "1. Danh sách phách và họ tên:", columns, widths, rows, centred=(2, 4) if with_marks else (2,)
    )


def _signatures(seal: CodeSeal) -> Table:
    people = [seal.first, seal.second]
    rows = [{"ho_ten": person.full_name, "ky": ""} for person in people if person is not None]
    rows += [{"ho_ten": line.strip(), "ky": ""} for line in seal.present.splitlines() if line.strip()]
    columns = [("ho_ten", "Họ và tên"), ("ky", "Ký tên")]
    return Table("2. Những người tham gia ký xác nhận:", columns, [100, 50], rows)
