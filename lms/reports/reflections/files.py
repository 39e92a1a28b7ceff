"""The figures of a reflection as a workbook and as an official paper: the same lines as the page counts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask_babel import gettext as _

from lms.organisations.queries import ancestors
from lms.reflections.models import ReflectionTask
from lms.reports.paper.listing import Listing, Table, document_of
from lms.reports.reflections import figures
from lms.reports.reflections.figures import Bands, Handed, Line, Sight, Sum
from lms.reports.reflections.words import HANDED, band_name
from lms.web import downloads
from lms.web.downloads import Sheet
from lms.web.filters import as_datetime, as_number, as_percent

# Papers are Vietnamese, whatever the pages are.
ON_PAPER = {Handed.RETURNED: "trả lại để sửa", Handed.WRITING: "đang viết", Handed.NONE: "chưa viết"}


@dataclass(frozen=True)
class Content:
    """One reflection with what the person who asks may see of it."""

    task: ReflectionTask
    lines: Sequence[Line]
    bands: Bands
    seen: Sight

    @property
    def sum(self) -> Sum:
        return figures.total(self.lines, self.bands)

    @property
    def with_times(self) -> bool:
        """Who marks without names is not told who came late either."""
        return self.seen.persons or not self.seen.marks

    @property
    def with_marks(self) -> bool:
        """Beside names, marks stand only where it may be known whose they are."""
        return self.seen.persons


def workbook(content: Content, now: datetime) -> bytes:
    """Lists by name; by unit; then, as far as they may be seen, criteria and markers."""
    title = [
        content.task.study_class.title,
        content.task.title,
        _("As of %(time)s", time=as_datetime(now)),
    ]
    sheets = [_people(content, title), _units(content, title)]
    if content.seen.marks:
        sheets += [_criteria(content, title), _markers(content, title)]
    return downloads.workbook(*sheets)


def document(content: Content) -> bytes:
    """Before the release only who has handed in."""
    study_class = content.task.study_class
    above = ancestors(study_class.unit)
    tables = [_paper_units(content)]
    if content.with_marks:
        tables.append(_paper_criteria(content))
    tables.append(_paper_missing(content, len(tables) + 1))
    return document_of(
        Listing(
            above=above[-1].name if above else "",
            issuer=study_class.unit.name,
            kind="BÁO CÁO",
            subject=f"kết quả viết thu hoạch, {study_class.title}",
            opening=_opening(content),
            tables=tables,
        )
    )


def _people(content: Content, title: Sequence[str]) -> Sheet:
    marks = [_("Mark"), _("Band"), _("Marked by"), _("How it came about")] if content.with_marks else []
    return Sheet(
        name=_("Learners"),
        title=title,
        head=[_("No."), _("Name"), _("Unit"), _("Handed in or not"), *marks],
        rows=[[number, *_person(line, content)] for number, line in enumerate(content.lines, 1)],
        widths=[6, 32, 44, 22, 10, 18, 28, 60],
    )


def _person(line: Line, content: Content) -> list[Any]:
    known = [line.name, line.unit, str(HANDED[line.handed])]
    if not content.with_marks:
        return known
    band = band_name(figures.band_of(line.mark, content.bands)) if line.mark is not None else ""
    return [*known, line.mark, str(band), line.marker, line.made]


def _units(content: Content, title: Sequence[str]) -> Sheet:
    head = [_("Unit"), _("Learners"), _("Handed in"), _("Not handed in"), _("Exempt")]
    late = [_("Late")] if content.with_times else []
    marks = [_("Mean mark"), *map(band_name, _labels(content))] if content.with_marks else []
    found = figures.by_unit(content.lines, content.bands)
    rows = [[one.name or _("Without a unit"), *_counted(one.sum, content)] for one in found]
    return Sheet(name=_("Units"), title=title, head=[*head, *late, *marks], rows=rows, widths=[48])


def _counted(found: Sum, content: Content) -> list[Any]:
    counts: list[Any] = [found.learners, found.handed_in, found.missing, found.exempt]
    if content.with_times:
        counts.append(found.late)
    if content.with_marks:
        counts += [found.mean, *(found.bands.get(label, 0) for label in _labels(content))]
    return counts


def _criteria(content: Content, title: Sequence[str]) -> Sheet:
    rows = [
        [one.title, one.out_of, one.mean, level, count]
        for one in figures.by_criterion(content.lines)
        for level, count in one.levels
    ]
    head = [_("Criterion"), _("Points at most"), _("Mean mark"), _("Level"), _("Learners")]
    return Sheet(name=_("Criteria"), title=title, head=head, rows=rows, widths=[48, 12, 12, 22, 12])


def _markers(content: Content, title: Sequence[str]) -> Sheet:
    rows = [
        [one.name or _("Several together"), one.marked, one.mean] for one in figures.by_marker(content.lines)
    ]
    head = [_("Marked by"), _("Number of scripts"), _("Mean mark")]
    return Sheet(name=_("Who marked"), title=title, head=head, rows=rows, widths=[36, 12, 12])


def _opening(content: Content) -> str:
    found = content.sum
    late = f", trong đó nộp muộn: {as_number(found.late)}" if content.with_times else ""
    said = (
        f"Tổng số học viên: {as_number(found.learners)}; đã nộp bài thu hoạch: {as_number(found.handed_in)} "
        f"(đạt {as_percent(found.handed_in, found.learners, 2)}){late}; "
        f"chưa nộp: {as_number(found.missing)}; được miễn: {as_number(found.exempt)}."
    )
    if not content.with_marks or found.mean is None:
        return said
    bands = [
        (label or "chưa đạt", found.bands[label]) for label in _labels(content) if found.bands.get(label)
    ]
    listed = ", ".join(f"{label.lower()}: {as_number(count)}" for label, count in bands)
    return f"{said} Điểm trung bình: {as_number(found.mean)}; {listed}."


def _labels(content: Content) -> list[str]:
    return [*(label for label, _minimum in content.bands), figures.BELOW]


def _paper_units(content: Content) -> Table:
    columns = [("ten", "Đơn vị"), ("hoc_vien", "Học viên"), ("da_nop", "Đã nộp"), ("chua_nop", "Chưa nộp")]
    columns += [("mien", "Được miễn")]
    columns += [("muon", "Nộp muộn")] if content.with_times else []
    columns += [("diem", "Điểm TB")] if content.with_marks else []
    others = len(columns) - 1
    rows = [
        {
            "ten": one.name or "Chưa ghi đơn vị",
            "hoc_vien": as_number(one.sum.learners),
            "da_nop": as_number(one.sum.handed_in),
            "chua_nop": as_number(one.sum.missing),
            "mien": as_number(one.sum.exempt),
            "muon": as_number(one.sum.late),
            "diem": as_number(one.sum.mean),
        }
        for one in figures.by_unit(content.lines, content.bands)
    ]
    widths = [150 - 16 * others, *[16] * others]
    return Table("1. Kết quả theo đơn vị:", columns, widths, rows, centred=range(2, others + 2))


def _paper_criteria(content: Content) -> Table:
    columns = [
        ("tieu_chi", "Tiêu chí"),
        ("toi_da", "Điểm tối đa"),
        ("diem", "Điểm TB"),
        ("muc", "Số bài theo mức"),
    ]
    rows = [
        {
            "tieu_chi": one.title,
            "toi_da": as_number(one.out_of),
            "diem": as_number(one.mean),
            "muc": "; ".join(f"{level}: {as_number(count)}" for level, count in one.levels),
        }
        for one in figures.by_criterion(content.lines)
    ]
    return Table("2. Kết quả theo tiêu chí:", columns, [56, 18, 18, 58], rows, centred=(2, 3))


def _paper_missing(content: Content, number: int) -> Table:
    rows = [
        {"ho_ten": line.name, "don_vi": line.unit, "ghi_chu": ON_PAPER[line.handed]}
        for line in content.lines
        if line.handed.missing
    ]
    columns = [("ho_ten", "Họ và tên"), ("don_vi", "Đơn vị"), ("ghi_chu", "Ghi chú")]
    title = f"{number}. Danh sách chưa nộp:" if rows else f"{number}. Danh sách chưa nộp: không có."
    return Table(title, columns, [50, 66, 34], rows)
