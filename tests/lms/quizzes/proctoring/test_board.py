"""The board: everybody with state and progress, refreshed in few statements; facts with their source on one's page."""

from datetime import timedelta

import pytest

from lms import database
from lms.quizzes import service
from lms.quizzes.proctoring import extending, pausing
from lms.quizzes.proctoring.kinds import Kind, Source
from lms.quizzes.proctoring.models import AttemptEvent, Presence
from lms.quizzes.proctoring.timeline import Entry, paired, timelines
from lms.web import clock
from tests.lms.cast import enrol, make_person
from tests.lms.quizzes.proctoring.test_presence import report
from tests.lms.quizzes.samples import make_attempt
from tests.scale import scaled

MINUTE = timedelta(minutes=1)
SECOND = timedelta(seconds=1)


def refresh(client, quiz, **headers):
    return client.get(f"/quizzes/{quiz.id}/board/rows", headers=headers)


def row_of(answer, person):
    return next(row for row in answer.get_json()["rows"] if row["id"] == person.id)


def fill(cast, quiz, count):
    """So many more learners at work, each with a page that reports."""
    now = clock.now()
    for number in range(count):
        person = make_person(f"hv{number}", f"Nguyễn Thị Minh {number}", cast.unit1)
        enrol(person, cast.k1)
        attempt = make_attempt(quiz, person.id, now)
        seen = {"first_seen_at": now, "seen_at": now, "hidden": False, "unsaved": 0, "slot": 1}
        database.session.add(
            Presence(attempt_id=attempt.id, tab="t", device="", address="", uncounted=0, **seen)
        )
    database.session.commit()


def test_the_board_says_how_far_each_one_is(as_user, page, quiz, cast, option_ids):
    page.send({"slot": 1, "value": option_ids[0][1]})
    report(page, hidden=True, unsaved=1, slot=2, events=[{"kind": "left", "elapsed_ms": 1000}])
    cast.em.language = "en"
    row = row_of(refresh(as_user("em"), quiz), cast.an)
    assert row["state"] == "working"
    assert row["done"] == "1 / 3"
    assert row["unsaved"] == "1 not saved"
    assert row["open"] == "question 2"
    assert row["noticed"] == "page not in front · left 1×"


def test_the_page_and_its_refreshing_say_the_same(as_user, page, quiz, cast):
    em = as_user("em")
    html = em.get(f"/quizzes/{quiz.id}/board").text
    row = row_of(refresh(em, quiz), cast.an)
    assert all(f'data-cell="{name}"' in html for name in ("said", "done", "saved", "ends", "open", "noticed"))
    assert f">{row['said']}</span>" in html


