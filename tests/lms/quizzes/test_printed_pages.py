"""Printed papers as they look: nothing beyond the edge, no line over another, options where the key says they are."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from itertools import combinations, pairwise

import docx
import pypdfium2
import pypdfium2.raw as pdfium
import pytest

from lms import typesetting
from lms.quizzes.on_paper.printed.blocks import line, part, ruled, words
from lms.quizzes.on_paper.printed.layout import key_parts, paper_part, sheet_part
from lms.quizzes.on_paper.printed.making import PROGRAM
from lms.quizzes.on_paper.printed.word import docx as written
from lms.quizzes.on_paper.printed.words import words_of_paper
from lms.quizzes.on_paper.printing import key_lines
from lms.quizzes.on_paper.shapes import Letters, Some, write
from question_bank.options import letter
from question_bank.pinning import is_pinned
from tests.lms.quizzes.test_printed_types import HEAD, Pen
from tests.scale import scaled

EDGE = 28.0  # points, about a centimetre, that a printer may leave white
OVER = 0.25  # of the lower of two lines: so much may marks above and below letters reach into each other
WHITE = 250
ROOM = 23  # points between two lines to write on
SEEDS = range(scaled(200, 3))


@dataclass(frozen=True)
class Box:
    """A run of letters on a page, in points from the bottom left."""

    left: float
    bottom: float
    right: float
    top: float
    text: str

    def covers(self, other: "Box") -> bool:
        wide = min(self.right, other.right) - max(self.left, other.left)
        high = min(self.top, other.top) - max(self.bottom, other.bottom)
        return wide > 1 and high > OVER * min(self.top - self.bottom, other.top - other.bottom)


@pytest.fixture
def said(app):
    with app.test_request_context():
        return words_of_paper()


def drawn(parts):
    now = datetime(2026, 1, 1, tzinfo=UTC)
    return pypdfium2.PdfDocument(typesetting.pdf(PROGRAM, {"parts": parts, "pictures": {}}, now))


def boxes(page):
    text = page.get_textpage()
    rects = [text.get_rect(place) for place in range(text.count_rects())]
    return [Box(*rect, text.get_text_bounded(*rect).strip()) for rect in rects]


def complaints(page):
    """What would be ugly or lost on this page."""
    found, width = boxes(page), page.get_width()
    outside = [
        f"beyond the edge: {one.text}"
        for one in found
        if one.left < EDGE
        or one.right > width - EDGE
        or one.bottom < EDGE / 2
        or one.top > page.get_height() - EDGE
    ]
    over = [f"over each other: {a.text} / {b.text}" for a, b in combinations(found, 2) if a.covers(b)]
    return outside + over + _ink_at_the_edge(page)


def _ink_at_the_edge(page):
    """Also lines and frames, which are no text, stay off the edge."""
    picture = page.render(scale=0.5, grayscale=True).to_pil()
    edge = round(EDGE / 4)
    inside = (edge, edge, picture.width - edge, picture.height - edge)
    picture.paste(255, inside)
    return ["ink at the edge"] if picture.getextrema()[0] < WHITE else []


@pytest.mark.parametrize("seed", SEEDS)
def test_no_page_loses_a_word_and_no_line_lies_over_another(said, seed):
    paper = Pen(seed).paper()
    lines = {"101": key_lines(paper), "102": key_lines(paper)}
    parts = [paper_part(paper, HEAD, said), sheet_part(paper, HEAD, said)]
    parts += key_parts(lines, HEAD, said, "Đáp án, trang {page}/{pages}")
    for number, page in enumerate(drawn(parts), 1):
        assert complaints(page) == [], number


@pytest.mark.parametrize("seed", SEEDS)
def test_an_option_that_speaks_of_others_has_its_letter_on_the_page(said, seed):
    paper = Pen(seed).paper()
    pages = drawn([paper_part(paper, HEAD, said)])
    text = " ".join(" ".join(page.get_textpage().get_text_range().split()) for page in pages)
    asked = re.split(r"Câu \d+\. ", text)[1:]
    assert len(asked) == len(paper.items)
    for item, shown in zip(paper.items, asked, strict=True):
        for place, one in enumerate(getattr(item.question, "options", ())):
            if is_pinned(one.text):
                assert f"{letter(place)}. {one.text}" in shown


def test_a_page_on_which_something_is_wrong_is_complained_of():
    """The eyes of these tests are open."""
    wide = {"blocks": [], "footer": "x" * 400, "lying": False}
    found = complaints(drawn([wide])[0])
    assert any(one.startswith("beyond the edge") for one in found)
    assert "ink at the edge" in found
    assert Box(0, 0, 100, 10, "a").covers(Box(50, 5, 150, 15, "b"))
    assert not Box(0, 0, 100, 10, "a").covers(Box(0, 10, 100, 20, "b"))


@pytest.mark.parametrize("before", range(3, 6))
def test_lines_to_write_on_leave_room_to_write(before):
    """Also where the page ends: a line that does not fit goes to the next page whole."""
    blank = [line([words("…")], before=before) for _line in range(before)]
    for page in drawn([part([*blank, ruled(60)], "{page}")]):
        lines = page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_PATH])
        places = sorted(one.get_bounds()[1] for one in lines)
        assert all(above - below > ROOM for below, above in pairwise(places))


def test_the_foot_of_each_part_counts_up_to_where_the_part_ends(said):
    """By a bookmark, since LibreOffice knows no pages of a section."""
    papers = [paper for seed in (1, 2) for paper in [Pen(seed).paper()]]
    parts = [
        made for paper in papers for made in (paper_part(paper, HEAD, said), sheet_part(paper, HEAD, said))
    ]
    read = docx.Document(BytesIO(written(parts, {})))
    marks = read.element.body.xpath(".//w:bookmarkStart/@w:name")
    feet = [one.footer._element.xpath(".//w:fldSimple/@w:instr") for one in read.sections]
    assert feet == [["PAGE", f"PAGEREF {mark}"] for mark in marks]
    assert len(set(marks)) == len(parts)


def test_the_letters_of_several_right_options_stand_in_their_order():
    assert write(Some(Letters(("x", "y", "z"))), ["z", "x"]) == "(AC)"
