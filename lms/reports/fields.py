"""What a template may ask for, by name, and what each report answers. Papers are Vietnamese, whatever the pages are."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from lms.reports.content import Figures, SessionPart
from lms.reports.figures import Counts, Figure, Line
from lms.reports.models import Form, ReportKind
from lms.web.filters import as_date, as_number, as_percent, as_time

FIGURES: Mapping[Figure, str] = {
    Figure.SUMMONED: "trieu_tap",
    Figure.PRESENT: "co_mat",
    Figure.EXCUSED: "vang_co_phep",
    Figure.UNEXCUSED: "vang_khong_phep",
    Figure.LATE: "di_muon",
    Figure.LEFT_EARLY: "ve_som",
    Figure.INCOMPLETE: "thieu_luot",
}
SAID: Mapping[Figure, str] = {
    Figure.EXCUSED: "vắng có phép",
    Figure.UNEXCUSED: "vắng không phép",
    Figure.LATE: "đi muộn",
    Figure.LEFT_EARLY: "về sớm",
    Figure.INCOMPLETE: "thiếu lượt",
    Figure.OPEN: "chưa ghi",
}
HEAD = (
    "co_quan_cap_tren", "co_quan_ban_hanh", "dia_danh", "trich_yeu", "kinh_gui", "noi_nhan", "quyen_han", "chuc_vu",
    "nguoi_ky", "nhan_xet",
)  # fmt: skip
# Typed as in a sentence, set in capitals on paper.
CAPITALS = ("co_quan_cap_tren", "co_quan_ban_hanh", "quyen_han", "chuc_vu")
OTHERS = (
    "ten_co_quan", "so", "ky_hieu", "ngay_thang_nam", "loi_dan", "thay_the", "chua_ghi", "ty_le", "don_vi_tinh", "lop",
    "buoi", "thoi_gian", "dia_diem", "so_buoi", "tieu_de_don_vi", "tieu_de_buoi", "tieu_de_danh_sach",
)  # fmt: skip
ROWS: Mapping[str, tuple[str, ...]] = {
    "dv": ("stt", "ten", *FIGURES.values()),
    "b": ("stt", "ten", *FIGURES.values()),
    "v": ("stt", "ho_ten", "don_vi", "buoi", "tinh_trang", "ghi_chu"),
}
KNOWN = frozenset({*HEAD, *OTHERS, *FIGURES.values()}) | {
    f"{prefix}_{name}" for prefix, names in ROWS.items() for name in names
}
WITHOUT_UNIT = "Chưa ghi đơn vị"


@dataclass(frozen=True)
class Paper:
    """A report as its paper tells it; `replaces` is (full number, day) of the version before."""

    kind: ReportKind
    form: Form
    head: Mapping[str, str]
    number: str
    symbol: str
    issued_on: date | None
    class_title: str
    days: tuple[date, date] | None
    figures: Figures
    replaces: tuple[str, date] | None = None
    reason: str = ""


def texts(paper: Paper) -> dict[str, str]:
    """Every single field by name."""
    counts, sessions = paper.figures.counts, paper.figures.sessions
    several = len(sessions) > 1
    unit = "lượt người" if several else "người"
    numbered = iter(range(2, 9))
    return {
        **{name: paper.head.get(name, "") for name in HEAD},
        **{name: paper.head.get(name, "").upper() for name in CAPITALS},
        "ten_co_quan": paper.head.get("co_quan_ban_hanh", ""),
        **_counts(counts),
        "noi_nhan": _recipients(paper.head.get("noi_nhan", "")),
        "so": paper.number or "……",
        "ky_hieu": paper.symbol,
        "ngay_thang_nam": long_day(paper.issued_on),
        "loi_dan": _opening(paper),
        "thay_the": _replacing(paper),
        "don_vi_tinh": unit,
        "chua_ghi": f"Chưa ghi nhận: {as_number(counts[Figure.OPEN])} {unit}." if counts[Figure.OPEN] else "",
        "ty_le": as_percent(counts[Figure.PRESENT], counts[Figure.SUMMONED], 2),
        "lop": paper.class_title,
        "buoi": _session_name(sessions[0]) if len(sessions) == 1 else "",
        "thoi_gian": _time(paper),
        "dia_diem": "; ".join(dict.fromkeys(session.room for session in sessions if session.room)),
        "so_buoi": as_number(len(sessions)),
        "tieu_de_don_vi": f"{next(numbered)}. Kết quả theo đơn vị:" if paper.figures.units else "",
        "tieu_de_buoi": f"{next(numbered)}. Kết quả theo buổi học:" if several else "",
        "tieu_de_danh_sach": f"{next(numbered)}. Danh sách vắng, đi muộn, về sớm, thiếu lượt:"
        if _named(paper)
        else "",
        "nhan_xet": f"{next(numbered)}. {said}" if (said := paper.head.get("nhan_xet", "")) else "",
    }


def lists(paper: Paper) -> dict[str, list[dict[str, str]]]:
    """The rows of units, of sessions (where there are several) and of people who were not simply there."""
    sessions = paper.figures.sessions if len(paper.figures.sessions) > 1 else []
    places = {session.id: str(place) for place, session in enumerate(paper.figures.sessions, 1)}
    return {
        "dv": _numbered(
            {"ten": part.name or WITHOUT_UNIT, **_counts(part.counts)} for part in paper.figures.units
        ),
        "b": _numbered({"ten": _dated(session, paper), **_counts(session.counts)} for session in sessions),
        "v": _numbered(_person(line, places) for line in _named(paper)),
    }


def long_day(day: date | None) -> str:
    """“ngày 05 tháng 02 năm 2026”: a zero before days below ten and before the first two months."""
    if day is None:
        return "ngày …… tháng …… năm ………"
    month = f"{day.month:02}" if day.month < 3 else str(day.month)
    return f"ngày {day.day:02} tháng {month} năm {day.year}"


def _counts(counts: Counts) -> dict[str, str]:
    return {name: as_number(counts[figure]) for figure, name in FIGURES.items()}


def _named(paper: Paper) -> list[Line]:
    return [line for line in paper.figures.lines if line.missed]


def _person(line: Line, places: Mapping[int, str]) -> dict[str, str]:
    return {
        "ho_ten": line.name,
        "don_vi": line.unit,
        "buoi": places.get(line.session_id, ""),
        "tinh_trang": ", ".join(SAID[figure] for figure in line.figures if figure in SAID),
        "ghi_chu": line.note,
    }


def _numbered(rows: Any) -> list[dict[str, str]]:
    return [{"stt": str(place), **row} for place, row in enumerate(rows, 1)]


def _session_name(session: SessionPart) -> str:
    return f"buổi {session.number}: {session.title}"


def _dated(session: SessionPart, paper: Paper) -> str:
    named = f"Buổi {session.number}, {as_date(session.starts_at)}"
    return (
        f"{session.class_title}. {named}" if paper.kind is ReportKind.PERIOD else f"{named}: {session.title}"
    )


def _time(paper: Paper) -> str:
    sessions = paper.figures.sessions
    if paper.days is not None:
        return f"từ {as_date(paper.days[0])} đến {as_date(paper.days[1])}"
    if len(sessions) == 1:
        first = sessions[0]
        return f"từ {as_time(first.starts_at)} đến {as_time(first.ends_at)} ngày {as_date(first.starts_at)}"
    days: Sequence[datetime] = [session.starts_at for session in sessions]
    return f"từ {as_date(min(days))} đến {as_date(max(days))}" if days else ""


def _opening(paper: Paper) -> str:
    """The sentence that says what the figures are about."""
    issuer, sessions = paper.head.get("co_quan_ban_hanh", ""), paper.figures.sessions
    who = f"{issuer} báo cáo" if issuer else "Xin báo cáo"
    if paper.kind is ReportKind.SESSION and sessions:
        where = f", tại {sessions[0].room}" if sessions[0].room else ""
        about = f"{_session_name(sessions[0])} của {paper.class_title}, {_time(paper)}{where}"
    elif paper.kind is ReportKind.CLASS:
        about = f"{paper.class_title} ({as_number(len(sessions))} buổi đã học, {_time(paper)})"
    else:
        classes = len({session.class_title for session in sessions})
        about = f"{as_number(classes)} lớp, {as_number(len(sessions))} buổi học {_time(paper)}"
    return f"{who} kết quả điểm danh {about} như sau:"


def _replacing(paper: Paper) -> str:
    if paper.replaces is None:
        return ""
    number, day = paper.replaces
    why = f" ({paper.reason})" if paper.reason else ""
    return f"Báo cáo này thay thế Báo cáo {_inside(number)}, {long_day(day)}{why}."


def _inside(number: str) -> str:
    return "số" + number.removeprefix("Số").removeprefix(":")


def _recipients(text: str) -> str:
    """One a line, each with its dash; the last ends with a full stop, the others with a semicolon or comma."""
    lines = [line.strip(" -–;,.") for line in text.splitlines()]
    kept = [line for line in lines if line]
    return "\n".join(f"- {line}{'.' if place == len(kept) else ';'}" for place, line in enumerate(kept, 1))
