"""How a learner stands on the board: every state, from facts and the moment alone."""

from datetime import UTC, datetime, timedelta

import pytest

from lms.quizzes.proctoring.rules import SILENT_AFTER, UNSEEN_AFTER, URGENCY, Facts, State, standing
from lms.quizzes.rules import ClosedBy

T = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)
MINUTE = timedelta(minutes=1)
END = T + 30 * MINUTE
NOW = T + 10 * MINUTE
STARTED = {"started_at": T, "ends_at": END}
FRESH = {"seen_at": NOW - 20 * SECOND, "saved_at": NOW - MINUTE}


@pytest.mark.parametrize(
    "facts, state, since",
    [
        ({}, State.NOT_STARTED, None),
        ({"admitted_at": T}, State.NOT_STARTED, None),
        ({"asked_at": T}, State.WAITING, T),
        ({"asked_at": T, "admitted_at": NOW}, State.NOT_STARTED, None),
        (
            STARTED | {"closed_at": T, "closed_by": ClosedBy.CLICK, "asked_at": NOW},
            State.WAITING,
            NOW,
        ),
        (STARTED | {"closed_at": NOW, "closed_by": ClosedBy.CLICK, "asked_at": T}, State.HANDED_IN, NOW),
        (STARTED | FRESH, State.WORKING, T),
        (STARTED | FRESH | {"seen_at": None}, State.WORKING, T),
        (STARTED | FRESH | {"saved_at": None}, State.SILENT, T),
        (STARTED | FRESH | {"saved_at": NOW - SILENT_AFTER}, State.SILENT, NOW - SILENT_AFTER),
        (STARTED | FRESH | {"saved_at": NOW - SILENT_AFTER + SECOND}, State.WORKING, T),
        (STARTED | FRESH | {"saved_at": None, "resumed_at": NOW - MINUTE}, State.WORKING, T),
        (STARTED, State.DISCONNECTED, T),
        (STARTED | {"seen_at": NOW - UNSEEN_AFTER}, State.DISCONNECTED, NOW - UNSEEN_AFTER),
        (STARTED | {"saved_at": NOW - UNSEEN_AFTER}, State.DISCONNECTED, NOW - UNSEEN_AFTER),
        (STARTED | FRESH | {"paused_at": NOW - MINUTE}, State.PAUSED, NOW - MINUTE),
        ({"started_at": T, "ends_at": NOW} | FRESH, State.TIME_UP, NOW),
        ({"started_at": T, "ends_at": NOW, "paused_at": NOW - MINUTE}, State.PAUSED, NOW - MINUTE),
        (STARTED | {"closed_at": NOW, "closed_by": ClosedBy.CLICK}, State.HANDED_IN, NOW),
        (STARTED | {"closed_at": END, "closed_by": ClosedBy.TIMER}, State.CLOSED_BY_TIME, END),
        (STARTED | {"closed_at": END, "closed_by": ClosedBy.SWEEP}, State.CLOSED_BY_TIME, END),
        (STARTED | {"closed_at": NOW, "closed_by": ClosedBy.STAFF}, State.COLLECTED, NOW),
    ],
)
def test_what_is_stored_says_how_somebody_stands(facts, state, since):
    found = standing(Facts(**facts), NOW)
    assert (found.state, found.since) == (state, since)


def test_who_may_need_help_comes_before_who_works_and_who_is_done_comes_last():
    order = sorted(State, key=URGENCY.__getitem__)
    assert order[:3] == [State.WAITING, State.DISCONNECTED, State.SILENT]
    assert order.index(State.WORKING) < order.index(State.HANDED_IN)
