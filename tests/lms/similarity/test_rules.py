"""Shares add up, groups hang together, and only earlier work of the same centre counts."""

from datetime import timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis.strategies import integers, lists, tuples

from lms.similarity import rules
from lms.similarity.models import Kin
from lms.similarity.rules import Handed
from tests.lms.cast import NOW

SPANS = lists(tuples(integers(0, 60), integers(0, 60)).map(lambda pair: (min(pair), max(pair))), max_size=6)
MINE = Handed(10, task_id=1, people=frozenset({1}), handed_in_at=NOW)
DAY = timedelta(days=1)


def letters(spans):
    return {place for start, end in spans for place in range(start, end)}


@given(SPANS, SPANS)
def test_what_is_left_is_what_the_others_do_not_hold(spans, others):
    left = rules.without(spans, others)
    assert letters(left) == letters(spans) - letters(others)
    assert left == sorted(left)


@given(SPANS)
def test_merged_spans_hold_the_same_and_do_not_touch(spans):
    made = rules.merged(spans)
    assert letters(made) == letters(spans)
    assert all(one[1] < other[0] for one, other in pairwise(made))


@given(SPANS, SPANS, SPANS)
def test_shares_of_a_script_add_up_to_it(quoted, shared, repeated):
    made = rules.shares(60, quoted, shared, repeated)
    assert 0 <= made.own <= 1
    assert abs(made.quoted + made.shared + made.repeated + made.own - 1) < 1e-9


def test_what_is_quoted_is_not_shared_and_what_is_shared_is_not_repeated():
    made = rules.shares(100, quoted=[(0, 50)], shared=[(40, 60)], repeated=[(55, 80)])
    assert (made.quoted, made.shared, made.repeated) == (0.5, 0.1, 0.2)


def test_a_script_without_words_consists_of_nothing():
    assert rules.shares(0, [], [], []).shared == 0


def test_groups_hang_together_through_others_and_the_largest_comes_first():
    assert rules.groups([(8, 9), (1, 2), (2, 3), (5, 3)]) == [[1, 2, 3, 5], [8, 9]]


def test_much_in_common_is_measured_against_what_is_not_quoted():
    assert rules.is_likely(0.1, quoted=0.6)
    assert not rules.is_likely(0.1, quoted=0.0)
    assert not rules.is_likely(0.0, quoted=1.0)


def test_kin_is_the_task_an_earlier_work_or_one_s_own_and_never_what_came_later():
    fellow = Handed(11, task_id=1, people=frozenset({2}), handed_in_at=NOW + DAY)
    earlier = Handed(3, task_id=7, people=frozenset({2}), handed_in_at=NOW - DAY)
    own = Handed(4, task_id=7, people=frozenset({1}), handed_in_at=NOW - DAY)
    later = Handed(12, task_id=7, people=frozenset({2}), handed_in_at=NOW + DAY)
    found = [rules.kin(MINE, other) for other in (fellow, earlier, own, later, MINE)]
    assert found == [Kin.SAME_TASK, Kin.EARLIER, Kin.OWN, None, None]


def test_a_comparison_is_lost_if_nobody_began_it_or_whoever_did_never_ended():
    minute = timedelta(minutes=1)
    assert not rules.is_stuck(NOW, None, NOW + 5 * minute)
    assert rules.is_stuck(NOW, None, NOW + 11 * minute)
    assert not rules.is_stuck(NOW, NOW + minute, NOW + 20 * minute)
    assert rules.is_stuck(NOW, NOW + minute, NOW + 40 * minute)


def test_passages_are_the_same_seen_from_either_text():
    passages = [[0, 10, 30, 42], [20, 30, 5, 15]]
    assert rules.turned(passages) == [[5, 15, 20, 30], [30, 42, 0, 10]]
    assert rules.turned(rules.turned(passages)) == passages
