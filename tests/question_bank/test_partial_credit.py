"""The documented rules of partial credit, units, cases, and what guessing earns."""

from decimal import Decimal
from fractions import Fraction
from itertools import permutations, product
from random import Random

import pytest
from hypothesis import given, settings, strategies as st

from question_bank.encoding import decode, encode
from question_bank.guessing import random_guess_score
from question_bank.question import InvalidResponse
from question_bank.rekeying import rekeyed
from question_bank.situations import about, situations
from question_bank.types import (
    AcceptedNumber,
    Cloze,
    Credit,
    Gap,
    Marking,
    Matching,
    MultipleChoice,
    Numeric,
    Ordering,
    Statements,
    Unit,
    matching,
    options,
)
from tests.question_bank.examples import ALL, CAPITAL, FACT, FOUR, GAPS, PAIRS, STEPS, TALK, WORD, ids
from tests.question_bank.strategies import BY_TYPE, questions
from tests.scale import scaled

HALF, THIRD = Fraction(1, 2), Fraction(1, 3)


@pytest.mark.parametrize(
    "credit,chosen,share",
    [
        ("all_or_nothing", "ABC", 1),
        ("all_or_nothing", "AB", 0),
        ("proportional", "AB", Fraction(2, 3)),
        ("proportional", "ABD", Fraction(2, 3)),
        ("proportional", "ABCD", 0),
        ("proportional", "D", 0),
        ("right_minus_wrong", "AB", Fraction(2, 3)),
        ("right_minus_wrong", "ABD", THIRD),
        ("right_minus_wrong", "ABCDE", THIRD),
        ("right_minus_wrong", "DE", 0),
        ("weights", "AB", Fraction(2, 3)),
        ("weights", "ABCDE", 1),
    ],
)
def test_of_five_options_three_are_right(credit, chosen, share):
    five = MultipleChoice(text="?", options=options(list("abcde"), [0, 1, 2]), credit=Credit(credit))
    names = [ids(five)["ABCDE".index(letter)] for letter in chosen]
    assert five.grade(five.parse(names)).fraction == share


@pytest.mark.parametrize("right,share", list(enumerate([0, Fraction(1, 10), Fraction(1, 4), HALF, 1])))
def test_four_statements_have_stepped_marks(right, share):
    key = FOUR.correct_response()
    given_ = {name: truth if place < right else not truth for place, (name, truth) in enumerate(key.items())}
    assert FOUR.grade(FOUR.parse(given_)).fraction == share


def test_pairs_and_gaps_may_be_all_or_nothing():
    pairs = Matching(text="?", **matching([("một", "1"), ("hai", "2")]), all_or_nothing=True)
    one, other = pairs.lefts
    assert pairs.grade({one.id: one.right}).fraction == 0
    assert pairs.grade({one.id: one.right, other.id: other.right}).fraction == 1
    gaps = Cloze(text=GAPS.text, gaps=GAPS.gaps, all_or_nothing=True)
    assert gaps.grade({"g1": "hai"}).fraction == 0
    assert gaps.grade(gaps.correct_response()).fraction == 1
    assert GAPS.grade({"g1": "hai"}).fraction == Fraction(1, 4)


def test_a_text_may_have_gaps_of_different_kinds_and_no_others():
    """A word, a number with a unit, and a list, in one text."""
    length = Numeric(
        text="", accepted=(AcceptedNumber(Decimal(2)),), units=(Unit("m"), Unit("cm", Fraction(1, 100)))
    )
    mixed = Cloze(text="[[a]] [[b]] [[c]]", gaps=(Gap("a", WORD), Gap("b", length), Gap("c", CAPITAL)))
    answer = {"a": "sông hồng", "b": "200 cm", "c": CAPITAL.correct_response()}
    assert mixed.grade(mixed.parse(answer)).fraction == 1
    assert decode(encode(mixed)) == mixed
    strange = Cloze(text="[[a]]", gaps=(Gap("a", FOUR, weight=0),))
    assert [problem.code for problem in strange.problems()][:2] == [
        "question.gap_type",
        "question.gap_weight",
    ]


WAY = Numeric(
    text="Dài bao nhiêu?",
    accepted=(AcceptedNumber(Decimal(1500), Decimal(1)),),
    units=(Unit("m"), Unit("km", Fraction(1000)), Unit("hải lý", Fraction(1852)), Unit("m 2", Fraction(7))),
)


@pytest.mark.parametrize(
    "typed,normal,share",
    [
        ("1,5 km", "1,5 km", 1),
        ("1.500m", "1500 m", 1),
        ("1500", "1500", 1),
        (" 1 500   M ", "1500 m", 1),
        ("1.5KM", "1,5 km", 1),
        ("0,8099 hải  lý", "0,8099 hải lý", 1),
        ("214,3 m2", "214,3 m 2", 1),
        ("1500 km", "1500 km", 0),
        (1500, "1500", 1),
    ],
)
def test_a_unit_stands_behind_the_number(typed, normal, share):
    response = WAY.parse(typed)
    assert response == normal
    assert WAY.parse(response) == response
    assert WAY.grade(response).fraction == share


