"""People over groups: everybody once, nobody forgotten."""

from hypothesis import given, strategies as st

from lms.classes.grouping import Spread, by_unit, evenly, spread

PEOPLE = st.lists(
    st.tuples(st.integers(), st.one_of(st.none(), st.integers(1, 6))), unique_by=lambda one: one[0]
)


@given(PEOPLE, st.integers(1, 12), st.sampled_from(Spread))
def test_everybody_is_in_exactly_one_group(people: list[tuple[int, int | None]], groups: int, how: Spread):
    found = spread(people, groups, how)
    assert len(found) == groups
    assert sorted(one for group in found for one in group) == sorted(one for one, _unit in people)


@given(st.lists(st.integers(), unique=True), st.integers(1, 12))
def test_equal_groups_differ_by_one_at_most_and_keep_the_order(people: list[int], groups: int):
    found = evenly(people, groups)
    assert max(map(len, found)) - min(map(len, found)) <= 1
    assert [one for group in found for one in group] == people


@given(PEOPLE, st.integers(1, 12))
def test_nobody_is_parted_from_their_unit(people: list[tuple[int, int | None]], groups: int):
    place = {one: number for number, group in enumerate(by_unit(people, groups)) for one in group}
    by_units: dict[int | None, set[int]] = {}
    for one, unit in people:
        by_units.setdefault(unit, set()).add(place[one])
    assert all(len(places) == 1 for places in by_units.values())


def test_large_units_go_first_into_the_emptiest_group():
    people = [(1, "a"), (2, "b"), (3, "b"), (4, "c"), (5, "c"), (6, "c")]
    assert by_unit(people, 2) == [[4, 5, 6], [2, 3, 1]]
