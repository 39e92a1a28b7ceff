"""Which column means what: head lines as they are written in offices, and what the cells below look like. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache
from itertools import zip_longest
from typing import Any

from lms.accounts.names import normal_phone, search_key

SAMPLES = 3


class Field(StrEnum):
    """What a column can mean; NOTHING is left out because nobody wants it, PRIVATE because nobody may."""

    NOTHING = ""
    PRIVATE = "private"
    ORDINAL = "ordinal"
    NAME = "name"
    FAMILY = "family"
    GIVEN = "given"
    BIRTH = "birth"
    BIRTH_MALE = "birth_male"
    BIRTH_FEMALE = "birth_female"
    SEX = "sex"
    POSITION = "position"
    WORKPLACE = "workplace"
    UNIT = "unit"
    UNIT_ABOVE = "unit_above"
    PHONE = "phone"
    EMAIL = "email"
    CITIZEN_ID = "citizen_id"
    CARD_NO = "card_no"
    MEMBER_CODE = "member_code"
    GROUP = "group"
    NOTE = "note"


# Head lines without marks, in the order in which they are tried; the first that fits the whole text counts.
_SPELLINGS: list[tuple[Field, str]] = [
    (
        Field.PRIVATE,
        (
            r"(ton giao|dan toc|que quan|nguyen quan|noi sinh|ho khau.*|thuong tru.*|noi thuong tru.*|tam tru.*|"
            r"dia chi.*|cho o.*|noi o.*|noi cu tru.*|hon nhan.*|tinh trang hon nhan.*|suc khoe.*|nhom mau|"
            r"thanh phan.*|gia dinh.*|ngoai ngu|tin hoc|ten goi khac|bi danh|noi cap.*|ngay cap.*|"
            r"ngay vao dang.*|ngay chinh thuc.*|ngay ket nap.*|luong.*|tai khoan.*|so tai khoan.*)"
        ),
    ),
    (Field.ORDINAL, r"(stt|tt|so tt|so thu tu|no|s tt)"),
    (Field.FAMILY, r"(ho va ten dem|ho ten dem|ho dem|ho va dem|ho va chu dem|ho va chu lot|ho lot|ho)"),
    (
        Field.NAME,
        (
            r"(ho (va )?ten( khai sinh)?|ho va ten hoc vien|ho ten hoc vien|ten hoc vien|hoc vien|"
            r"ho (va )?ten (dang vien|quan chung|nguoi hoc|dong chi|can bo|doan vien)|ho (va )?chu dem (va )?ten|"
            r"ho va ten dem va ten|ho dem va ten|ho dem ten|full name|name)"
        ),
    ),
    (Field.GIVEN, r"(ten|ten hv)"),
    (Field.SEX, r"(gioi( tinh)?|gt|phai|nam nu|sex|gender|gioi tinh nam nu)"),
    (
        Field.BIRTH_MALE,
        r"(((ngay|nam|thang)( thang)?( nam)?( sinh)?|sinh ngay|sinh nam|ns) nam|nam ((ngay|nam) )?sinh nam)",
    ),
    (Field.BIRTH_FEMALE, r"(((ngay|nam|thang)( thang)?( nam)?( sinh)?|sinh ngay|sinh nam|ns) nu|nu)"),
    (
        Field.BIRTH,
        (
            r"(ngay( thang)?( nam)? sinh|nam sinh|sinh ngay|sinh nam|sinh|ngay sinh nam sinh|ns|ngs|"
            r"ngay thang nam|date of birth|birthday|dob|ngay thang nam sinh .*)"
        ),
    ),
    (Field.BIRTH_MALE, r"nam"),
    (
        Field.POSITION,
        (
            r"(chuc (vu|danh|trach)|chuc vu chuc danh|chuc vu nghe nghiep|nghe nghiep|chuc vu (va )?don vi( cong tac)?|"
            r"chuc vu (va )?(noi|co quan) (cong tac|lam viec)|chuc vu hien nay|position|cv)"
        ),
    ),
    (
        Field.WORKPLACE,
        r"((don vi|noi|co quan)( don vi)? (cong tac|lam viec)|co quan|cong tac tai|don vi cong tac .*|workplace)",
    ),
    (
        Field.UNIT_ABOVE,
        (
            r"(dang bo|dang uy|dang bo co so|dang uy co so|to chuc dang cap tren|dang uy cap tren|"
            r"dang bo cap tren|truc thuoc( dang bo)?|thuoc dang bo)"
        ),
    ),
    (
        Field.UNIT,
        (
            r"(chi bo|don vi|sinh hoat tai chi bo|chi bo dang bo|dang bo chi bo|chi bo sinh hoat|"
            r"to chuc dang( dang sinh hoat)?|don vi cu( di hoc)?|don vi sinh hoat|noi sinh hoat( dang)?|tccsd|"
            r"to chuc co so dang|chi dang bo|don vi de nghi|chi doan|unit)"
        ),
    ),
    (
        Field.PHONE,
        (
            r"((so )?(dien thoai|dt|dtdd|di dong|sdt)( di dong| lien he| lien lac| ca nhan)?|phone|mobile|"
            r"dien thoai di dong|so may|zalo|sdt zalo|lien he|tel)"
        ),
    ),
    (Field.EMAIL, r"(e ?mail|thu dien tu|dia chi (e ?mail|thu dien tu)|hop thu( dien tu)?|gmail)"),
    (
        Field.CITIZEN_ID,
        (
            r"((so )?(cccd|cmnd|cmt|can cuoc( cong dan)?|dinh danh( ca nhan)?|ddcn)( cmnd| cccd| cmt| gan chip)*|"
            r"so (cccd|cmnd) .*|chung minh nhan dan|ma dinh danh( ca nhan)?|can cuoc .*|cccd .*)"
        ),
    ),
    (Field.CARD_NO, r"((so )?the dang( vien)?|so the( dang vien)?|so the dang .*|st?d|ma dang vien)"),
    (
        Field.MEMBER_CODE,
        (
            r"(ma (so )?(hoc vien|hv|nguoi hoc|can bo|nhan vien|sinh vien|hoi vien|thanh vien)|mshv|mhv|mssv|"
            r"msnv|ma so|ma|member code|so bao danh|sbd)"
        ),
    ),
    (Field.GROUP, r"(to|nhom|to hoc tap|to thao luan|nhom thao luan|to so|to nhom|group)"),
    (Field.NOTE, r"(ghi chu|chu thich|note|notes|luu y|gc)"),
]
_PATTERNS = [(meaning, re.compile(spelling)) for meaning, spelling in _SPELLINGS]
# Other columns that office lists have and a class does not need.
_LEFT_OUT = re.compile(
    r"(ky ten|ky nhan|chu ky|diem.*|xep loai.*|trinh do.*|hoc van.*|chuyen mon.*|ly luan.*|llct.*|"
    r"lop|khoa|buoi.*|ket qua|so quyet dinh.*|van hoa)"
)


@dataclass(frozen=True)
class Column:
    """One column: its head, what it is taken for, and a few of its cells (none where they are private)."""

    head: str
    meaning: Field
    samples: list[str]

    def as_json(self) -> dict[str, Any]:
        return {"head": self.head, "field": self.meaning.value, "samples": self.samples}


def from_json(kept: dict[str, Any]) -> Column:
    return Column(kept["head"], Field(kept["field"]), kept["samples"])


@lru_cache(maxsize=4096)
def meaning_of(head: str) -> Field | None:
    """What a head line says; NOTHING for one that is known and not wanted, None for one nobody knows."""
    key = search_key(re.sub(r"\((?!nam|nữ|nu\b)[^)]*\)|\*", " ", head[:120], flags=re.IGNORECASE))
    key = re.sub(r"\b\d+\b", "", key).strip()
    for meaning, pattern in _PATTERNS:
        if pattern.fullmatch(key):
            return meaning
    return Field.NOTHING if _LEFT_OUT.fullmatch(key) else None


def guess(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> list[Column]:
    """A meaning for every column: by its head, else by what its cells look like. Each meaning is given once."""
    seen: set[Field] = set()
    columns = []
    for place, head in enumerate(heads):
        cells = [row[place] for row in rows if place < len(row) and row[place]]
        meaning = meaning_of(head) if head else _by_cells(cells)
        if meaning is None and not head:
            meaning = Field.NOTHING
        meaning = meaning if meaning is not None else _by_cells(cells, sure_only=True)
        if meaning in seen and meaning is not Field.PRIVATE:
            meaning = Field.NOTHING
        seen.add(meaning)
        columns.append(Column(head, meaning, [] if meaning is Field.PRIVATE else _samples(cells)))
    return _agreed(columns)


def with_samples(columns: Sequence[Column], rows: Sequence[Sequence[str]]) -> list[Column]:
    """The columns with a few cells of the rows that count; none where they are private."""
    return [
        column
        if column.meaning is Field.PRIVATE
        else replace(
            column, samples=_samples([row[place] for row in rows[:200] if place < len(row) and row[place]])
        )
        for place, column in enumerate(columns)
    ]


def chosen(columns: Sequence[Column], meanings: Sequence[Field]) -> list[Column]:
    """The columns as a person corrected them; what is private stays out, whatever was asked."""
    return [
        column if Field.PRIVATE in (column.meaning, meaning) else replace(column, meaning=meaning)
        for column, meaning in zip_longest(columns, meanings[: len(columns)], fillvalue=Field.NOTHING)
        if isinstance(column, Column)
    ]


def twice(columns: Sequence[Column]) -> list[Field]:
    """Meanings that more than one column was given; only the one can be meant."""
    given = [column.meaning for column in columns if column.meaning not in (Field.NOTHING, Field.PRIVATE)]
    return sorted({meaning for meaning in given if given.count(meaning) > 1})


def names_people(columns: Sequence[Column]) -> bool:
    """Whether a name can be read at all."""
    meanings = {column.meaning for column in columns}
    return Field.NAME in meanings or Field.GIVEN in meanings


def _agreed(columns: list[Column]) -> list[Column]:
    """Meanings that only make sense beside others: a family name beside a given one, a unit above beside one below."""
    meanings = {column.meaning for column in columns}
    swaps: dict[Field, Field] = {}
    if Field.GIVEN in meanings and Field.FAMILY not in meanings and Field.NAME in meanings:
        swaps[Field.NAME] = Field.FAMILY  # "Họ và tên" | "Tên" is how two-column lists are headed
    if Field.FAMILY in meanings and not meanings & {Field.GIVEN, Field.NAME}:
        swaps[Field.FAMILY] = Field.NAME
    if Field.GIVEN in meanings and not meanings & {Field.FAMILY, Field.NAME}:
        swaps[Field.GIVEN] = Field.NAME
    if Field.UNIT_ABOVE in meanings and Field.UNIT not in meanings:
        swaps[Field.UNIT_ABOVE] = Field.UNIT
    return [replace(column, meaning=swaps.get(column.meaning, column.meaning)) for column in columns]


def _samples(cells: Sequence[str]) -> list[str]:
    return list(dict.fromkeys(cell[:60] for cell in cells))[:SAMPLES]


def _by_cells(cells: Sequence[str], *, sure_only: bool = False) -> Field:
    """What most of the cells look like; names only where a column has no head at all."""
    tried = cells[:50]
    looks = [(Field.EMAIL, _is_email), (Field.PHONE, _is_phone), (Field.CITIZEN_ID, _is_citizen_id)]
    if not sure_only:
        looks += [(Field.BIRTH, _is_day), (Field.NAME, _is_name)]
    for meaning, looks_so in looks:
        if tried and sum(map(looks_so, tried)) * 10 >= len(tried) * 8:
            return meaning
    return Field.NOTHING


def _is_email(cell: str) -> bool:
    return re.fullmatch(r"\S+@\S+\.\S+", cell) is not None


def _is_phone(cell: str) -> bool:
    return normal_phone(cell) is not None


def _is_citizen_id(cell: str) -> bool:
    return re.fullmatch(r"0\d{11}", cell) is not None


def _is_day(cell: str) -> bool:
    return re.fullmatch(r"\d{1,2}[/.-]\d{1,2}[/.-]\d{4}|(19|20)\d\d-\d\d-\d\d", cell) is not None


def _is_name(cell: str) -> bool:
    words = cell.split()
    return 2 <= len(words) <= 7 and all(word.isalpha() and word[0].isupper() for word in words)
