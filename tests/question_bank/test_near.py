"""Questions that ask the same, exactly or nearly."""

from random import Random

import pytest
from hypothesis import given, strategies as st

from question_bank.fingerprints import fingerprint
from question_bank.near import Index, families, near_pairs
from question_bank.situations import about
from question_bank.types import Essay, SingleChoice, TrueFalse, options
from tests.question_bank.examples import ALL
from tests.question_bank.strategies import questions

YEARS = ["1976", "1982", "1986", "1991"]
PLACES = ["Hà Nội", "Hải Phòng", "Hồng Kông", "Quảng Châu"]


def choice(text, texts, right):
    return SingleChoice(text=text, options=options(texts, [right]))


SIXTH = choice("Đại hội đại biểu toàn quốc lần thứ VI của Đảng họp vào năm nào?", YEARS, 2)
SEVENTH = choice("Đại hội đại biểu toàn quốc lần thứ VII của Đảng họp vào năm nào?", YEARS, 3)
FOUNDED = choice("Hội nghị thành lập Đảng Cộng sản Việt Nam họp ở đâu?", PLACES, 2)


@pytest.mark.parametrize(
    "other",
    [
        choice("ĐẠI HỘI đại biểu toàn quốc lần thứ VI của Đảng họp vào năm nào", YEARS[::-1], 1),
        choice("Đại hội đại biểu toàn quốc lần thứ VI của Đảng ta họp vào năm nào?", YEARS, 2),
        choice("Dai hoi dai bieu toan quoc lan thu VI cua Dang hop vao nam nao?", YEARS, 2),
        choice(
            "Đại hội đại biểu toàn quốc lần thứ VI của Đảng diễn ra vào năm nào?", [*YEARS[:3], "1996"], 2
        ),
    ],
    ids=["case and order", "a word more", "no marks", "another word and another option"],
)
def test_the_same_in_other_words_is_near(other):
    (pair,) = near_pairs([FOUNDED, SIXTH, other])
    assert (pair.first, pair.second) == (1, 2)


@pytest.mark.parametrize(
    "other",
    [SEVENTH, choice(SIXTH.text, ["Hà Nội", "Huế", "Đà Nẵng", "Vinh"], 2), FOUNDED],
    ids=["another congress", "other options", "another question"],
)
def test_the_same_wording_alone_is_not_near(other):
    assert near_pairs([SIXTH, other]) == []


def test_the_same_with_another_key_is_named_as_exactly_the_same():
    """Somebody has to look at it: one of the keys is wrong."""
    assert near_pairs([SIXTH, choice(SIXTH.text, YEARS, 1)])[0].exact


def test_essays_are_compared_by_their_text_and_numbers():
    one, other = (
        Essay(text="Phân tích ý nghĩa của Đại hội VI."),
        Essay(text="Phân tích ý nghĩa của Đại hội VII."),
    )
    again = Essay(text="Phân tích ý nghĩa lịch sử của Đại hội VI.")
    assert [(pair.first, pair.second) for pair in near_pairs([one, other, again])] == [(0, 2)]


def test_two_questions_about_one_case_are_not_near():
    asked = about("Ông A là bí thư chi bộ, bà B là đảng viên dự bị của chi bộ đó.", [SIXTH, FOUNDED])
    assert near_pairs(asked) == []
    assert fingerprint(asked[0]) != fingerprint(SIXTH)


def test_families_join_what_is_near_and_leave_alone_what_is_alone():
    near = choice("Đại hội đại biểu toàn quốc lần thứ VI của Đảng ta họp vào năm nào?", YEARS, 2)
    found = families([SIXTH, FOUNDED, near, SIXTH])
    assert found == ["0", "", "0", "0"]


def test_an_import_is_compared_with_the_bank():
    bank = Index.of([FOUNDED, SIXTH, SEVENTH])
    near = choice("Đại hội đại biểu toàn quốc lần thứ VI của Đảng ta họp vào năm nào?", YEARS, 2)
    assert [(one.place, one.exact) for one in bank.near(near)] == [(1, False)]
    assert [(one.place, one.exact) for one in bank.near(FOUNDED)] == [(0, True)]
    assert bank.near(TrueFalse(text="Nước chảy xuống chỗ thấp.", answer=True)) == []
    assert Index.of([]).near(SIXTH) == []


@given(st.lists(questions(), max_size=6), st.integers())
def test_pairs_do_not_depend_on_the_order(asked, seed):
    order = list(range(len(asked)))
    Random(seed).shuffle(order)
    straight = {frozenset((one.first, one.second)) for one in near_pairs(asked) if not one.exact}
    mixed = near_pairs([asked[place] for place in order])
    back = {frozenset((order[one.first], order[one.second])) for one in mixed if not one.exact}
    groups = {fingerprint(one) for one in asked}
    if len(groups) == len(asked):
        assert straight == back


@pytest.mark.parametrize("question", ALL, ids=lambda question: question.type)
def test_every_question_is_the_same_as_itself(question):
    assert near_pairs([question, question])[0].exact
