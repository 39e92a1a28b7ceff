"""Workbooks around an import: the rows that were left out with the reason, and an empty list to fill in."""

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import select

from lms import database
from lms.classes.models import RosterImport, RosterRow, RowDecision, RowOutcome
from lms.classes.roster import service
from lms.classes.roster.head import layout
from lms.classes.roster.problems import Problem, Severity
from lms.classes.roster.words import said
from lms.web.downloads import Sheet, workbook

TEMPLATE = {
    "STT": 6, "Họ và tên": 28, "Ngày sinh": 13, "Giới tính": 10, "Chức vụ, đơn vị công tác": 34, "Chi bộ": 24,
    "Đảng bộ": 30, "Số điện thoại": 16, "Email": 26, "Số CCCD": 16, "Mã học viên": 14, "Tổ": 8, "Ghi chú": 24,
}  # fmt: skip


def left_out(begun: RosterImport) -> bytes | Problem:
    """The rows with errors and without a decision as they stand in the file, and why, in a column `Lỗi` behind them."""
    sheet = service.sheet_of(begun)
    if isinstance(sheet, Problem):
        return sheet
    bad = {row.number: row for row in database.session.scalars(_bad_rows(begun))}
    found = layout(sheet.lines, begun.head_row)
    width = len(found.columns)
    rows = [
        [*(line.cells + [""] * width)[:width], _reasons(bad[line.number])]
        for line in found.rows
        if line.number in bad
    ]
    head = [column.head for column in found.columns] + [_("What is wrong")]
    return workbook(Sheet(name=_("Left out"), head=head, rows=rows, widths=_widths(head, rows)))


def template() -> bytes:
    """An empty list with the headings that are surely understood, and how to write what goes wrong most often."""
    hints = [
        _("Only the name is needed; leave other columns empty or take them out."),
        _("Dates like 18/05/1981. Format phone and citizen numbers as text, so that zeros stay."),
        _("Who has neither phone nor member code gets a user name on the slip with the password."),
    ]
    rows = [["" for _head in TEMPLATE] for _line in range(30)]
    return workbook(
        Sheet(name="Danh sách", head=list(TEMPLATE), rows=rows, widths=list(TEMPLATE.values())),
        Sheet(
            name=_("How to fill it in"),
            head=[_("How to fill it in")],
            rows=[[hint] for hint in hints],
            widths=[100],
        ),
    )


def _bad_rows(begun: RosterImport) -> Any:
    unclear = (RosterRow.outcome == RowOutcome.CONFLICT) & RosterRow.decision.in_(
        (RowDecision.AUTO, RowDecision.SKIP)
    )
    return select(RosterRow).where(
        RosterRow.import_id == begun.id, (RosterRow.outcome == RowOutcome.ERROR) | unclear
    )


def _reasons(row: RosterRow) -> str:
    told = [problem for problem in row.problems if problem["severity"] != Severity.NOTE.value]
    return " ".join(said(problem) for problem in told)


def _widths(head: Sequence[str], rows: Sequence[Sequence[str]]) -> list[int]:
    """As wide as what stands in the first rows, within reason."""
    columns = zip(head, *rows[:200], strict=True)
    return [min(60, max(6, *(len(cell) + 2 for cell in column))) for column in columns]
