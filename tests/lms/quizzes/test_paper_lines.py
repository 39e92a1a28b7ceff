"""Keyed lines: what is written is read back, what cannot be read is named by its place, nothing crashes."""

import random

import pytest
from hypothesis import given, settings, strategies as st

from lms.quizzes.on_paper.lines import Trouble, read_line, write_line
from lms.quizzes.on_paper.people import Listed, meant
from lms.quizzes.on_paper.shapes import ON_PAPER, Each, Typed, shape
from lms.quizzes.on_paper.signs import Wrong
from tests.question_bank import examples
from tests.question_bank.examples import ALL, CAPITAL, FACT, FOUR, ids
from tests.question_bank.strategies import SIGNS, questions
from tests.scale import scaled


def paper_of(*asked):
    return {slot: shape(one, ()) for slot, one in enumerate(asked, 1)}


def read(text, *asked):
    return read_line(text, {"101": paper_of(*asked), "102": paper_of(*asked)})


def letters(*places):
    return [ids(CAPITAL)[place] for place in places]


def test_letters_stand_for_the_options_in_the_order_of_this_paper():
    order = list(reversed(ids(CAPITAL)))
    line = read_line("12 101 AD", {"101": {1: shape(CAPITAL, order), 2: shape(CAPITAL, order)}})
    assert line.answers == {1: order[0], 2: order[3]}


@pytest.mark.parametrize(
    "text", ["12 101 abc-d", " 12  101 AB C-D", "12 101 A,B,C,-,D", "12\t101\tAbC–d", "12 101 ABC_D"]
)
def test_spaces_commas_and_case_do_not_matter(text):
    line = read(text, *[CAPITAL] * 5)
    assert not line.problems
    assert list(line.answers.values()) == [*letters(0, 1, 2), None, *letters(3)]
    assert (line.who, line.code) == ("12", "101")


def test_every_type_of_question_has_its_signs():
    line = read('12 101 A (AB) Đ ĐS-Đ "sông Hồng" 3,5 (ABC) bcad "hai" B G', *ALL)
    assert not line.problems
    facts, four = line.answers[3], list(line.answers[4].values())
    assert (facts, four) == (True, [True, False, True])
    assert (line.answers[5], line.answers[6], line.answers[10]) == ("sông Hồng", "3,5", ON_PAPER)
    assert line.answers[9]["g1"] == "hai"
    assert len(line.answers[8]) == 4


def test_d_stands_for_true_where_only_true_and_false_are_asked():
    assert read("1 101 d(dsDS)", FACT, FOUR).answers[1] is True
    assert list(read("1 101 d(dsDS)", FACT, FOUR).answers[2].values()) == [True, False, True, False]


def test_the_name_may_have_several_words_and_a_number_may_look_like_a_code():
    assert read("nguyễn văn an 101 A", CAPITAL).who == "nguyễn văn an"
    line = read("101 102 A", CAPITAL)
    assert (line.who, line.code) == ("101", "102")


@pytest.mark.parametrize(
    "text, asked, why, place, slot",
    [
        ("12 101 F", [CAPITAL], Wrong.NO_SUCH, 8, 1),
        ("12 101 (AB)", [CAPITAL], Wrong.ONE_ONLY, 8, 1),
        ("12 101 A7", [CAPITAL, CAPITAL], Wrong.NOT_A_SIGN, 9, 2),
        ("12 101 Â", [CAPITAL], Wrong.KEYBOARD, 8, 1),
        ("12 101 (A", [examples.ORGANS], Wrong.NOT_CLOSED, 10, 1),
        ('12 101 "sông', [examples.WORD], Wrong.NOT_CLOSED, 8, 1),
        ("12 101 (ĐS)", [FOUR], Wrong.COUNT, 8, 1),
        ("12 101 (ĐSĐSĐ)", [FOUR], Wrong.COUNT, 8, 1),
        ("12 101 ĐS", [FOUR], Wrong.ENDED, 10, 1),
        ("12 101 AABB", [examples.STEPS], Wrong.EACH_ONCE, 11, 1),
        ("12 101 A", [CAPITAL, CAPITAL], Trouble.MISSING, 9, 2),
        ("12 101 ABC", [CAPITAL], Trouble.TOO_MUCH, 9, 0),
        ("12 ABCD", [CAPITAL], Trouble.NO_CODE, 8, 0),
        ("101 ABCD", [CAPITAL], Trouble.NO_CODE, 9, 0),
    ],
)
def test_what_is_not_understood_is_named_by_its_place_and_question(text, asked, why, place, slot):
    problem = read(text, *asked).problems[0]
    assert (problem.why, problem.place, problem.slot) == (why, place, slot)


