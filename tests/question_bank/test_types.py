"""How each type is answered and marked."""

from decimal import Decimal
from fractions import Fraction
from random import Random

import pytest

from question_bank.options import NOTHING, Option
from question_bank.question import InvalidResponse
from question_bank.types import (
    Accepted,
    AcceptedNumber,
    Credit,
    Marking,
    MultipleChoice,
    Numeric,
    Ordering,
    ShortText,
    SingleChoice,
    Statements,
    accepted,
    items,
    options,
    statements,
)
from tests.question_bank.examples import (
    CAPITAL,
    FACT,
    FOUR,
    GAPS,
    NUMBER,
    ORGANS,
    PAIRS,
    STEPS,
    TALK,
    WORD,
    ids,
)


def share(question, value):
    return question.grade(question.parse(value)).fraction


def test_a_single_choice_is_right_or_wrong():
    first, second, *_ = ids(CAPITAL)
    assert share(CAPITAL, first) == 1
    assert share(CAPITAL, second) == 0
    assert CAPITAL.describe(first) == "Hà Nội"


@pytest.mark.parametrize("value", ["x", 3, True, ["a"], {"a": 1}, 1e308])
def test_a_choice_refuses_what_is_not_one_of_its_options(value):
    with pytest.raises(InvalidResponse):
        CAPITAL.parse(value)


def test_weights_earn_a_share_and_never_less_than_nothing():
    question = SingleChoice(
        text="?",
        options=(
            Option("a", "a", Fraction(1)),
            Option("b", "b", Fraction(1, 3)),
            Option("c", "c", Fraction(-1)),
        ),
    )
    assert [share(question, name) for name in "abc"] == [1, Fraction(1, 3), 0]


@pytest.mark.parametrize(
    "credit,chosen,expected",
    [
        (Credit.ALL_OR_NOTHING, [0, 1], 1),
        (Credit.ALL_OR_NOTHING, [0], 0),
        (Credit.ALL_OR_NOTHING, [0, 1, 2], 0),
        (Credit.RIGHT_MINUS_WRONG, [0, 1], 1),
        (Credit.RIGHT_MINUS_WRONG, [0], Fraction(1, 2)),
        (Credit.RIGHT_MINUS_WRONG, [0, 2], 0),
        (Credit.RIGHT_MINUS_WRONG, [0, 1, 2], Fraction(1, 2)),
        (Credit.RIGHT_MINUS_WRONG, [2, 3], 0),
        (Credit.WEIGHTS, [0, 1], 1),
        (Credit.WEIGHTS, [1, 3], Fraction(1, 2)),
    ],
)
def test_a_multiple_choice_is_marked_by_its_rule(credit, chosen, expected):
    question = MultipleChoice(text="?", options=ORGANS.options, credit=credit)
    names = ids(question)
    assert share(question, [names[place] for place in chosen]) == expected
    assert share(question, [names[place] for place in reversed(chosen)]) == expected


def test_naming_an_option_twice_counts_once():
    first = ids(ORGANS)[0]
    assert ORGANS.parse([first, first]) == [first]


def test_true_false_takes_json_and_form_words():
    assert share(FACT, True) == share(FACT, "true") == 1
    assert share(FACT, False) == 0
    assert FACT.grade(False).feedback == "Xem lại bài."
    assert FACT.from_form({"q": ["false"]}, "q") is False
    with pytest.raises(InvalidResponse):
        FACT.parse("đúng")


@pytest.mark.parametrize("hits,expected", [(0, "0"), (1, "0.1"), (2, "0.25"), (3, "0.5"), (4, "1")])
def test_four_statements_earn_stepped_marks(hits, expected):
    key = {part.id: part.right for part in FOUR.statements}
    answer = {name: right if place < hits else not right for place, (name, right) in enumerate(key.items())}
    assert share(FOUR, answer) == Fraction(expected)


def test_statements_left_out_count_as_wrong():
    first = FOUR.statements[0]
    assert share(FOUR, {first.id: first.right}) == Fraction(1, 10)


