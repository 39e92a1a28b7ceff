"""Two or three marks of one script: what counts, exactly; who is drawn, and who reads what."""

from dataclasses import dataclass
from decimal import Decimal

import pytest
from hypothesis import given, strategies as st

from lms.reflections.double import agreement, rules
from lms.reflections.double.agreement import Given, Pair
from lms.reflections.double.rules import Agreed, How, Rule, Scale, Script, Third, Waits, Why

D = Decimal
SCALE = Scale(D(10), (D(5), D(7), D(8)))
ONE_POINT = Rule(D(1), one_band=False)


@pytest.mark.parametrize(
    "rule, totals, found",
    [
        (Rule(None, one_band=False), "2 9", Agreed(How.MEAN, (0, 1))),
        (ONE_POINT, "6 7", Agreed(How.MEAN, (0, 1))),
        (ONE_POINT, "6 7.0001", Waits(3, Why.APART)),
        (Rule(D(1), one_band=True), "6.9 7", Waits(3, Why.BANDS)),
        (Rule(D(1), one_band=True), "7 7.9", Agreed(How.MEAN, (0, 1))),
        (Rule(D(0), one_band=False), "7 7", Agreed(How.MEAN, (0, 1))),
        (ONE_POINT, "5 8 6", Agreed(How.NEARER, (0, 2))),
        (ONE_POINT, "5 8 7.75", Agreed(How.NEARER, (1, 2))),
        (ONE_POINT, "5 8 6.5", Agreed(How.THIRD, (2,))),
        (Rule(D(1), one_band=True, third=Third.DECIDES), "5 8 6", Agreed(How.THIRD, (2,))),
    ],
)
def test_what_counts(rule, totals, found):
    assert rules.decide(rule, [D(one) for one in totals.split()], SCALE, twice=True) == found


def test_one_mark_counts_alone_unless_two_are_to_mark():
    assert rules.decide(ONE_POINT, [D(6)], SCALE, twice=False) == Agreed(How.SINGLE, (0,))
    assert rules.decide(ONE_POINT, [D(6)], SCALE, twice=True) == Waits(2, Why.SAMPLE)


@pytest.mark.parametrize("total, near", [("6.75", True), ("7.25", True), ("6.74", False), ("9", False)])
def test_near_the_limit_of_a_band_is_counted_in_points_of_the_rubric(total, near):
    assert SCALE.near(D(total), D("0.25")) is near


def test_bands_of_ten_lie_on_any_scale_without_rounding():
    third = Scale(D(30), (D(5), D("6.6667")))
    assert [third.band(D(points)) for points in ("14.9999", "15", "20", "20.0001")] == [0, 1, 1, 2]


@dataclass(frozen=True)
class Score:
    criterion_id: int
    level_id: int | None
    points: Decimal
    comment: str = ""


points = st.integers(0, 10_000).map(lambda number: D(number) / 1000)


@given(st.lists(st.tuples(points, points), min_size=1, max_size=12))
def test_the_mean_of_two_is_exact_criterion_by_criterion(pairs):
    first = [Score(place, 1, one) for place, (one, _other) in enumerate(pairs)]
    second = [Score(place, 2, other) for place, (_one, other) in enumerate(pairs)]
    found = rules.combined([first, second])
    assert sum(2 * score.points for score in found) == sum(one + other for one, other in pairs)
    assert {score.level_id for score in found} == {None}


def test_a_level_stays_where_both_chose_it_and_comments_of_both_are_kept():
    mine, theirs = Score(1, 4, D(3), "Đủ ý."), Score(1, 4, D(3), "Thiếu số liệu.")
    assert rules.combined([[mine], [theirs]]) == [rules.Combined(1, 4, D(3), "Đủ ý. Thiếu số liệu.")]


@given(st.sets(st.integers(100, 999), min_size=1, max_size=60), st.integers(0, 100), st.text(max_size=8))
def test_a_sample_has_its_share_rounded_up_and_is_drawn_alike_every_time(numbers, percent, seed):
    drawn = rules.sample(seed, sorted(numbers), percent)
    assert drawn <= numbers
    assert len(drawn) == -(-len(numbers) * percent // 100)
    assert drawn == rules.sample(seed, sorted(numbers, reverse=True), percent)


@given(st.integers(1, 40), st.integers(2, 5), st.booleans())
def test_readings_are_even_and_never_twice_the_same_person(count, markers, twice):
    scripts = [Script(number, None, twice) for number in range(count)]
    found = rules.shared_out(scripts, list(range(markers)), {})
    assert len({(script, marker) for script, _place, marker in found}) == len(found) == count * (1 + twice)
    loads = [sum(marker == one for _script, _place, marker in found) for one in range(markers)]
    assert max(loads) - min(loads) <= 1


def test_whom_a_script_is_allocated_to_reads_it_first():
    found = rules.shared_out([Script(7, 2, twice=True)], [1, 2, 3], {1: 0, 2: 9, 3: 4})
    assert found == [(7, 1, 2), (7, 2, 1)]


def test_figures_of_agreement():
    key = (1, "Bố cục")
    pairs = [
        Pair("a", 1, How.MEAN, D(7), [D(7), D(7)], [{key: Given(D(2), "Khá")}, {key: Given(D(2), "Khá")}]),
        Pair(
            "b",
            2,
            How.NEARER,
            D("6.5"),
            [D(5), D(8), D(6)],
            [{key: Given(D(1), "Yếu")}, {key: Given(D(2), "Khá")}, {key: Given(D(1), "Yếu")}],
        ),
    ]
    found = agreement.of_pairs(pairs, D(1))
    assert (found.scripts, found.within, found.third) == (2, 1, 1)
    assert (found.mean_apart, found.mean_first_above) == (D("1.5"), D("-1.5"))
    [criterion] = found.criteria
    assert (criterion.same_level, criterion.scripts, criterion.mean_apart) == (1, 2, D("0.5"))
    assert agreement.of_pairs([], None).mean_apart is None
