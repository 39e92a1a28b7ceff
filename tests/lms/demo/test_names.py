"""Names: as many as wanted, the same for the same seed, with long and rare ones among them."""

from random import Random

from lms.accounts.names import tidy_name
from lms.demo import names


def test_names_repeat_for_the_same_seed_and_differ_for_another() -> None:
    first, again, other = (names.people(Random(seed), 300) for seed in (7, 7, 8))
    assert first == again != other
    assert len(first) == 300


def test_long_and_rare_names_are_among_them() -> None:
    found = [name for name, _sex in names.people(Random(7), 600)]
    assert max(map(len, found)) > 25
    assert any("'" in name for name in found)
    assert all(tidy_name(name) == name for name in found)
