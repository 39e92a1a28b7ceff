"""The clauses of a text: which paragraph begins Article 5, clause 2, point a; and where a citation opens. Pure.

Party papers count I, 1, 1.1, a; laws and regulations Chương, Mục, Điều, khoản, điểm. Both are read with one ladder.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum

from question_bank.markup import folded, normalised


class Step(IntEnum):
    """What stands inside what: a smaller number holds the greater ones."""

    PART = 0
    CHAPTER = 1
    SECTION = 2
    ARTICLE = 3
    CLAUSE = 4
    SUBCLAUSE = 5
    POINT = 6


Mark = tuple[Step, str]
WORDS = {
    Step.PART: "Phần",
    Step.CHAPTER: "Chương",
    Step.SECTION: "Mục",
    Step.ARTICLE: "Điều",
    Step.CLAUSE: "Khoản",
    Step.SUBCLAUSE: "Khoản",
    Step.POINT: "Điểm",
}
OUTLINED = (
    Step.CLAUSE
)  # deeper ones are reached by citations, an outline of them would be as long as the text
LONGEST_TITLE = 90
_PART = re.compile(r"phần\s+(?:thứ\s+)?([ivxlc]+|\d{1,2}|nhất|một|hai|ba|tư|bốn|năm|sáu|bảy|tám|chín|mười)\b")
_CHAPTER = re.compile(r"chương\s+([ivxlc]+|\d{1,3})\b")
_SECTION = re.compile(r"mục\s+([ivxlc]+|\d{1,3})\b(?=\s*(?:[.:–-]|$)|\s+[^\W\d_])")
_ROMAN = re.compile(r"([IVXL]{1,6})\s*(?:[./–)-]|$)(?!\d)")
_ARTICLE = re.compile(r"điều\s+(\d{1,3}[a-zđ]?)\s*(?:[.:–-]|$)")
_SUBCLAUSE = re.compile(r"(\d{1,2}(?:\.\d{1,2})+)[.)]?\s+\S")
_CLAUSE = re.compile(r"(?:khoản\s+)?(\d{1,2})\s*[.)/–-]\s*(?=[^\W\d_\s]|[“\"'(])")
_POINT = re.compile(r"(?:điểm\s+)?([a-zđ])\s*[.)]\s+\S")
_SMALL: tuple[tuple[re.Pattern[str], Step], ...] = (
    (_PART, Step.PART),
    (_CHAPTER, Step.CHAPTER),
    (_SECTION, Step.SECTION),
    (_ARTICLE, Step.ARTICLE),
    (_SUBCLAUSE, Step.SUBCLAUSE),
    (_CLAUSE, Step.CLAUSE),
    (_POINT, Step.POINT),
)
_CITED = re.compile(
    r"(phan|chuong|muc|dieu|khoan|diem|tiet)\s+(?:thu\s+)?((?:\d+(?:\.\d+)*[a-zđ]?|[ivxlc]+|[a-zđ])(?![^\W_])|nhat|mot|hai|ba|tu|bon)"
)
_STEPS = {
    "phan": Step.PART,
    "chuong": Step.CHAPTER,
    "muc": Step.SECTION,
    "dieu": Step.ARTICLE,
    "khoan": Step.CLAUSE,
    "diem": Step.POINT,
    "tiet": Step.POINT,
}


@dataclass(frozen=True)
class Paragraph:
    """One paragraph; `anchor` is empty where it begins no clause, `path` is all that it stands in."""

    text: str
    anchor: str = ""
    path: tuple[Mark, ...] = ()

    @property
    def step(self) -> Step | None:
        return self.path[-1][0] if self.anchor else None

    @property
    def outlined(self) -> bool:
        """An outline names articles and what holds them; clauses only where no article does."""
        if self.step is None:
            return False
        return self.step < OUTLINED or (
            self.step == OUTLINED and not any(step == Step.ARTICLE for step, _ in self.path)
        )

    @property
    def title(self) -> str:
        return (
            self.text
            if len(self.text) <= LONGEST_TITLE
            else f"{self.text[:LONGEST_TITLE].rsplit(' ', 1)[0]} …"
        )


def marked(texts: Iterable[str]) -> list[Paragraph]:
    """The paragraphs with the clauses that they begin."""
    found: list[Paragraph] = []
    path: tuple[Mark, ...] = ()
    used: dict[str, int] = {}
    for text in texts:
        mark = mark_of(text)
        if mark is None:
            found.append(Paragraph(text, path=path))
            continue
        path = (*(one for one in path if one[0] < mark[0]), mark)
        found.append(Paragraph(text, _once(_anchor(path), used), path))
    return found


def mark_of(text: str) -> Mark | None:
    """The clause that a paragraph begins; None for running text."""
    if roman := _ROMAN.match(text):
        return Step.SECTION, roman[1].lower()
    small = text[:60].casefold()
    for pattern, step in _SMALL:
        if found := pattern.match(small):
            return step, _value(found[1])
    return None


def place_of(cited: str, paragraphs: Sequence[Paragraph]) -> str:
    """The anchor at which a citation such as "điểm b khoản 2 Điều 5" opens; the nearest that there is, or empty."""
    wanted = cited_marks(cited)
    while wanted:
        for meant in (wanted, [_numbered(one) for one in wanted]):
            found = (one.anchor for one in paragraphs if one.anchor and _is(one.path, meant))
            if anchor := next(found, ""):
                return anchor
        wanted = wanted[:-1]
    return ""


def cited_marks(cited: str) -> list[Mark]:
    """What a citation names, the widest first."""
    small = normalised(cited).casefold()
    plain = "".join(
        "đ" if letter == "đ" and _alone(small, place) else folded(letter)
        for place, letter in enumerate(small)
    )
    found = {_STEPS[word]: _value(value) for word, value in _CITED.findall(plain)}
    return [(_deep(step, value), value) for step, value in sorted(found.items())]


def _alone(text: str, place: int) -> bool:
    return not any(one.isalpha() for one in (text[place - 1 : place] + text[place + 1 : place + 2]))


def _deep(step: Step, value: str) -> Step:
    return Step.SUBCLAUSE if step == Step.CLAUSE and "." in value else step


def _is(path: Sequence[Mark], wanted: Sequence[Mark]) -> bool:
    return path[-1] == wanted[-1] and set(wanted) <= set(path)


def _numbered(mark: Mark) -> Mark:
    """People call a numbered paragraph of a Party paper `mục 2` as often as `khoản 2`."""
    step, value = mark
    return (_deep(Step.CLAUSE, value), value) if step == Step.SECTION and value[:1].isdigit() else mark


def _value(said: str) -> str:
    value = said if said == "đ" else folded(said)
    return {"nhat": "1", "mot": "1", "hai": "2", "ba": "3", "tu": "4", "bon": "4", "nam": "5"}.get(
        value, value
    )


def _anchor(path: Sequence[Mark]) -> str:
    """Articles are counted through the whole text; what stands below needs what it stands in."""
    first = next((place for place, (step, _value) in enumerate(path) if step == Step.ARTICLE), 0)
    return "-".join(f"{folded(WORDS[step])}-{_ascii(value)}" for step, value in path[first:])


def _ascii(value: str) -> str:
    return "dd" if value == "đ" else folded(value).replace(".", "-")


def _once(anchor: str, used: dict[str, int]) -> str:
    """A text with an annex counts its articles twice."""
    used[anchor] = used.get(anchor, 0) + 1
    return anchor if used[anchor] == 1 else f"{anchor}_{used[anchor]}"