def test_behind_a_mistake_the_line_is_read_on():
    line = read("12 101 AFC", CAPITAL, CAPITAL, CAPITAL)
    assert line.answers == {1: letters(0)[0], 3: letters(2)[0]}
    assert [problem.slot for problem in line.problems] == [2]


ASKED = questions()  # once for all papers: making it is dearer than drawing from it


@st.composite
def answered_papers(draw):
    """Papers with an answer to some of their questions, in the form that is stored."""
    asked = draw(st.lists(ASKED, min_size=1, max_size=6))
    rng = random.Random(draw(st.integers(0, 10**6)))
    paper = {slot: shape(one, one.shuffle(rng)) for slot, one in enumerate(asked, 1)}
    answers = {slot: draw(st.sampled_from([None, stored(one)])) for slot, one in enumerate(asked, 1)}
    return asked, paper, answers


def stored(question):
    """An answer as `parse` leaves it; what a person marks stands on the paper."""
    right = question.correct_response()
    return ON_PAPER if right is None and question.type == "essay" else question.parse(right)


def test_two_texts_side_by_side_stay_two():
    wanted = Each((("a", Typed(number=False)), ("b", Typed(number=False))))
    paper = {1: wanted}
    line = read_line(write_line("12", "101", paper, {1: {"a": "Đảng", "b": 'nước "ta"'}}), {"101": paper})
    assert line.problems == ()
    assert line.answers == {1: {"a": "Đảng", "b": 'nước "ta"'}}


@settings(max_examples=scaled(2_000, 60), deadline=None)
@given(answered_papers())
def test_a_line_that_was_written_is_read_as_the_same_answers(made):
    asked, paper, answers = made
    line = read_line(write_line("12", "101", paper, answers), {"101": paper})
    assert line.problems == ()
    assert {slot: asked[slot - 1].parse(value) for slot, value in line.answers.items()} == answers


@settings(max_examples=scaled(20_000, 150), deadline=None)
@given(
    st.lists(ASKED, max_size=5),
    st.text(max_size=80) | st.text(alphabet=SIGNS + 'ABCDĐS-()"“”', max_size=80),
    st.sampled_from(["", "12 101 ", "nguyễn an 101 ("]),
)
def test_no_line_however_odd_stops_the_reader(asked, text, head):
    paper = paper_of(*asked)
    line = read_line(head + text, {"101": paper})
    assert set(line.answers) <= set(paper)
    assert len(line.answers) == len(paper) or line.problems


LIST = [
    Listed(1, 10, "Nguyễn Văn An", "nguyen van an", "HV0012", "", ""),
    Listed(2, 11, "Trần Thị Ân", "tran thi an", "HV0002", "", ""),
    Listed(3, 12, "Lê Hoàng Anh", "le hoang anh", "0003", "", ""),
    Listed(12, 13, "Đỗ Thị Đào", "do thi dao", "3", "", ""),
]


@pytest.mark.parametrize(
    "who, people",
    [
        ("1", [10]),
        ("12", [13]),
        ("hv0002", [11]),
        ("0003", [12]),
        ("3", [12, 13]),  # the number of one, the code of another
        ("dao", [13]),
        ("ĐÀO", [13]),
        ("do thi dao", [13]),
        ("an", [10, 11]),
        ("An", [10, 11]),
        ("Văn An", [10]),
        ("ân", [11]),
        ("nguyen van an", [10]),
        ("anh le", [12]),
        ("oan", [12]),
        ("99", []),
        ("", []),
        ("...", []),
    ],
)
def test_a_learner_is_meant_by_number_code_or_words_of_the_name(who, people):
    assert [one.person_id for one in meant(who, LIST)] == people