def test_three_statements_are_marked_in_proportion_and_all_or_nothing_means_it():
    three = Statements(text="?", statements=statements(["a", "b", "c"], [True, True, True]))
    some = {part.id: True for part in three.statements[:2]}
    assert share(three, some) == Fraction(2, 3)
    strict = Statements(text="?", statements=three.statements, marking=Marking.ALL_OR_NOTHING)
    assert share(strict, some) == 0


def test_statements_without_key_wait_for_a_person():
    question = Statements(text="?", statements=statements(["a", "b"], [True, None]))
    assert question.grade({question.statements[0].id: True}).fraction is None
    assert [problem.code for problem in question.problems()] == ["question.statement_unkeyed"]


@pytest.mark.parametrize(
    "answer,ignore_case,ignore_marks,expected",
    [
        ("sông Hồng", True, False, 1),
        ("  SÔNG   hồng ", True, False, 1),
        ("sông hồng", False, False, 0),
        ("song hong", True, False, 0),
        ("song hong", True, True, 1),
        ("Hồng Hà", True, False, 1),
        ("so\u0302ng Ho\u0302\u0300ng", True, False, 1),
        ("sông Hồng\u200b", True, False, 1),
        ("sông Đà", True, True, 0),
    ],
)
def test_a_short_text_is_compared_by_its_rules(answer, ignore_case, ignore_marks, expected):
    question = ShortText(text="?", accepted=WORD.accepted, ignore_case=ignore_case, ignore_marks=ignore_marks)
    assert share(question, answer) == expected


def test_marks_off_means_d_for_đ_too_and_capitals_can_still_count():
    question = ShortText(text="?", accepted=accepted(["Đồng Đăng"]), ignore_marks=True, ignore_case=False)
    assert share(question, "Dong Dang") == 1
    assert share(question, "dong dang") == 0


def test_the_best_of_the_accepted_answers_counts():
    question = ShortText(text="?", accepted=(Accepted("*", Fraction(1, 4)), Accepted("đúng", Fraction(1))))
    assert share(question, "đúng") == 1
    assert share(question, "khác") == Fraction(1, 4)


@pytest.mark.parametrize(
    "typed,expected",
    [
        ("3,5", 1),
        ("3.5", 1),
        ("3,6", 1),
        ("3,4", 1),
        ("3,61", 0),
        (" +3,50 ", 1),
        (3.5, 1),
        (4, 0),
        ("−3,5", 0),
    ],
)
def test_a_number_is_right_within_its_tolerance(typed, expected):
    assert share(NUMBER, typed) == expected


@pytest.mark.parametrize("typed", ["ba", "3,5,5", "1e5", "NaN", "inf", True, "٣", "9" * 40, "3 rưỡi", "--1"])
def test_what_is_no_number_is_refused(typed):
    with pytest.raises(InvalidResponse):
        NUMBER.parse(typed)


def test_thousands_may_have_dots():
    question = Numeric(text="?", accepted=(AcceptedNumber(Decimal("15463")),))
    assert share(question, "15.463") == share(question, "15463") == share(question, "15 463") == 1
    assert question.parse("15.463") == "15463"


def test_each_right_pair_earns_its_share():
    right = PAIRS.correct_response()
    one, two, three = right
    assert share(PAIRS, {one: right[one]}) == Fraction(1, 3)
    assert share(PAIRS, {one: right[two], two: right[one], three: right[three]}) == Fraction(1, 3)
    assert right[one] == right[three]


def test_the_sides_of_a_matching_are_not_shown_in_the_order_of_the_key():
    shown = [right["id"] for right in PAIRS.without_key()["rights"]]
    assert shown == sorted(shown)


def test_each_item_at_its_place_earns_its_share():
    sáng, trưa, chiều, tối = ids(STEPS, "items")
    assert share(STEPS, [sáng, trưa, tối, chiều]) == Fraction(1, 2)
    assert STEPS.describe([sáng, trưa, chiều, tối]) == "sáng → trưa → chiều → tối"
    strict = Ordering(text="?", items=STEPS.items, all_or_nothing=True)
    assert share(strict, [sáng, trưa, tối, chiều]) == 0


