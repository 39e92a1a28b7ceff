"""A script laid out: comments numbered in the order of the text, their words marked, nothing of the text lost."""

from dataclasses import dataclass

from hypothesis import given, strategies as st

from lms.reflections.rules import Part, paragraphs
from lms.reflections.script import laid_out


@dataclass
class Remark:
    slot: str
    quote: str
    before: str = ""
    after: str = ""
    body: str = ""


TEXT = "Con đường về bản.\n\nTủ sách cho bản Nà Lơi, bản xa nhất."


def test_comments_are_numbered_in_the_order_of_the_text():
    remarks = [Remark("1", "Tủ sách"), Remark("1", "Con đường"), Remark("2", "sáng")]
    first, second = laid_out([Part(1, "I", "", TEXT), Part(2, "II", "", "Lớp học đủ sáng")], remarks)
    assert [(entry.number, entry.remark.quote) for entry in first.remarks] == [
        (1, "Con đường"),
        (2, "Tủ sách"),
    ]
    assert [(entry.number, entry.found) for entry in second.remarks] == [(3, True)]


def test_the_quoted_words_are_marked_where_their_surroundings_match():
    [part] = laid_out([Part(1, "I", "", TEXT)], [Remark("1", "bản", before="Nà Lơi, ")])
    marked = [
        (number, segment.text)
        for number, line in enumerate(part.paragraphs)
        for segment in line
        if segment.marked
    ]
    assert marked == [(1, "bản")]


def test_a_comment_whose_words_are_gone_stays_beside_the_text():
    [part] = laid_out([Part(1, "I", "", TEXT)], [Remark("1", "không còn")])
    assert [(entry.number, entry.found) for entry in part.remarks] == [(1, False)]


def test_overlapping_comments_both_show():
    [part] = laid_out([Part(1, "I", "", "một hai ba")], [Remark("1", "một hai"), Remark("1", "hai ba")])
    segments = [(segment.text, segment.marked, segment.ends) for segment in part.paragraphs[0]]
    assert segments == [("một ", True, ()), ("hai", True, (1,)), (" ba", True, (2,))]


@given(st.text("ab \n", max_size=60), st.lists(st.text("ab ", min_size=1, max_size=6), max_size=6))
def test_laying_out_loses_nothing_of_the_text(text, quotes):
    [part] = laid_out([Part(1, "I", "", text)], [Remark("1", quote) for quote in quotes])
    assert ["".join(segment.text for segment in line) for line in part.paragraphs] == paragraphs(text)
    assert sorted(entry.number for entry in part.remarks) == list(range(1, len(quotes) + 1))
