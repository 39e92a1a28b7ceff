"""Citations as people write them: one document, spelled anew each time by a seeded chance."""

import unicodedata
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from question_bank.markup import folded

TYPES = ("NQ", "CT", "KL", "QĐ", "HD", "KH", "CTr", "CV", "ĐA", "TB", "BC")
ISSUERS = ("TU", "TW", "ĐUK", "HU", "BTGTU", "BTGTW", "BTGDVTU", "UBND", "VPTW")
NAMES = (
    "Nghị quyết",
    "Chỉ thị",
    "Kế hoạch",
    "Công văn",
    "Chương trình",
    "NQ",
    "KL",
    "Thực hiện Hướng dẫn",
    "“Quy định",
)
DASHES = ("-", "–", "—", "‐", "‑", "−")
SPACES = ("", "", " ", "\u00a0", "  ")
OFFICES = ("Tỉnh ủy Lam Giang", "Tỉnh uỷ Lam Giang", "Đảng ủy Khối", "Ban Thường vụ Huyện ủy", "Bộ Chính trị")
UNITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
FIRST, DAYS = date(1945, 1, 1), 30_000


@dataclass(frozen=True)
class Spelled:
    """A citation as it was typed, and what it means: number, day and issuer where they were said."""

    typed: str
    number: str
    day: date | None
    issuer: str


def spelled(chance: Random) -> Spelled:
    """One document in one of its many spellings."""
    count = f"{chance.randrange(1, 1500)}{chance.choice(('', '', '', 'a', 'b'))}"
    kind, issuer = chance.choice(TYPES), chance.choice(ISSUERS)
    number = f"{count}-{kind}/{issuer}"
    day = FIRST + timedelta(days=chance.randrange(DAYS)) if chance.random() < 0.8 else None
    office = chance.choice(OFFICES) if day and chance.random() < 0.5 else ""
    return Spelled(_roughly(_cited(chance, count, kind, issuer, day, office), chance), number, day, office)


def in_words(day: date, chance: Random) -> str:
    """A day as it is read aloud."""
    month = {1: "giêng", 4: "tư", 12: "mười hai"}.get(day.month, _below_hundred(day.month, chance))
    begin = "mồng " if day.day <= 10 and chance.random() < 0.3 else ""
    return f"ngày {begin}{_below_hundred(day.day, chance)} tháng {month} năm {_year(day.year, chance)}"


def _cited(chance: Random, count: str, kind: str, issuer: str, day: date | None, office: str) -> str:
    said = f"{chance.choice(('', '0', '00')) if len(count) < 2 else ''}{count}"
    number = f"{said}{_around(chance, chance.choice(DASHES))}{kind}{_around(chance, '/')}{issuer}"
    before = chance.choice(
        (
            "",
            "Số ",
            "số: ",
            "SỐ ",
            "Số\u00a0",
            *(f"{name} số " for name in NAMES),
            *(f"{name} " for name in NAMES),
        )
    )
    marks = chance.choice(("", "", "*", "**", '"'))
    return f"{before}{marks}{number}{marks}{_dated(chance, day)}{f' của {office}' if office else ''}"


def _dated(chance: Random, day: date | None) -> str:
    if day is None:
        return ""
    apart, zero = chance.choice(("/", "-", ".", " / ")), chance.choice(("", "0"))
    digits = [f"{part:{zero}{2 if zero else 1}d}" for part in (day.day, day.month)]
    written = chance.choice(
        (
            apart.join([*digits, str(day.year)]),
            f"ngày {apart.join([*digits, str(day.year)])}",
            f"ngày {digits[0]} tháng {digits[1]} năm {day.year}",
            in_words(day, chance),
        )
    )
    return chance.choice((" ", ", ", " (", "; ", ",\u00a0")) + written


def _around(chance: Random, sign: str) -> str:
    return f"{chance.choice(SPACES)}{sign}{chance.choice(SPACES)}"


def _roughly(text: str, chance: Random) -> str:
    """In other capitals, without marks, or in decomposed letters, as a Mac's clipboard gives them."""
    way = chance.random()
    if way < 0.1:
        return text.upper()
    if way < 0.2:
        return text.lower()
    if way < 0.3:
        return folded(text)
    return unicodedata.normalize("NFD", text) if way < 0.5 else text


def _below_hundred(value: int, chance: Random) -> str:
    tens, ones = divmod(value, 10)
    last = {
        0: "",
        1: "mốt" if tens > 1 else "một",
        4: chance.choice(("bốn", "tư")) if tens > 1 else "bốn",
        5: chance.choice(("lăm", "nhăm")) if tens else "năm",
    }.get(ones, UNITS[ones])
    if tens == 0:
        return last
    return f"{'mười' if tens == 1 else f'{UNITS[tens]} mươi'} {last}".strip()


def _year(year: int, chance: Random) -> str:
    thousands, rest = divmod(year, 1000)
    hundreds, low = divmod(rest, 100)
    way = chance.random()
    if way < 0.15:
        return " ".join(UNITS[int(digit)] for digit in str(year))
    if way < 0.3:
        return str(year)
    tail = f"{chance.choice(('linh', 'lẻ'))} {UNITS[low]}" if 0 < low < 10 else _below_hundred(low, chance)
    thousand = chance.choice(("nghìn", "ngàn"))
    middle = "" if not hundreds and way < 0.6 else f"{UNITS[hundreds]} trăm"
    return " ".join(f"{UNITS[thousands]} {thousand} {middle} {tail}".split())
