"""Lists as offices send them, made by the tests themselves."""

from collections.abc import Callable, Sequence
from io import BytesIO
from typing import Any

from openpyxl import Workbook

HEADS = ["STT", "Họ và tên", "Ngày sinh", "Số điện thoại", "Số CCCD", "Chi bộ"]


def xlsx(
    rows: Sequence[Sequence[Any]], heads: Sequence[str] = (), change: Callable[[Any], None] | None = None
) -> bytes:
    """A workbook of one sheet; `change` may merge cells, hide sheets and the like."""
    book = Workbook()
    sheet: Any = book.active
    for row in ([list(heads)] if heads else []) + [list(row) for row in rows]:
        sheet.append(row)
    if change is not None:
        change(sheet)
    target = BytesIO()
    book.save(target)
    return target.getvalue()


def people(count: int) -> list[list[Any]]:
    """`count` people, each with a phone and a citizen number of their own."""
    return [
        [place + 1, f"Trần Thị {chr(65 + place % 26)}{'abcdefghij'[place // 26 % 10]}", "18/05/1981"]
        + [f"09123{place:05}", f"0380810{place:05}", ""]
        for place in range(count)
    ]


def csv(rows: Sequence[Sequence[Any]], delimiter: str = ";", encoding: str = "utf-8-sig") -> bytes:
    return "\r\n".join(delimiter.join(str(cell) for cell in row) for row in rows).encode(encoding)
