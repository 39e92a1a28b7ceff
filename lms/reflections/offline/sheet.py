"""The marking sheet that goes out: a row for each script, lists of levels, what was marked so far filled in."""

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import xlsxwriter
from flask_babel import gettext as _

from lms.marking.models import RubricVersion
from lms.reflections.offline import rules

WIDTHS = (30, 9, 28, 10)
HIGH = 60
PLAIN = {
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "in_memory": True,
}


@dataclass(frozen=True)
class Row:
    """One script: its signed code, number, name where names are shown, its mark so far and what that holds."""

    code: str
    number: int
    name: str
    total: str
    values: dict[str, str]


def headings(version: RubricVersion) -> list[str]:
    """The first row; it must come back as it was."""
    titles = [_("Code (leave as it is)"), _("Number of the script"), _("Name"), _("Mark so far")]
    for place, criterion in enumerate(version.criteria, 1):
        titles += [f"{place}. {criterion.title}", _("Comment on %(number)s", number=place)]
    return [*titles, _("Comment on the whole")]


def written(version: RubricVersion, rows: Sequence[Row]) -> bytes:
    """The .xlsx; only the cells that are for marking can be typed in."""
    target = BytesIO()
    book = xlsxwriter.Workbook(target, PLAIN)
    sheet = book.add_worksheet(rules.SHEET)
    levels = book.add_worksheet(rules.LEVELS)
    wrap = {"text_wrap": True, "valign": "top", "border": 1}
    formats = {
        "head": book.add_format({**wrap, "bold": True, "bg_color": "#F5F1EB"}),
        "fixed": book.add_format({**wrap, "font_color": "#6B6259", "bg_color": "#FAF8F4"}),
        "open": book.add_format({**wrap, "locked": False}),
    }
    for place, title in enumerate(headings(version)):
        sheet.write_string(0, place, title, formats["head"])
        sheet.set_column(place, place, WIDTHS[place] if place < len(WIDTHS) else 26)
    _write_levels(levels, version)
    for number, row in enumerate(rows, rules.HEAD):
        _write_row(sheet, number, row, version, formats)
    _offer_levels(sheet, version, len(rows))
    sheet.freeze_panes(rules.HEAD, 2)
    sheet.protect("", {"format_columns": True, "format_rows": True, "sort": False})
    levels.hide()
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    book.close()
    return target.getvalue()


def _write_row(sheet: Any, number: int, row: Row, version: RubricVersion, formats: dict[str, Any]) -> None:
    sheet.set_row(number, HIGH)
    for place, text in enumerate((row.code, str(row.number), row.name, row.total)):
        sheet.write_string(number, place, text, formats["fixed"])
    choices = {str(level.id): rules.choice(level) for one in version.criteria for level in one.levels}
    for place, name in enumerate(rules.fields(version.criteria), rules.FIXED):
        value = row.values.get(name, "")
        text = choices.get(value, "") if name.startswith("level-") else value
        if text:
            sheet.write_string(number, place, text, formats["open"])
        else:
            sheet.write_blank(number, place, None, formats["open"])


def _write_levels(levels: Any, version: RubricVersion) -> None:
    for column, criterion in enumerate(version.criteria):
        for line, level in enumerate(criterion.levels):
            levels.write_string(line, column, rules.choice(level))


def _offer_levels(sheet: Any, version: RubricVersion, count: int) -> None:
    for place, criterion in enumerate(version.criteria):
        column = rules.address(place, 1)[:-1]
        source = f"='{rules.LEVELS}'!${column}$1:${column}${len(criterion.levels)}"
        where = rules.FIXED + 2 * place
        sheet.data_validation(
            rules.HEAD, where, max(rules.HEAD, count), where, {"validate": "list", "source": source}
        )
