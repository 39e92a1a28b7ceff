"""A line before a page: numbers in the order of coming, true places, and whoever has gone home holds nobody up."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from lms import database
from lms.web.line import rules, tickets
from lms.web.line.models import WaitingLine
from lms.web.line.rules import BATCH, FORGOTTEN, Standing
from lms.web.line.tickets import BLOCK, Line

NOW = datetime(2026, 11, 2, 1, tzinfo=UTC)
PATH = "/quizzes/1/attempts"


def row() -> tuple[int, int]:
    with database.reading_connection() as connection:
        found = connection.execute(select(WaitingLine.tickets, WaitingLine.admitted)).one()
    return found.tickets, found.admitted


@pytest.mark.parametrize(
    "number, admitted, before, enters, again",
    [(1, 0, 0, False, 2), (1, 1, 0, True, 2), (900, 100, 799, False, 2), (9000, 0, 8999, False, 15)],
)
def test_a_number_says_who_is_before_it_and_when_to_look_again(
    number: int, admitted: int, before: int, enters: bool, again: int
) -> None:
    standing = Standing(number, admitted)
    assert (standing.before, standing.may_go_in, standing.look_again_in) == (before, enters, again)


@pytest.mark.usefixtures("own_engine")
def test_numbers_are_given_in_the_order_of_coming() -> None:
    line = Line()
    assert [line.ticket(PATH, NOW) for _ in range(BLOCK + 3)] == list(range(1, BLOCK + 4))
    assert row() == (2 * BLOCK, 0)


@pytest.mark.usefixtures("own_engine")
def test_two_processes_never_give_the_same_number() -> None:
    lines = [Line(), Line()]
    with ThreadPoolExecutor(8) as pool:
        given = list(pool.map(lambda turn: lines[turn % 2].ticket(PATH, NOW), range(100)))
    assert len(set(given)) == 100
    assert max(given) <= 100 + 2 * BLOCK


@pytest.mark.usefixtures("own_engine")
def test_a_process_at_ease_lets_the_next_ones_in() -> None:
    line = Line()
    numbers = [line.ticket(PATH, NOW) for _ in range(BATCH + 1)]
    assert not line.standing(PATH, numbers[0], NOW, at_ease=False).may_go_in
    assert line.standing(PATH, numbers[0], NOW, at_ease=True).may_go_in
    assert line.standing(PATH, numbers[-2], NOW, at_ease=False).may_go_in
    assert line.standing(PATH, numbers[-1], NOW, at_ease=False) == Standing(BATCH + 1, BATCH)


@pytest.mark.usefixtures("own_engine")
def test_not_more_are_let_in_at_once_than_the_server_takes() -> None:
    line = Line()
    last = [line.ticket(PATH, NOW) for _ in range(5 * BATCH)][-1]
    for _ in range(5):
        assert not line.standing(PATH, last, NOW, at_ease=True).may_go_in
    assert row()[1] == BATCH


@pytest.mark.usefixtures("own_engine")
def test_another_process_sees_how_far_the_line_has_come(monkeypatch: pytest.MonkeyPatch) -> None:
    here, there = Line(), Line()
    number = here.ticket(PATH, NOW)
    assert not there.standing(PATH, number, NOW, at_ease=False).may_go_in
    here.standing(PATH, number, NOW, at_ease=True)
    monkeypatch.setattr(tickets, "BELIEVED", 0)
    assert there.standing(PATH, number, NOW, at_ease=False).may_go_in


@pytest.mark.usefixtures("own_engine")
def test_where_nobody_moved_for_long_the_old_numbers_hold_nobody_up() -> None:
    for _ in range(BLOCK):
        Line().ticket(PATH, NOW)
    later = NOW + FORGOTTEN + timedelta(seconds=1)
    line = Line()
    number = line.ticket(PATH, later)
    assert line.standing(PATH, number, later, at_ease=False).before == 0
    old = Line().standing(PATH, 3, later + FORGOTTEN + timedelta(seconds=1), at_ease=False)
    assert old.may_go_in


@pytest.mark.usefixtures("own_engine")
def test_nobody_waits_in_a_line_that_is_through() -> None:
    line = Line()
    waited = [line.waits]
    number = line.ticket(PATH, NOW)
    waited.append(line.waits)
    line.standing(PATH, number, NOW, at_ease=True)
    assert [*waited, line.waits] == [False, True, False]


def test_a_forgotten_line_is_told_by_the_time_of_its_last_move() -> None:
    assert not rules.everybody_is_in(NOW, NOW + FORGOTTEN)
    assert rules.everybody_is_in(NOW, NOW + FORGOTTEN + timedelta(milliseconds=1))