@pytest.mark.parametrize(
    "change", [lambda order: order[:-1], lambda order: order + order[:1], lambda order: order[:3] * 2]
)
def test_an_order_names_each_item_once(change):
    with pytest.raises(InvalidResponse):
        STEPS.parse(change(ids(STEPS, "items")))


def test_places_from_a_form_become_an_order():
    names = ids(STEPS, "items")
    form = {f"q-{name}": [str(4 - place)] for place, name in enumerate(names)}
    assert STEPS.from_form(form, "q") == names[::-1]
    with pytest.raises(InvalidResponse):
        STEPS.from_form(form | {f"q-{names[0]}": ["1"]}, "q")


def test_an_order_is_not_shown_in_the_order_of_the_key():
    shown = [item["id"] for item in STEPS.without_key()["items"]]
    assert shown == sorted(shown)
    assert items(["b", "a"]) == tuple(reversed(items(["a", "b"])))


def test_the_gaps_of_a_text_are_weighed():
    bốn = GAPS.gaps[1].asks.correct_response()
    assert share(GAPS, {"g1": "hai"}) == Fraction(1, 4)
    assert share(GAPS, {"g2": bốn}) == Fraction(3, 4)
    assert GAPS.describe(GAPS.parse({"g1": "hai", "g2": bốn})) == "(1) hai; (2) bốn"


def test_the_page_gets_the_text_in_parts_with_its_gaps():
    parts = GAPS.without_key()["parts"]
    assert [part.get("html", part.get("gap")) for part in parts] == [
        "Một cộng một là ",
        "g1",
        ", hai cộng hai là ",
        "g2",
        ".",
    ]


def test_a_form_fills_the_gaps():
    assert GAPS.from_form({"q-g1": ["hai"]}, "q") == {"g1": "hai", "g2": None}


def test_an_essay_waits_for_a_person_unless_nothing_was_written():
    assert share(TALK, "Em nghĩ rằng…") is None
    assert share(TALK, " ") == 0
    assert TALK.parse("a\r\nb") == "a\nb"


def test_pinned_options_keep_their_place_and_what_they_name_stays_named():
    question = SingleChoice(text="?", options=options(["x", "y", "z", "A và B đúng"], [3]))
    names = ids(question)
    assert {tuple(question.shuffle(Random(seed))) for seed in range(50)} == {tuple(names)}
    freed = SingleChoice(
        text="?", options=tuple(Option(o.id, o.text, o.weight, "", False) for o in question.options)
    )
    assert len({tuple(freed.shuffle(Random(seed))) for seed in range(50)}) > 10


def test_a_question_with_fixed_order_is_not_shuffled():
    assert SingleChoice(text="?", options=CAPITAL.options, fixed_order=True).shuffle(Random(1)) == []


@pytest.mark.parametrize(
    "texts,right,codes",
    [
        (["a"], [0], ["question.few_options"]),
        (["a", "b"], [], ["question.no_key"]),
        (["a", "A"], [0], ["question.same_option"]),
        (["a", " "], [0], ["question.empty_option"]),
    ],
)
def test_a_choice_says_what_is_wrong_with_it(texts, right, codes):
    question = SingleChoice(text="?", options=options(texts, right))
    assert [problem.code for problem in question.problems()] == codes


def test_ids_tell_neither_place_nor_key():
    one, other = options(["a", "b", "c"], [0]), options(["c", "a", "b"], [0])
    assert {option.text: option.id for option in one} == {option.text: option.id for option in other}
    assert len({option.id for option in options(["a", "a", "a"])}) == 3
    assert all(option.weight == NOTHING for option in options(["a", "b"]))


def test_a_text_with_gaps_is_looked_back_at_with_numbered_dots():
    told = GAPS.read_text
    assert "[[" not in told
    assert told.index("(1)") < told.index("hai cộng hai") < told.index("(2)")
    assert CAPITAL.read_text == CAPITAL.asked_text
