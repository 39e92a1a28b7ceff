"""Which column means what: told from its heading, or from what stands in it; a person may correct it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from enum import StrEnum

from question_bank.formats.sheets.grid import Row
from question_bank.markup import folded

LOOKED_AT = 30
SAMPLE = 200
LONGEST_HEAD = 60


class Column(StrEnum):
    """What a column can mean; NUMBER counts the rows, NOTHING is left out."""

    NOTHING = ""
    NUMBER = "number"
    CODE = "code"
    TITLE = "title"
    TYPE = "type"
    TOPIC = "topic"
    LEVEL = "level"
    TEXT = "text"
    OPTION = "option"
    KEY = "key"
    MARKING = "marking"
    FIXED = "fixed_order"
    EXPLANATION = "explanation"
    SOURCE = "source"
    TAGS = "tags"


HEADS = {
    Column.NUMBER: r"stt|tt|so tt|so thu tu|thu tu|no|cau so",
    Column.CODE: r"ma( so)?( cau( hoi)?)?|id|code|question (id|code)",
    Column.TITLE: r"tieu de|ten( cau( hoi)?)?|title|name",
    Column.TYPE: r"(loai|dang|kieu|hinh thuc)( cau( hoi)?| trac nghiem)?|(question )?type",
    Column.TOPIC: r"chu de|chuyen de|chuong|bai( hoc)?|phan|muc|linh vuc|topic|category|chapter|lesson",
    Column.LEVEL: r"(muc|cap)( do)?( nhan thuc| tu duy| kho)?|do kho|level|difficulty",
    Column.TEXT: r"(noi dung|de)( cau)?( hoi)?|cau( hoi)?|de bai|cau dan|question( text)?|stem|text",
    Column.OPTION: (
        r"(phuong an( tra loi)?|dap an|lua chon|tra loi|cau tra loi|option|answer|choice|y|pa|da)? ?"
        r"([a-j]|\d{1,2})|phuong an nhieu( \d)?"
    ),
    Column.KEY: (
        r"dap an( dung| chinh xac)?|(phuong an|cau tra loi|tra loi|lua chon|ket qua) (dung|chinh xac)|ket qua|key|"
        r"answers?( key)?|(correct|right)( answers?| options?)?|da( dung)?|dung"
    ),
    Column.MARKING: r"cach (tinh|cham)( diem)?|marking|credit",
    Column.FIXED: r"(giu|co dinh)( thu tu)?( phuong an| dap an)?|khong (dao|tron)|fixed( order)?",
    Column.EXPLANATION: r"(loi )?giai( thich)?( dap an)?|huong dan( giai| cham)?|explanation|feedback|rationale",
    Column.SOURCE: r"nguon( trich dan| tai lieu)?|can cu|tai lieu( tham khao)?|trich dan|source|reference",
    Column.TAGS: r"tu khoa|the|nhan|tags?|keywords?|labels?",
}
_HEADS = {column: re.compile(pattern) for column, pattern in HEADS.items()}
_KEY = re.compile(r"[A-Ja-j](?:\s*[,;/ ]?\s*[A-Ja-j]){0,9}|[ĐSđs](?:[\s,;/-]*[ĐSđs]){0,9}")


def meaning(head: str) -> Column | None:
    """What a heading says; None if it is not known."""
    words = " ".join(re.sub(r"[^\w]+", " ", folded(head[:LONGEST_HEAD])).split())
    return next((column for column, pattern in _HEADS.items() if pattern.fullmatch(words)), None)


def head_place(rows: Sequence[Row]) -> int | None:
    """The place of the first row that names the questions and something else."""
    for place, row in enumerate(rows[:LOOKED_AT]):
        found = [meaning(cell) for cell in row.cells.values()]
        if Column.TEXT in found and sum(one is not None for one in found) >= 2:
            return place
    return None


def by_head(row: Row) -> dict[int, Column]:
    """The columns by their headings; one that is named twice counts the first time, options and tags always."""
    found: dict[int, Column] = {}
    for place, cell in row.cells.items():
        column = meaning(cell)
        if column and (column is Column.OPTION or column not in found.values()):
            found[place] = column
    return found


def by_content(rows: Sequence[Row]) -> dict[int, Column]:
    """Without headings: a column of letters is the key, the first of other words the question, then options."""
    sample = rows[:SAMPLE]
    places = sorted({place for row in sample for place in row.cells})
    cells = {place: [row[place] for row in sample if row[place]] for place in places}
    keys = [place for place in places if len(places) > 2 and _share(cells[place], _KEY) > 0.8]
    key = keys[-1] if keys else None
    worded = [place for place in places if place != key and any(map(str.isalpha, "".join(cells[place])))]
    if key is None or not worded:
        return {}
    text = worded[0]
    found = {place: Column.NUMBER for place in places if place < text and _share(cells[place], _COUNT) > 0.8}
    between = [place for place in places if text < place < key] or [place for place in places if place > key]
    return found | {text: Column.TEXT, key: Column.KEY} | dict.fromkeys(between, Column.OPTION)


def corrected(guessed: Mapping[int, Column], said: Mapping[int, Column]) -> dict[int, Column]:
    """The guess with what a person says instead; a meaning that only one column has moves there."""
    taken = {column for column in said.values() if column is not Column.OPTION}
    kept = {place: column for place, column in guessed.items() if column not in taken}
    return {place: column for place, column in (kept | dict(said)).items() if column is not Column.NOTHING}


_COUNT = re.compile(r"\d{1,6}\.?")


def _share(cells: Sequence[str], pattern: re.Pattern[str]) -> float:
    return sum(pattern.fullmatch(cell) is not None for cell in cells) / (len(cells) or 1)