@pytest.mark.parametrize("typed", ["1500 kg", "1500 mm", "km", "1500 m m", "1,5 kkm", "abc 5"])
def test_what_is_no_unit_of_the_question_is_refused_and_uses_up_nothing(typed):
    with pytest.raises(InvalidResponse):
        WAY.parse(typed)


def test_a_unit_may_be_required():
    strict = Numeric(text="?", accepted=WAY.accepted, units=WAY.units, unit_required=True)
    assert strict.grade(strict.parse("1500")).fraction == 0
    assert strict.grade(strict.parse(strict.correct_response())).fraction == 1
    assert strict.without_key()["units"] == ["m", "km", "hải lý", "m 2"]


def test_a_new_key_with_a_unit_is_in_what_the_numbers_are_in():
    assert rekeyed(WAY, WAY.parse("2 km")).accepted == (AcceptedNumber(Decimal(2000), Decimal(1)),)


def test_units_that_cannot_be_told_apart_are_named():
    bad = Numeric(
        text="?", accepted=WAY.accepted, units=(Unit("m"), Unit(" M"), Unit("5"), Unit("x", Fraction(0)))
    )
    assert [problem.params["unit"] for problem in bad.problems()] == ["m", " M", "5", "x"]


@given(st.text(max_size=80))
def test_no_text_takes_long_to_be_told_from_a_number_with_a_unit(typed):
    try:
        response = WAY.parse(typed)
    except InvalidResponse:
        return
    assert response is None or WAY.parse(response) == response


def test_a_situation_is_one_case_and_its_questions():
    first, second = about("Ông A chuyển công tác.", [CAPITAL, FACT])
    found = situations([first, WORD, second])
    assert [(one.case, len(one.questions)) for one in found] == [("Ông A chuyển công tác.", 2), ("", 1)]
    assert decode(encode(first)) == first
    assert first.without_key()["text"] == "<blockquote>Ông A chuyển công tác.</blockquote>Thủ đô của nước ta?"
    assert "Ông A" in "".join(
        part.get("html", "") for part in about("Ông A.", [GAPS])[0].without_key()["parts"]
    )


def test_what_was_stored_before_there_were_cases_and_units_is_still_read():
    for question in ALL:
        old = {
            name: value
            for name, value in encode(question).items()
            if name not in ("case", "units", "unit_required")
        }
        assert decode(old) == question


def exactly(question, answers):
    grades = [question.grade(answer).fraction for answer in answers]
    return sum(grades, Fraction(0)) / len(grades)


@pytest.mark.parametrize("marking", list(Marking))
def test_guessing_statements_earns_the_mean_of_all_answers(marking):
    four = Statements(text="?", statements=FOUR.statements, marking=marking)
    every = [
        dict(zip(ids(four, "statements"), truths, strict=True)) for truths in product([True, False], repeat=4)
    ]
    assert random_guess_score(four) == exactly(four, every)


@pytest.mark.parametrize("strict", [True, False])
def test_guessing_orders_and_pairs_earns_the_mean_of_all_answers(strict):
    steps = Ordering(text="?", items=STEPS.items, all_or_nothing=strict)
    assert random_guess_score(steps) == exactly(
        steps, [list(one) for one in permutations(ids(steps, "items"))]
    )
    pairs = Matching(text="?", lefts=PAIRS.lefts, rights=PAIRS.rights, all_or_nothing=strict)
    every = product(ids(pairs, "rights"), repeat=3)
    assert random_guess_score(pairs) == exactly(
        pairs, [dict(zip(ids(pairs, "lefts"), one, strict=True)) for one in every]
    )


def test_guessing_an_option_a_truth_a_text_and_what_cannot_be_guessed():
    assert random_guess_score(CAPITAL) == Fraction(1, 4)
    assert random_guess_score(FACT) == HALF
    assert random_guess_score(WORD) == 0
    assert random_guess_score(GAPS) == Fraction(3, 8)
    assert random_guess_score(Cloze(text="", gaps=GAPS.gaps, all_or_nothing=True)) == 0
    assert random_guess_score(TALK) is None


def answered(question, chance):
    """An answer by chance, for the types whose answers can be listed in another order."""
    if isinstance(question, MultipleChoice):
        names = ids(question)
        return chance.sample(names, chance.randint(1, len(names)))
    if isinstance(question, Statements):
        return {name: chance.random() < 0.5 for name in ids(question, "statements")}
    if isinstance(question, Matching):
        return {name: chance.choice(ids(question, "rights")) for name in ids(question, "lefts")}
    return question.correct_response()


@settings(max_examples=scaled(20_000, least=100))
@given(
    st.one_of([BY_TYPE[name]() for name in ("multiple_choice", "statements", "matching")]),
    st.integers(),
)
def test_a_mark_is_within_bounds_and_does_not_depend_on_the_order_of_the_answer(question, seed):
    chance = Random(seed)
    answer = answered(question, chance)
    mixed = list(answer.items()) if isinstance(answer, dict) else list(answer)
    chance.shuffle(mixed)
    again = dict(mixed) if isinstance(answer, dict) else mixed
    share = question.grade(question.parse(answer)).fraction
    assert question.grade(question.parse(again)).fraction == share
    assert 0 <= share <= 1


@settings(max_examples=scaled(20_000, least=100))
@given(questions())
def test_guessing_earns_a_share(question):
    found = random_guess_score(question)
    assert found is None or 0 <= found <= 1
