"""A script is one text where it is compared, and its own paragraphs where it is shown."""

from typing import Any

from hypothesis import given
from hypothesis.strategies import integers, lists, tuples

from lms.similarity import texts

PARTS: list[dict[str, Any]] = [
    {"title": "I. Nhận thức", "text": "Dòng một.\n\nDòng hai.", "rows": []},
    {"title": "II. Để trống", "text": "", "rows": []},
    {"title": "III. Liên hệ", "text": "Mở thư viện.\n\nTrồng cây.\n", "rows": []},
    {"title": "IV. Đề xuất", "text": "", "rows": [{"content": "Thêm một máy quét."}]},
]
WHOLE = texts.whole(PARTS)
SPANS = lists(
    tuples(integers(0, len(WHOLE)), integers(1, 12)).map(lambda one: (one[0], one[0] + one[1])), max_size=4
)


def shown(sections):
    return [[piece.text for piece in line] for section in sections for line in section.paragraphs]


def test_the_texts_of_the_sections_are_compared_as_one_and_proposals_are_not():
    assert WHOLE.split() == ["Dòng", "một.", "Dòng", "hai.", "Mở", "thư", "viện.", "Trồng", "cây."]


def test_each_section_is_shown_under_its_title_and_empty_ones_are_not():
    made = texts.laid_out(PARTS, [], [])
    assert [section.title for section in made] == ["I. Nhận thức", "III. Liên hệ"]
    assert shown(made) == [["Dòng một."], ["Dòng hai."], ["Mở thư viện."], ["Trồng cây."]]


def test_a_passage_over_two_paragraphs_keeps_its_number_and_begins_once():
    start, end = WHOLE.index("một"), WHOLE.index(" hai")
    pieces = [
        piece
        for part in texts.laid_out(PARTS, [], [(start, end)])
        for line in part.paragraphs
        for piece in line
    ]
    assert [(piece.text, piece.begins) for piece in pieces if piece.number == 1] == [
        ("một.", True),
        ("Dòng", False),
    ]


def test_quoted_text_is_marked_where_it_stands():
    start = WHOLE.index("Mở")
    [quoted] = [
        piece.text
        for part in texts.laid_out(PARTS, [(start, start + 2)], [])
        for line in part.paragraphs
        for piece in line
        if piece.quoted
    ]
    assert quoted == "Mở"
    assert texts.excerpts(PARTS, [(start, start + 2)]) == ["Mở"]


@given(SPANS, SPANS)
def test_whatever_is_marked_no_letter_is_lost(quoted, passages):
    made = texts.laid_out(PARTS, quoted, passages)
    assert ["".join(line) for line in shown(made)] == ["Dòng một.", "Dòng hai.", "Mở thư viện.", "Trồng cây."]
    begun = [piece.number for part in made for line in part.paragraphs for piece in line if piece.begins]
    assert len(begun) == len(set(begun))
