"""Options that speak of others keep their place."""

from random import Random

import pytest
from hypothesis import given, strategies as st

from question_bank.pinning import fixed_places, is_pinned, shuffled

PINNED = [
    "Cả A, B và C",
    "Cả A, B, C",
    "Cả a, b, c đều đúng",
    "Cả A và B đều đúng.",
    "A và B đúng",
    "A và C",
    "A, B, C đều sai",
    "Đáp án A và B",
    "Phương án A và C đúng",
    "Cả A; B; C",
    "Cả A & B",
    "Tất cả các đáp án trên",
    "Tất cả các phương án trên đều đúng",
    "Tất cả các ý trên",
    "Tất cả những nội dung trên",
    "Tất cả đáp án đều đúng",
    "Tất cả đều đúng",
    "Tất cả đều sai",
    "Cả ba phương án trên",
    "Cả 3 đáp án trên",
    "Cả hai câu trên đều đúng",
    "Cả ba đều đúng",
    "Các đáp án trên đều đúng",
    "Không có phương án nào đúng",
    "Không có đáp án đúng",
    "Không phương án nào đúng",
    "Không có đáp án nào ở trên đúng",
    "Đáp án khác",
    "Ý kiến khác",
    "CẢ BA Ý TRÊN",
    "Ca\u0309 A, B va\u0300 C",
    "<p>Cả A, B và C</p>",
    "All of the above",
    "None of the above",
]
FREE = [
    "Đảng Cộng sản Việt Nam",
    "Tất cả các dân tộc Việt Nam",
    "Cả nước một lòng",
    "Trên thế giới",
    "Không có gì quý hơn độc lập, tự do",
    "C. Mác và Ph. Ăngghen",
    "Cả hai miền Nam, Bắc",
    "Toàn bộ giai cấp công nhân",
    "A",
    "Đúng",
    "",
]


@pytest.mark.parametrize("text", PINNED)
def test_an_option_that_speaks_of_others_is_pinned(text):
    assert is_pinned(text)


@pytest.mark.parametrize("text", FREE)
def test_an_option_that_speaks_for_itself_is_free(text):
    assert not is_pinned(text)


@pytest.mark.parametrize(
    "texts,fixed",
    [
        (["x", "y", "z", "Cả A, B và C"], {3}),
        (["x", "y", "z", "A và B đúng"], {0, 1, 3}),
        (["x", "y", "Cả hai ý trên", "z"], {0, 1, 2}),
        (["x", "y", "z", "Tất cả các ý trên"], {3}),
        (["x", "y", "Cả A và B", "Không có phương án nào đúng"], {2, 3}),
        (["x", "y", "z", "t"], set()),
    ],
)
def test_what_is_singled_out_stays_too(texts, fixed):
    assert fixed_places(texts) == fixed


@given(st.lists(st.integers(), max_size=8), st.sets(st.integers(0, 7)), st.integers())
def test_a_shuffle_loses_nothing_and_leaves_fixed_places_alone(things, fixed, seed):
    kept = frozenset(place for place in fixed if place < len(things))
    mixed = shuffled(things, kept, Random(seed))
    assert sorted(mixed) == sorted(things)
    assert all(mixed[place] == things[place] for place in kept)


@given(
    st.lists(
        st.sampled_from(
            [
                "cả",
                "các",
                "a",
                "b",
                ",",
                "và",
                "đúng",
                "sai",
                "trên",
                "ý",
                "nào",
                "không",
                "có",
                "phương",
                "án",
                "tất",
                "hai",
                "đều",
                "là",
            ]
        ),
        max_size=80,
    )
)
def test_no_wording_takes_long(words):
    is_pinned(" ".join(words))
