"""What a correction does to one answer and to one mark: the whole of it as tables."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, strategies as st

from lms.quizzes.corrections.rules import (
    Action,
    Change,
    Changes,
    Hand,
    answers_now,
    explanation,
    part,
    share,
    weights,
)
from tests.question_bank.examples import CAPITAL, ORGANS, TALK, WORD, ids

T = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)
DAY = timedelta(days=1)
HANOI, HUE, DANANG, _VINH = ids(CAPITAL)
HALF = Fraction(1, 2)


def change(action: Action, answer=None, **more) -> Change:
    return Change(
        id=more.pop("id", 1), version_id=1, action=action, at=more.pop("at", T), answer=answer, **more
    )


TO_HUE = change(Action.KEY, HUE)
ALSO_HUE = change(Action.ACCEPT, HUE)
VOID = change(Action.CREDIT)
DROPPED = change(Action.DROP)
EARLY, LATE = Hand(HALF, T - DAY), Hand(HALF, T + DAY)


@pytest.mark.parametrize(
    "case, answer, changes, hand, earns",
    [
        ("as asked, right", HANOI, [], None, 1),
        ("as asked, wrong", HUE, [], None, 0),
        ("not answered", None, [], None, 0),
        ("another key: the new one", HUE, [TO_HUE], None, 1),
        ("another key: the old one", HANOI, [TO_HUE], None, 0),
        ("another key: not answered", None, [TO_HUE], None, 0),
        ("another key, only up: the old one stays", HANOI, [change(Action.KEY, HUE, only_up=True)], None, 1),
        ("another key, only up: the new one", HUE, [change(Action.KEY, HUE, only_up=True)], None, 1),
        ("one more: the new one", HUE, [ALSO_HUE], None, 1),
        ("one more: the old one", HANOI, [ALSO_HUE], None, 1),
        ("one more: a wrong one", DANANG, [ALSO_HUE], None, 0),
        ("two more", DANANG, [ALSO_HUE, change(Action.ACCEPT, DANANG)], None, 1),
        ("one more, then another key: only the last", HANOI, [ALSO_HUE, change(Action.KEY, DANANG)], None, 0),
        ("another key, then one more", HANOI, [TO_HUE, change(Action.ACCEPT, HANOI)], None, 1),
        ("void: a wrong one", HUE, [VOID], None, 1),
        ("void: not answered", None, [VOID], None, 1),
        ("void, then another key", DANANG, [VOID, TO_HUE], None, 0),
        ("void, then another key, only up", DANANG, [VOID, change(Action.KEY, HUE, only_up=True)], None, 1),
        ("left out: the share stays", HANOI, [DROPPED], None, 1),
        ("by hand", HUE, [], EARLY, HALF),
        ("by hand, then another key: the person saw the answer", HUE, [TO_HUE], EARLY, HALF),
        ("by hand, then one more", HUE, [ALSO_HUE], EARLY, HALF),
        ("by hand, then void", HUE, [VOID], EARLY, 1),
        ("void, then by hand: the later decision stands", HUE, [VOID], LATE, HALF),
        ("what cannot be an answer", "no such option", [TO_HUE], None, 0),
    ],
)
def test_what_an_answer_earns(case, answer, changes, hand, earns):
    assert share(CAPITAL, answer, changes, hand) == earns, case


def test_an_essay_waits_whatever_is_corrected_but_being_void():
    assert share(TALK, "Một bài", []) is None
    assert share(TALK, "Một bài", [DROPPED]) is None
    assert share(TALK, "Một bài", [VOID]) == 1


def test_part_of_a_mark_is_kept_where_one_more_answer_is_right():
    first, second, third, _fourth = ids(ORGANS)
    more = [change(Action.ACCEPT, [third])]
    assert share(ORGANS, [first, second], more) == 1
    assert share(ORGANS, [third], more) == 1
    assert share(ORGANS, [first, third], more) == 0


@dataclass(frozen=True)
class Place:
    version_id: int
    points: Decimal


PLACES = {slot: Place(slot, Decimal(1)) for slot in (1, 2, 3, 4)}
RIGHT_1_2 = {1: Fraction(1), 2: Fraction(1), 3: Fraction(0)}


def weight(points: str, **more) -> Change:
    return change(Action.WEIGHT, points=Decimal(points), **more)


@pytest.mark.parametrize(
    "case, shares, changes, expected",
    [
        ("as asked", RIGHT_1_2, [], Fraction(2, 4)),
        ("a right one left out", RIGHT_1_2, [change(Action.DROP)], Fraction(1, 3)),
        ("a right one left out, only up", RIGHT_1_2, [change(Action.DROP, only_up=True)], Fraction(2, 4)),
        ("a wrong one left out", {2: Fraction(1), 3: Fraction(1)}, [change(Action.DROP)], Fraction(2, 3)),
        ("a wrong one, only up", {2: Fraction(1)}, [change(Action.DROP, only_up=True)], Fraction(1, 3)),
        ("a right one counts twice", RIGHT_1_2, [weight("2")], Fraction(3, 5)),
        ("a right one counts half", RIGHT_1_2, [weight("0.5")], Fraction(3, 7)),
        ("a right one counts half, only up", RIGHT_1_2, [weight("0.5", only_up=True)], Fraction(2, 4)),
        ("left out, then weighed again", RIGHT_1_2, [change(Action.DROP), weight("1")], Fraction(2, 4)),
        ("waiting earns nothing yet", {1: None, 2: Fraction(1)}, [], Fraction(1, 4)),
    ],
)
def test_what_a_whole_paper_earns(case, shares, changes, expected):
    assert part(weights(PLACES, shares, changes), shares) == expected, case


def test_a_paper_of_nothing_earns_nothing():
    only = {1: Place(1, Decimal(1))}
    assert part(weights(only, {1: Fraction(1)}, [DROPPED]), {1: Fraction(1)}) == 0


SHARES = st.dictionaries(st.sampled_from([1, 2, 3, 4]), st.fractions(0, 1))
KINDS = st.one_of(
    st.just(change(Action.DROP, only_up=True)),
    st.decimals("0.1", "20", places=2).map(lambda points: weight(str(points), only_up=True)),
)


@given(SHARES, st.lists(KINDS, max_size=4))
def test_only_up_never_lowers_a_mark(shares, changes):
    before = part(weights(PLACES, shares, []), shares)
    assert part(weights(PLACES, shares, changes), shares) >= before


@given(SHARES, st.lists(st.sampled_from([DROPPED, weight("3"), weight("0.2")]), max_size=3))
def test_a_mark_stays_between_nothing_and_all(shares, changes):
    assert 0 <= part(weights(PLACES, shares, changes), shares) <= 1


def test_what_is_shown_as_right_follows_the_corrections():
    def shown(*changes):
        return [one.correct_response() for one in answers_now(CAPITAL, changes)]

    assert shown() == [HANOI]
    assert shown(TO_HUE) == [HUE]
    assert shown(ALSO_HUE) == [HANOI, HUE]
    assert shown(ALSO_HUE, change(Action.KEY, DANANG)) == [DANANG]
    assert [one.correct_response() for one in answers_now(WORD, [change(Action.ACCEPT, "sông Cái")])] == [
        "sông Hồng",
        "sông Cái",
    ]


def test_a_new_key_takes_the_old_explanation_away():
    assert explanation([]) is None
    assert explanation([VOID]) is None
    assert explanation([TO_HUE]) == ""
    assert explanation([change(Action.KEY, HUE, explanation="Vì thế")]) == "Vì thế"
    assert explanation([change(Action.CREDIT, explanation="Đề in sai")]) == "Đề in sai"


def test_taking_back_leaves_a_trace_but_no_effect():
    both = Changes((TO_HUE,), {1: 1})
    assert both.with_one(change(Action.CREDIT, id=2)).of(1)[1].action is Action.CREDIT
    gone = both.without(1, 2)
    assert gone.of(1) == ()
    assert (gone.touched(1), gone.touched(7)) == (2, None)
