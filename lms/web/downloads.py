"""Files that leave: workbooks with typed cells, in which no spreadsheet sees formulas."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from typing import Any
from urllib.parse import quote

import xlsxwriter
from flask import Response

from lms.web.clock import local

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True)
class Sheet:
    """One worksheet: title lines above, a head row, the rows, widths in characters, note lines below.

    `font_size` and `row_height` are in points; rows without a height are as high as their letters.
    """

    name: str
    head: Sequence[str]
    rows: Iterable[Sequence[Any]]
    title: Sequence[str] = ()
    widths: Sequence[int] = ()
    foot: Sequence[str] = ()
    font_size: int = 11
    row_height: float | None = None


def workbook(*sheets: Sheet) -> bytes:
    """An .xlsx file: text stays text, numbers numeric, dates dd/mm/yyyy, A4 landscape, head repeated."""
    target = BytesIO()
    book = xlsxwriter.Workbook(
        target,
        {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        },
    )
    letters = {"font_size": max((sheet.font_size for sheet in sheets), default=11)}
    formats = {
        "title": book.add_format({"bold": True, "font_size": 14, "font_name": "Times New Roman"}),
        "head": book.add_format(
            {
                "bold": True,
                "border": 1,
                "text_wrap": True,
                "valign": "vcenter",
                "align": "center",
                "bg_color": "#F5F1EB",
                **letters,
            }
        ),
        "cell": book.add_format({"border": 1, "valign": "top", **letters}),
        "date": book.add_format({"border": 1, "valign": "top", "num_format": "dd/mm/yyyy", "align": "left"}),
        "moment": book.add_format(
            {"border": 1, "valign": "top", "num_format": "hh:mm dd/mm/yyyy", "align": "left"}
        ),
    }
    for sheet in sheets:
        _write_sheet(book.add_worksheet(sheet.name[:31]), sheet, formats)
    book.close()
    return target.getvalue()


def send(body: bytes, name: str, media_type: str = XLSX) -> Response:
    """`body` as a download called `name`; the name may be Vietnamese (RFC 6266)."""
    response = Response(body, mimetype=media_type)
    response.headers["Content-Disposition"] = disposition(name)
    return response


def disposition(name: str, kind: str = "attachment") -> str:
    plain = "".join(
        letter if letter.isascii() and (letter.isalnum() or letter in "._-") else "_" for letter in name
    )
    return f"{kind}; filename=\"{plain}\"; filename*=UTF-8''{quote(name)}"


def _write_sheet(worksheet: Any, sheet: Sheet, formats: dict[str, Any]) -> None:
    line = 0
    for text in sheet.title:
        worksheet.write_string(line, 0, text, formats["title"])
        line += 1
    line += 1 if sheet.title else 0
    for column, text in enumerate(sheet.head):
        worksheet.write_string(line, column, text, formats["head"])
        worksheet.set_column(column, column, sheet.widths[column] if column < len(sheet.widths) else 16)
    head = line
    for row in sheet.rows:
        line += 1
        worksheet.set_row(line, sheet.row_height)
        for column, value in enumerate(row):
            _write_cell(worksheet, line, column, value, formats)
    for text in sheet.foot:
        line += 1
        worksheet.write_string(line, 0, text)
    worksheet.repeat_rows(head)
    worksheet.freeze_panes(head + 1, 0)
    worksheet.set_landscape()
    worksheet.set_paper(9)
    worksheet.fit_to_pages(1, 0)


def _write_cell(worksheet: Any, line: int, column: int, value: Any, formats: dict[str, Any]) -> None:
    match value:
        case None | "":
            worksheet.write_blank(line, column, None, formats["cell"])
        case bool():
            worksheet.write_string(line, column, "x" if value else "", formats["cell"])
        case int() | float() | Decimal():
            worksheet.write_number(line, column, float(value), formats["cell"])
        case datetime():
            worksheet.write_datetime(line, column, local(value).replace(tzinfo=None), formats["moment"])
        case date():
            worksheet.write_datetime(line, column, value, formats["date"])
        case _:
            worksheet.write_string(line, column, str(value), formats["cell"])
