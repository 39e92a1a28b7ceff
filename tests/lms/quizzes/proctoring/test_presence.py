"""What a page reports: by its token only, one small row a browser, facts that are kept once and not without end."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from lms import database
from lms.accounts.models import PersonState
from lms.quizzes import service
from lms.quizzes.proctoring import presence
from lms.quizzes.proctoring.kinds import Kind, Source
from lms.quizzes.proctoring.models import AttemptEvent, Presence
from lms.quizzes.proctoring.presence import MOST_BROWSERS, MOST_EVENTS
from lms.quizzes.saving import writer
from lms.web import clock

USUAL = {"tab": "tab-a", "hidden": False, "unsaved": 0, "slot": 1, "events": []}


def report(page, *, token: str | None = "", **changes):
    headers = {} if token is None else {"X-Attempt-Token": token or page.token}
    url = f"/attempts/{page.public_id}/presence"
    return page.client.post(url, json=USUAL | changes, headers=headers, csrf=False)


def rows(page):
    database.session.expire_all()
    return database.session.query(Presence).filter_by(attempt_id=page.attempt.id).all()


def events(page):
    found = database.session.query(AttemptEvent).filter_by(attempt_id=page.attempt.id)
    return [(one.kind, one.source, one.tab, one.elapsed_ms) for one in found.order_by(AttemptEvent.id)]


def test_a_report_is_one_row_with_the_time_of_the_server_and_answers_how_the_attempt_stands(page):
    before = clock.now()
    answer = report(page, hidden=True, unsaved=2, slot=3)
    (row,) = rows(page)
    assert (row.hidden, row.unsaved, row.slot, row.uncounted) == (True, 2, 3, 0)
    assert before <= row.seen_at <= clock.now()
    assert answer.get_json().keys() == {"now", "ends_at", "state", "paused_at", "tab"}


def test_the_next_report_of_the_same_browser_replaces_it_and_another_browser_has_its_own(page):
    report(page)
    first_seen_at = rows(page)[0].first_seen_at
    report(page, slot=2)
    report(page, tab="tab-b")
    same, other = sorted(rows(page), key=lambda row: row.tab)
    assert (same.slot, same.first_seen_at) == (2, first_seen_at)
    assert other.tab == "tab-b"


def test_it_costs_two_statements_and_none_of_them_locks_the_attempt(page, count_queries):
    with count_queries() as queries:
        report(page)
    assert len(queries) == 2, queries
    assert not any("FOR UPDATE" in statement for statement in queries)


@pytest.mark.parametrize("token", [None, "nonsense", "WyJ4IiwxLDEsImsiXQ.c2ln"])
def test_without_the_token_of_the_attempt_nothing_is_noted(page, token):
    assert report(page, token=token).status_code == 401
    assert rows(page) == []


def test_the_token_of_another_attempt_opens_nothing(open_page, quiz, page, cast):
    other = service.close(cast.em, page.attempt, "", clock.now()) and open_page(quiz, number=2)
    assert report(page, token=other.token).status_code == 401


@pytest.mark.parametrize(
    "wrong",
    [
        {"tab": "a b"},
        {"tab": "x" * 41},
        {"hidden": 1},
        {"unsaved": -1},
        {"slot": "1"},
        {"slot": True},
        {"events": {}},
        {"events": [{"kind": "left"}]},
        {"events": [{"kind": "handed-in", "elapsed_ms": 1}]},
        {"events": [{"kind": "left", "elapsed_ms": 1}] * 51},
    ],
)
def test_what_cannot_be_a_report_is_refused_whole(page, wrong):
    assert report(page, **wrong).status_code == 422
    assert rows(page) == []


def test_what_the_browser_noticed_is_kept_once_with_its_source(page):
    noticed = [{"kind": "left", "elapsed_ms": 5000}, {"kind": "back", "elapsed_ms": 45000}]
    report(page, events=noticed)
    report(page, events=[*noticed, {"kind": "offline", "elapsed_ms": 50000}])
    assert events(page) == [
        (Kind.LEFT, Source.BROWSER, "tab-a", 5000),
        (Kind.BACK, Source.BROWSER, "tab-a", 45000),
        (Kind.OFFLINE, Source.BROWSER, "tab-a", 50000),
    ]


def test_a_browser_whose_clock_runs_ahead_reports_nothing_from_the_future(page):
    report(page, events=[{"kind": "left", "elapsed_ms": 10**12}])
    assert database.session.scalars(select(AttemptEvent.at)).one() <= clock.now()


def test_beyond_a_bound_events_are_only_counted(page):
    for start in range(0, MOST_EVENTS + 50, 50):
        report(page, events=[{"kind": "left", "elapsed_ms": start + n} for n in range(50)])
    count = select(func.count()).select_from(AttemptEvent)
    assert database.session.scalars(count).one() == MOST_EVENTS
    assert rows(page)[0].uncounted == 50


def test_no_page_makes_rows_without_end(page):
    for number in range(MOST_BROWSERS + 5):
        assert report(page, tab=f"tab-{number}").status_code == 200
    assert len(rows(page)) == MOST_BROWSERS
    report(page, tab="tab-0", slot=9)
    assert {row.slot for row in rows(page) if row.tab == "tab-0"} == {9}


def test_once_the_attempt_is_over_the_page_is_told_and_nothing_is_noted(page, cast):
    service.close(cast.em, page.attempt, "", clock.now())
    database.session.commit()
    assert report(page).get_json()["state"] == "closed"
    assert rows(page) == []


def test_who_was_suspended_reports_nothing(page, cast):
    cast.an.state = PersonState.SUSPENDED
    database.session.commit()
    assert report(page).status_code == 403


def test_while_saves_wait_reports_are_put_off(page, monkeypatch):
    monkeypatch.setattr(type(writer), "waiting", 33)
    assert report(page).status_code == 503
    assert rows(page) == []


def test_a_report_that_was_held_up_does_not_overwrite_a_newer_one(context, page):
    now = clock.now()
    made = {"attempt_id": page.attempt.id, "device": "", "address": ""}
    newer = presence.Seen(**made, at=now)
    older = presence.Seen(**made, at=now - timedelta(seconds=9))
    for seen, slot in ((newer, 5), (older, 2)):
        presence.see(seen, presence.Report("tab-a", False, 0, slot, ()))
    assert rows(page)[0].slot == 5
