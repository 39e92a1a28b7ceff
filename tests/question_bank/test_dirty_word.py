"""Word files as dirty as they come: nothing is lost, and what is uncertain is asked, not guessed.

Each file is drawn from every way to number, to letter, to lay out and to mark the key, with the dirt between.
"""

import unicodedata
from dataclasses import dataclass
from itertools import product
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings, strategies as st

from question_bank.formats import word
from question_bank.legacy_fonts import _FROM, _TO
from question_bank.types import SingleChoice
from tests.question_bank.word_files import (
    LOOKS,
    in_list,
    lean,
    list_of,
    numbered_lists,
    picture,
    saved,
)
from tests.scale import chosen, scaled

HEADERS = ["Câu {}: ", "Câu {}. ", "Câu {}) ", "CÂU {}: ", "Bài {}: ", "{}. ", "auto"]
LETTERS = ["{}. ", "{}) ", "{}/ ", "({}) ", "auto"]
LAYOUTS = ["lines", "tabs", "spaces", "table", "row"]
WRITTEN = ["Đáp án: {}", "Đáp án {}", "ĐA: {}", "Chọn {}", "Chọn {}.", "Trả lời: {}", "{}"]
SIGNS = [*LOOKS, *WRITTEN, "(đúng)", "text", "bảng"]
AFTER = ["", "Lời giải: vì {}.", "Giải thích: vì {}.", "Hướng dẫn: vì {}."]
TCVN3 = str.maketrans(dict(zip(_TO, _FROM, strict=True)))


@dataclass(frozen=True)
class Asked:
    """One question as it will be typed: which of its options is right, and what its explanation looks like."""

    number: int
    count: int
    right: int
    after: str

    @property
    def stem(self) -> str:
        return f"Nội dung thứ {self.number} nói về việc gì?"

    @property
    def options(self) -> list[str]:
        return [
            f"việc {self.number} loại {['một', 'hai', 'ba', 'bốn', 'năm'][place]}"
            for place in range(self.count)
        ]


@dataclass(frozen=True)
class Manner:
    """How a file is typed; `signs` are the ways it shows the key."""

    header: str
    letter: str
    small: bool
    layout: str
    signs: tuple[str, ...]
    dirt: tuple[str, ...]


ASKED = st.lists(
    st.tuples(st.integers(3, 5), st.integers(0, 2), st.sampled_from(AFTER)), min_size=1, max_size=4
)
MANNERS = st.builds(
    Manner,
    header=st.sampled_from(HEADERS),
    letter=st.sampled_from(LETTERS),
    small=st.booleans(),
    layout=st.sampled_from(LAYOUTS),
    signs=st.sampled_from(SIGNS).map(lambda sign: (sign,)),
    dirt=st.sets(st.sampled_from(["nfd", "nbsp", "picture", "part", "end", "empty", "font"])).map(
        lambda dirt: tuple(sorted(dirt))
    ),
)