def test_what_did_not_change_is_not_sent_again(as_user, page, quiz):
    em = as_user("em")
    first = refresh(em, quiz)
    again = refresh(em, quiz, **{"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    assert again.headers["X-As-Of"]
    report(page, slot=3)
    assert refresh(em, quiz, **{"If-None-Match": first.headers["ETag"]}).status_code == 200


@pytest.mark.parametrize("path", ["board", "board/rows"])
def test_a_full_room_takes_no_more_statements_than_a_small_one(as_user, cast, quiz, count_queries, path):
    em = as_user("em")
    taken = []
    for count in (3, scaled(247, 57)):
        fill(cast, quiz, count) if count == 3 else _fill_more(cast, quiz, count)
        em.get(f"/quizzes/{quiz.id}/{path}")
        with count_queries() as queries:
            em.get(f"/quizzes/{quiz.id}/{path}")
        taken.append(len(queries))
    assert taken[0] == taken[1] <= 11


def _fill_more(cast, quiz, count):
    now = clock.now()
    for number in range(count):
        person = make_person(f"them{number}", f"Trần Văn Nam {number}", cast.unit1)
        enrol(person, cast.k1)
        make_attempt(quiz, person.id, now)


def test_more_time_for_all_reaches_who_works_and_nobody_else(context, cast, quiz):
    now = clock.now()
    working = make_attempt(quiz, cast.an.id, now)
    done = make_attempt(quiz, cast.lan.id, now)
    service.close(cast.em, done, "", now)
    ends = working.ends_at, done.ends_at
    assert extending.extend_all(cast.em, quiz, 10, "Mất điện", now + MINUTE) == 1
    database.session.commit()
    assert (working.ends_at, done.ends_at) == (ends[0] + 10 * MINUTE, ends[1])


def test_the_learners_page_tells_what_happened_and_who_says_so(as_user, page, quiz, cast):
    cast.em.language = "en"
    report(page, events=[{"kind": "left", "elapsed_ms": 0}, {"kind": "back", "elapsed_ms": 0}])
    em = as_user("em")
    em.post(f"/attempts/{page.attempt.id}/pause", data={"reason": "Ốm"})
    em.post(f"/attempts/{page.attempt.id}/pause/delete", data={"reason": "Khỏe lại"})
    text = em.get(f"/quizzes/{quiz.id}/people/{cast.an.id}").text
    for said in ("reported by the browser", "recorded by the server", "done by staff: Hoàng Văn Em", "Ốm"):
        assert said in text
    for verdict in ("cheat", "suspicious", "violation"):
        assert verdict not in text


def test_the_whole_history_survives_reopening(context, cast, quiz):
    now = clock.now()
    attempt = make_attempt(quiz, cast.an.id, now - 5 * MINUTE)
    pausing.pause(cast.em, attempt, "Ốm", now - 4 * MINUTE)
    pausing.resume(cast.em, attempt, "Khỏe", now - 3 * MINUTE)
    service.extend(cast.em, attempt, 5, "Bù giờ", now - 2 * MINUTE)
    service.close(cast.em, attempt, "Nhầm", now - MINUTE)
    service.reopen(cast.em, attempt, 5, "Nhầm", now)
    database.session.commit()
    kinds = [entry.kind for entry in timelines([attempt])[attempt.id].entries]
    assert kinds == [
        *(Kind.STARTED, Kind.PAUSED, Kind.RESUMED, Kind.EXTENDED),
        *(Kind.COLLECTED, Kind.REOPENED),
    ]


def test_what_began_and_ended_is_one_line_with_its_length():
    at = clock.now()
    entries = [
        Entry(at, Kind.LEFT, Source.BROWSER, tab="a"),
        Entry(at + 10 * SECOND, Kind.LEFT, Source.BROWSER, tab="b"),
        Entry(at + 40 * SECOND, Kind.BACK, Source.BROWSER, tab="a"),
        Entry(at + 50 * SECOND, Kind.OFFLINE, Source.BROWSER, tab="a"),
    ]
    assert [(one.kind, one.tab, one.lasted) for one in paired(entries)] == [
        (Kind.LEFT, "a", 40 * SECOND),
        (Kind.LEFT, "b", None),
        (Kind.OFFLINE, "a", None),
    ]


def test_events_of_the_browser_and_of_others_cannot_be_mixed_up(context, connection, page):
    odd = AttemptEvent(attempt_id=page.attempt.id, kind=Kind.LEFT, source=Source.BROWSER, at=clock.now())
    database.session.add(odd)
    with pytest.raises(Exception, match="browsers_count_the_time"), database.session.begin_nested():
        database.session.flush()


@pytest.mark.parametrize(
    "action, typed, kept",
    [
        ("pause", {"reason": ""}, ""),
        ("extension", {"minutes": "", "reason": "Mất điện"}, 'value="Mất điện"'),
        ("extension", {"minutes": "10", "reason": ""}, 'value="10"'),
    ],
)
def test_a_form_for_everybody_that_lacks_something_comes_back_open_with_what_was_typed(
    as_user, page, quiz, action, typed, kept
):
    answer = as_user("em").post(f"/quizzes/{quiz.id}/{action}", data=typed)
    assert answer.status_code == 422
    assert 'role="alert"' in answer.text
    assert '<details class="board__all" open>' in answer.text
    assert kept in answer.text
    database.session.refresh(quiz)
    assert quiz.paused_at is None


def test_nobody_goes_on_without_a_reason(as_user, page, quiz, cast):
    pausing.pause_all(cast.em, quiz, "Mất điện", clock.now())
    answer = as_user("em").post(f"/quizzes/{quiz.id}/pause/delete", data={"reason": " "})
    assert answer.status_code == 422
    database.session.refresh(quiz)
    assert quiz.paused_at is not None
