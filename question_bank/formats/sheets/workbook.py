"""An .xlsx file as rows of text, read without trust: counted while unpacking, nothing declared, nothing computed."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from io import BytesIO

from lxml import etree

from question_bank.formats.archives import LARGEST_XML, Package, Unreadable, declares, opened, parsed
from question_bank.formats.sheets.grid import LONGEST_CELL, MOST_COLUMNS, Grid, Row, column_name, limited
from question_bank.formats.text import MEGABYTE, left_out
from question_bank.markup import normalised
from question_bank.numbers import write_number
from question_bank.problems import Problem, error, warning

BOOK = "xl/workbook.xml"
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
MOST_STRINGS = 400_000
MOST_CELLS = 400_000
MOST_SHEETS = 40
MOST_TAGS = 2_000_000
SMALL = 4 * MEGABYTE
LAST_DAY = 2_958_465  # 31/12/9999
_DATES = frozenset({*range(14, 18), 22, *range(27, 37), *range(50, 59)})
_PERCENT = frozenset({9, 10})
_ADDRESS = re.compile(r"([A-Z]{1,3})(\d{1,7})")
_QUIET = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.')


@dataclass(frozen=True)
class _Book:
    """What cells refer to: strings by their number, and which styles show dates or percentages."""

    strings: list[str]
    dates: frozenset[int]
    percents: frozenset[int]
    first_day: datetime


def grids(data: bytes) -> Iterator[Grid]:
    """The sheets that hold anything, the visible ones first.

    Raises:
        Unreadable: if the file is damaged, hostile or too large.
    """
    package = opened(data)
    book = _small(package, BOOK)
    if book is None:
        raise Unreadable(error("file.damaged"))
    known = _book(package, book)
    targets = _targets(package)
    sheets = book.findall(f"{MAIN}sheets/{MAIN}sheet")[:MOST_SHEETS]
    for sheet in sorted(sheets, key=lambda sheet: sheet.get("state", "visible") != "visible"):
        member = targets.get(sheet.get(RELATION, ""), "")
        if member not in package:
            continue
        if rows := limited(_rows(package.read(member, LARGEST_XML), known)):
            yield Grid(rows, sheet.get("name", ""))


def _book(package: Package, book: etree._Element) -> _Book:
    dates, percents = _styles(package)
    settings = book.find(f"{MAIN}workbookPr")
    from_1904 = settings is not None and settings.get("date1904") in ("1", "true")
    first_day = datetime(1904, 1, 1) if from_1904 else datetime(1899, 12, 30)  # noqa: DTZ001 - a date on paper
    return _Book(_strings(package), dates, percents, first_day)


def _small(package: Package, name: str) -> etree._Element | None:
    return parsed(package.read(name, SMALL)) if name in package else None


def _targets(package: Package) -> dict[str, str]:
    relations = _small(package, "xl/_rels/workbook.xml.rels")
    found = {}
    for one in [] if relations is None else relations:
        target = str(one.get("Target", ""))
        inside = target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"xl/{target}")
        found[str(one.get("Id", ""))] = inside
    return found


def _strings(package: Package) -> list[str]:
    if "xl/sharedStrings.xml" not in package:
        return []
    found = []
    for element in _each(package.read("xl/sharedStrings.xml", LARGEST_XML), f"{MAIN}si"):
        found.append(_text(element))
        if len(found) > MOST_STRINGS:
            raise Unreadable(error("file.damaged"))
    return found


def _styles(package: Package) -> tuple[frozenset[int], frozenset[int]]:
    """The numbers of the cell styles that show dates, and of those that show percentages."""
    styles = _small(package, "xl/styles.xml")
    if styles is None:
        return frozenset(), frozenset()
    codes = {
        one.get("numFmtId", ""): _QUIET.sub("", one.get("formatCode", "")[:200]).lower()
        for one in styles.iterfind(f"{MAIN}numFmts/{MAIN}numFmt")
    }
    dates, percents = set(), set()
    for place, style in enumerate(styles.iterfind(f"{MAIN}cellXfs/{MAIN}xf")):
        number = style.get("numFmtId", "0")
        code = codes.get(number, "")
        plain = int(number) if number.isdecimal() else 0
        if plain in _DATES or ("y" in code or ("d" in code and "m" in code)):
            dates.add(place)
        elif plain in _PERCENT or code.rstrip().endswith("%"):
            percents.add(place)
    return frozenset(dates), frozenset(percents)


def _each(data: bytes, tag: str) -> Iterator[etree._Element]:
    """The elements with this tag, each emptied when the next is asked for."""
    if declares(data):
        raise Unreadable(error("file.forbidden_xml"))
    if data.count(b"<") > MOST_TAGS:
        raise Unreadable(error("file.too_large", limit=LARGEST_XML // MEGABYTE))
    parser = etree.iterparse(
        BytesIO(data), events=("end",), tag=tag, resolve_entities=False, no_network=True, load_dtd=False,
        huge_tree=False, remove_comments=True, remove_pis=True,
    )  # fmt: skip
    try:
        for _event, element in parser:
            yield element
            element.clear()
            parent = element.getparent()
            while parent is not None and element.getprevious() is not None:
                del parent[0]
    except (etree.XMLSyntaxError, ValueError) as damage:
        raise Unreadable(error("file.damaged")) from damage


def _rows(data: bytes, book: _Book) -> Iterator[Row]:
    count = number = 0
    for element in _each(data, f"{MAIN}row"):
        said = element.get("r", "")
        number = int(said) if said.isascii() and said.isdecimal() and len(said) < 8 else number + 1
        cells: dict[int, str] = {}
        problems: list[Problem] = []
        place = -1
        for cell in element.iterfind(f"{MAIN}c"):
            count += 1
            if count > MOST_CELLS:
                raise Unreadable(error("file.too_large", limit=LARGEST_XML // MEGABYTE))
            place = _place(cell.get("r", ""), place + 1)
            text = _value(cell, book, f"{column_name(min(place, MOST_COLUMNS))}{number}", problems).strip()
            if text:
                cells[place] = text
        if cells:
            yield Row(number, cells, tuple(problems))


def _place(address: str, otherwise: int) -> int:
    found = _ADDRESS.fullmatch(address)
    if not found:
        return otherwise
    place = 0
    for letter in found[1]:
        place = place * 26 + ord(letter) - ord("A") + 1
    return place - 1


def _text(element: etree._Element) -> str:
    """The text of a string that may have parts in several fonts; readings of signs are left out."""
    readings = {one for aside in element.iter(f"{MAIN}rPh") for one in aside}
    parts = [one.text or "" for one in element.iter(f"{MAIN}t") if one not in readings]
    return normalised("".join(parts))[:LONGEST_CELL]


def _value(cell: etree._Element, book: _Book, address: str, problems: list[Problem]) -> str:
    kind = cell.get("t", "n")
    if kind == "inlineStr":
        return _text(cell)
    value = (cell.findtext(f"{MAIN}v") or "").strip()
    if kind == "s":
        return book.strings[int(value)] if value.isdecimal() and int(value) < len(book.strings) else ""
    if kind == "b":
        return "Đúng" if value == "1" else "Sai"
    if kind == "e":
        problems.append(error("sheet.fault", cell=address, text=left_out(value)))
    if kind != "n" or not value:
        return normalised(value)[:LONGEST_CELL]
    return _number(value, cell.get("s", "0"), book, address, problems)


def _number(value: str, style: str, book: _Book, address: str, problems: list[Problem]) -> str:
    try:
        number = float(value)
    except ValueError:
        return normalised(value)[:LONGEST_CELL]
    place = int(style) if style.isdecimal() else 0
    if place in book.dates and 0 < number < LAST_DAY:
        day = book.first_day + timedelta(days=int(number))
        text = f"{day.day}/{day.month}/{day.year}"
        problems.append(warning("sheet.date", cell=address, text=text))
        return text
    if not abs(number) < 1e15:
        return value[:LONGEST_CELL]
    shown = Decimal(repr(number))
    return write_number(shown * 100) + "%" if place in book.percents else write_number(shown)