class Typist:
    """Types questions into a document in one manner."""

    def __init__(self, manner: Manner) -> None:
        self.manner = manner
        self.document = lean()
        numbers, letters = numbered_lists(
            self.document, ("decimal", "Câu %1:"), ("lowerLetter" if manner.small else "upperLetter", "%1.")
        )
        self.numbers, self.letters = list_of(self.document, numbers), letters
        if "font" in manner.dirt:
            self.document.styles["Normal"].font.name = ".VnTime"

    def words(self, text: str) -> str:
        """The text with the dirt of this file."""
        text = text.replace(" ", "\xa0") if "nbsp" in self.manner.dirt else text
        if "font" in self.manner.dirt:
            return text.translate(TCVN3)
        return unicodedata.normalize("NFD", text) if "nfd" in self.manner.dirt else text

    def file(self, asked: list[Asked]) -> bytes:
        if "part" in self.manner.dirt:
            self.document.add_paragraph(self.words("PHẦN I. TRẮC NGHIỆM"))
        for one in asked:
            self.question(one)
        if "end" in self.manner.dirt or "bảng" in self.manner.signs:
            self.document.add_paragraph("HẾT" if "font" in self.manner.dirt else self.words("HẾT"))
        if "bảng" in self.manner.signs:
            self.document.add_paragraph(" ".join(f"{one.number}-{'ABCDE'[one.right]}" for one in asked))
        return saved(self.document)

    def question(self, one: Asked) -> None:
        paragraph = self.document.add_paragraph()
        if self.manner.header == "auto":
            in_list(paragraph, self.numbers)
        else:
            paragraph.add_run(self.words(self.manner.header.format(one.number))).bold = True
        paragraph.add_run(self.words(one.stem))
        if "picture" in self.manner.dirt:
            paragraph.add_run().add_picture(picture())
        self.options(one)
        for sign in self.manner.signs:
            if sign in WRITTEN:
                self.document.add_paragraph(self.words(sign.format("ABCDE"[one.right])))
            elif sign == "text":
                self.document.add_paragraph(self.words(f"Đáp án: {one.options[one.right]}"))
        if one.after:
            self.document.add_paragraph(self.words(one.after.format(f"lẽ {one.number}")))
        if "empty" in self.manner.dirt:
            self.document.add_paragraph()

    def options(self, one: Asked) -> None:
        if self.manner.letter == "auto":
            own = list_of(self.document, self.letters, restart=True)
            for place in range(one.count):
                self.option(in_list(self.document.add_paragraph(), own), one, place)
            return
        holders = self.holders(one.count)
        for place in range(one.count):
            self.option(holders[place], one, place)
            if place + 1 < one.count and holders[place] is holders[place + 1]:
                holders[place].add_run("\t" if self.manner.layout == "tabs" else "     ")

    def holders(self, count: int) -> list[Any]:
        """The paragraph of each option."""
        if self.manner.layout == "lines":
            return [self.document.add_paragraph() for _ in range(count)]
        if self.manner.layout in ("tabs", "spaces"):
            return [self.document.add_paragraph()] * count
        wide = 2 if self.manner.layout == "table" else count
        table = self.document.add_table(-(-count // wide), wide)
        return [cell.paragraphs[0] for row in table.rows for cell in row.cells]

    def option(self, paragraph, one: Asked, place: int) -> None:
        letter = ("abcde" if self.manner.small else "ABCDE")[place]
        runs = [] if self.manner.letter == "auto" else [paragraph.add_run(self.manner.letter.format(letter))]
        runs.append(paragraph.add_run(self.words(one.options[place])))
        if place == one.right:
            for sign in self.manner.signs:
                for run in runs if sign in LOOKS else ():
                    LOOKS[sign](run)
            if "(đúng)" in self.manner.signs:
                paragraph.add_run(self.words(" (đúng)"))


def asked_of(drawn):
    return [Asked(number, count, right, after) for number, (count, right, after) in enumerate(drawn, start=1)]


def right_of(question):
    return [place for place, option in enumerate(question.options) if option.right]


def nothing_is_lost(found, asked):
    """Every word that was typed stands in a question or in what is said about the file."""
    told = " ".join(
        [one.source_text for one in found.questions] + [problem.message for problem in found.all_problems()]
    )
    flat = " ".join(unicodedata.normalize("NFC", told).split())
    return all(text in flat for one in asked for text in (one.stem, *one.options))


@settings(max_examples=scaled(5_000, 50), suppress_health_check=list(HealthCheck), deadline=None)
@given(ASKED.map(asked_of), MANNERS)
def test_a_file_in_any_one_manner_is_read_with_its_keys(asked, manner):
    found = word.read(Typist(manner).file(asked))
    assert nothing_is_lost(found, asked)
    assert [type(one.question) for one in found.questions] == [SingleChoice] * len(asked)
    for one, read in zip(asked, found.questions, strict=True):
        assert [option.text.replace("\xa0", " ") for option in read.question.options] == one.options
        assert right_of(read.question) == [one.right]
        assert read.question.text.replace("\xa0", " ").startswith(one.stem)
        assert len(read.files) == ("picture" in manner.dirt)
        explained = one.after.partition(": ")[2].format(f"lẽ {one.number}")
        assert read.question.explanation.replace("\xa0", " ") == explained


@example(
    [Asked(1, 3, 2, "")],
    Manner("Câu {}: ", "{}. ", small=False, layout="lines", signs=(), dirt=()),
    ["{}", "(đúng)", "text"],
)
@settings(max_examples=scaled(5_000, 50), suppress_health_check=list(HealthCheck), deadline=None)
@given(ASKED.map(asked_of), MANNERS, st.lists(st.sampled_from(SIGNS), min_size=2, max_size=3, unique=True))
def test_several_signs_that_agree_are_one_key(asked, manner, signs):
    manner = Manner(manner.header, manner.letter, manner.small, manner.layout, tuple(signs), manner.dirt)
    found = word.read(Typist(manner).file(asked))
    assert [right_of(one.question) for one in found.questions] == [[one.right] for one in asked]


@pytest.mark.parametrize(
    "look, sign, header", chosen(list(product(LOOKS, ["Đáp án: {}", "Chọn {}", "bảng"], HEADERS)), 5)
)
def test_signs_that_disagree_are_asked_about_and_no_key_is_guessed(look, sign, header):
    typist = Typist(Manner(header, "{}. ", small=False, layout="lines", signs=(sign,), dirt=()))
    add = typist.option

    def with_another(paragraph, one, place):
        add(paragraph, one, place)
        for run in paragraph.runs if place == (one.right + 1) % one.count else ():
            LOOKS[look](run)

    typist.option = with_another
    found = word.read(typist.file(asked_of([(4, 0, ""), (4, 1, "")])))
    for one in found.questions:
        assert right_of(one.question) == []
        assert "key.disagree" in [problem.code for problem in one.problems]
        assert not one.usable


@pytest.mark.parametrize("header, layout", chosen(list(product(HEADERS, LAYOUTS)), 3))
def test_a_key_that_is_missing_is_asked_for(header, layout):
    found = word.read(
        Typist(Manner(header, "{}. ", False, layout, (), ())).file(asked_of([(4, 0, ""), (3, 0, "")]))
    )
    assert [right_of(one.question) for one in found.questions] == [[], []]
    assert all(not one.usable for one in found.questions)
