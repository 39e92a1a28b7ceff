"""A save breaks at any of its steps: all or nothing is stored, the answer tells no secrets, sent again it works."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import Connection, event
from sqlalchemy.exc import OperationalError

from tests.lms.quizzes.conftest import Page

SECRET = "the name of a table"
# What stands for BEGIN, COMMIT and ROLLBACK inside the transaction of a test.
OF_THE_TEST = ("SAVEPOINT", "RELEASE", "ROLLBACK")
EDITS = ({"slot": 1}, {"slot": 2})


def gone() -> Exception:
    return OperationalError(SECRET, {}, Exception(SECRET))


def surprise() -> Exception:
    return RuntimeError(SECRET)


@contextmanager
def breaking(connection: Connection, step: int, error: Exception) -> Iterator[list[str]]:
    """The statement number `step` fails with `error`; collects those that were sent."""
    sent: list[str] = []

    def fail(_c: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if statement.startswith(OF_THE_TEST):
            return
        sent.append(statement)
        if len(sent) == step:
            raise error

    event.listen(connection, "before_cursor_execute", fail)
    try:
        yield sent
    finally:
        event.remove(connection, "before_cursor_execute", fail)


@pytest.mark.parametrize("make_error, status", [(gone, 503), (surprise, 500)])
def test_a_save_that_breaks_at_any_statement_stores_nothing_and_tells_nothing(
    page: Page, connection: Connection, option_ids: list[list[str]], make_error: Any, status: int
) -> None:
    edits = [edit | {"value": option_ids[place][0], "seq": 1} for place, edit in enumerate(EDITS)]
    step = 0
    while True:
        step += 1
        with breaking(connection, step, make_error()) as sent:
            answer = page.send(*edits)
        if len(sent) < step:
            break
        assert answer.status_code == status
        assert SECRET not in answer.text
        assert "Traceback" not in answer.text
        assert answer.get_json()["request_id"]
        assert (page.answers(), page.history()) == ({}, [])
    assert step > 3, "a save has at least: lock, read, write"
    assert answer.status_code == 200
    assert page.answers() == {1: option_ids[0][0], 2: option_ids[1][0]}


@pytest.mark.parametrize("elapsed_ms", [-1, -(10**15), 10**15, 2**60, 1e308, "86400000", None, True, [1]])
def test_a_clock_of_the_browser_that_is_out_by_days_changes_nothing_while_time_runs(
    page: Page, option_ids: list[list[str]], elapsed_ms: Any
) -> None:
    answer = page.send({"value": option_ids[0][0], "elapsed_ms": elapsed_ms})
    assert answer.status_code == 200
    assert page.answers() == {1: option_ids[0][0]}
