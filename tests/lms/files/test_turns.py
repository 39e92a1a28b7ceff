"""Few pieces at a time; who vanished in the middle holds up nobody, and not without end."""

from lms.files.uploads.turns import AT_ONCE, LONG, MOST, Turns


def test_one_more_than_may_be_served_is_told_to_come_again() -> None:
    turns = Turns()
    taken = [turns.take(0) for _ in range(AT_ONCE)]
    assert None not in taken
    assert turns.take(1) is None
    turns.give_back(taken[0] or 0)
    assert turns.take(1) is not None


def test_who_vanished_counts_no_longer_after_a_while() -> None:
    turns = Turns()
    for _ in range(AT_ONCE):
        turns.take(0)
    assert turns.take(LONG - 1) is None
    assert turns.take(LONG) is not None


def test_only_so_many_threads_may_be_lost() -> None:
    turns = Turns()
    for moment in range(MOST):
        assert turns.take(moment * LONG) is not None
    assert turns.take(MOST * LONG) is None
