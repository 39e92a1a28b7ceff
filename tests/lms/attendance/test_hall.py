"""The screen of the hall: one code at a time, true counts, nothing dead, nothing to share in advance."""

import re
from datetime import timedelta

from lms import database
from lms.attendance import checkpoints, counts, tokens
from lms.attendance.hall import Codes, Screen, screen
from lms.attendance.models import Checkpoint
from lms.attendance.windows import Mark, Phase, Timing
from lms.classes.models import SessionState
from lms.web import clock
from tests.lms.attendance.hall import came, checkpoint_of, digits, fill, held_now, open_hall, rows, session_of


def found(pattern: str, text: str) -> str:
    match = re.search(pattern, text)
    assert match is not None
    return match[1]


def codes(shown: Screen) -> Codes:
    assert shown.codes is not None
    return shown.codes


def url(checkpoint, rest: str = "") -> str:
    return f"/sessions/{checkpoint.class_session_id}/checkpoints/{checkpoint.phase.value}/hall{rest}"


def test_a_checkpoint_is_prepared_by_a_page_that_posts_itself(cast, as_user) -> None:
    session, em = held_now(cast.k1), as_user("em")
    page = em.get(f"/sessions/{session.id}/checkpoints/before/hall")
    assert 'data-behaviour="auto-submit"' in page.text
    assert rows(Checkpoint) == []
    for _again in range(2):
        made = em.post(f"/sessions/{session.id}/checkpoints/before")
    assert made.location == f"/sessions/{session.id}/checkpoints/before/hall"
    [checkpoint] = rows(Checkpoint)
    assert len(checkpoint.secret) == 64
    assert "<svg" in em.get(made.location).text


def test_the_screen_shows_the_digits_of_now_and_both_counts(cast, as_user) -> None:
    checkpoint, people = open_hall(cast), fill(cast, 3)
    came(checkpoint, people[0], clock.now())
    shown = as_user("em").get(url(checkpoint)).text
    typed = found(r'hall__code" aria-label="([\d ]+)"', shown).replace(" ", "")
    assert typed in {digits(checkpoint), digits(checkpoint, clock.now() - timedelta(seconds=60))}
    assert re.search(r'data-count="before">1 <small>/ 5<', shown)


def test_what_is_fetched_again_brings_one_code_and_no_secret(cast, as_user) -> None:
    checkpoint = open_hall(cast)
    answer = as_user("em").get(url(checkpoint, "/live"))
    assert answer.text.count('class="qr"') == 1
    assert checkpoint.secret not in answer.text
    assert "/C/" not in answer.text
    assert "no-store" in answer.headers["Cache-Control"]
    assert len(answer.data) < 12_000
    good_for = float(found(r'data-good-for="([\d.]+)"', answer.text))
    assert 5 <= good_for <= 15


def test_a_signed_out_screen_is_told_so_and_not_led_astray(cast, client) -> None:
    checkpoint = open_hall(cast)
    assert client.get(url(checkpoint, "/live"), headers={"HX-Request": "true"}).status_code == 401


def test_outside_its_time_no_code_is_shown(cast, as_user) -> None:
    em = as_user("em")
    for begins_in in (120, -30):
        checkpoint = checkpoint_of(held_now(cast.k1, begins_in=begins_in))
        shown = em.get(url(checkpoint)).text
        assert 'class="qr"' not in shown
        assert "hall__code" not in shown


def test_a_cancelled_session_shows_no_code(cast, as_user) -> None:
    checkpoint = open_hall(cast)
    checkpoint.class_session.state, checkpoint.class_session.reason = SessionState.CANCELLED, "bão"
    database.session.commit()
    assert 'class="qr"' not in as_user("em").get(url(checkpoint)).text


def test_two_screens_and_a_reload_show_the_same_code(cast, now) -> None:
    checkpoint = checkpoint_of(session_of(cast.k1))
    book = queries.book_of_session(checkpoint.class_session_id)
    step = now + timedelta(seconds=3)
    first, second = (screen(checkpoint, book, "https://sen.example", moment) for moment in (now, step))
    assert (codes(first).drawing, codes(first).typed) == (codes(second).drawing, codes(second).typed)
    later = screen(checkpoint, book, "https://sen.example", now + timedelta(seconds=10))
    assert codes(later).drawing != codes(first).drawing


def test_the_counts_are_those_of_the_rows(cast, now) -> None:
    checkpoint, people = checkpoint_of(session_of(cast.k1)), fill(cast, 6)
    for person in people[:4]:
        came(checkpoint, person, now)
    came(checkpoint, people[4], now, late=True)
    shown = screen(checkpoint, queries.book_of_session(checkpoint.class_session_id), "http://x", now)
    figures = shown.figures[Phase.BEFORE]
    assert (figures.present, figures.expected, figures.marks[Mark.LATE]) == (5, 8, 1)
    assert figures.present == len(rows())


def test_opened_and_closed_by_hand_the_screen_follows(cast, as_user) -> None:
    checkpoint, em = open_hall(cast, begins_in=120), as_user("em")
    base = f"/sessions/{checkpoint.class_session_id}/checkpoints/before"
    em.post(f"{base}/opening")
    assert 'class="qr"' in em.get(f"{base}/hall").text
    em.post(f"{base}/closing")
    assert 'class="qr"' not in em.get(f"{base}/hall").text


def test_a_scan_made_before_closing_by_hand_still_counts(cast, as_user) -> None:
    checkpoint, an = open_hall(cast), as_user("an")
    an.get(f"/C/{tokens.make(checkpoint.id, checkpoint.secret, clock.now())}")
    as_user("em").post(f"/sessions/{checkpoint.class_session_id}/checkpoints/before/closing")
    an.post("/check-ins")
    assert [row.person_id for row in rows()] == [cast.an.id]


def test_a_moved_session_takes_its_window_along_and_keeps_what_was_scanned(cast, now) -> None:
    checkpoint, [person] = checkpoint_of(session_of(cast.k1)), fill(cast, 1)
    came(checkpoint, person, now, late=True)
    session = session_of(cast.k1)
    session.starts_at += timedelta(hours=6)
    session.ends_at += timedelta(hours=6)
    database.session.commit()
    book = queries.book_of_session(session.id)
    assert book.sessions[0].windows[Phase.BEFORE].at(now) is Timing.EARLY
    assert book.entry(session.id, Phase.BEFORE, person.id).mark is Mark.LATE


def test_other_times_are_set_in_minutes_and_nonsense_is_sent_back(cast, as_user) -> None:
    session, em = held_now(cast.k1), as_user("em")
    base = f"/sessions/{session.id}/checkpoints/before/window"
    assert "-45" in em.get(base).text
    for bad in (
        {"opens": "10", "closes": "5"},
        {"opens": "-10", "closes": "10", "late": "30"},
        {"opens": "x", "closes": ""},
        {"opens": "-9999", "closes": "10"},
    ):
        answer = em.post(base, data=bad)
        assert answer.status_code == 422
        assert bad["opens"] in answer.text
    em.post(base, data={"opens": "-60", "late": "", "closes": "30"})
    [checkpoint] = rows(Checkpoint)
    assert (checkpoint.opens_minutes, checkpoint.late_minutes, checkpoint.closes_minutes) == (-60, None, 30)


def test_preparing_twice_keeps_the_secret(cast) -> None:
    session = session_of(cast.k1)
    first = checkpoints.prepare(session, Phase.BEFORE).secret
    assert checkpoints.prepare(session, Phase.BEFORE).secret == first


def test_the_screen_of_250_takes_no_more_queries_than_that_of_2(cast, as_user, count_queries) -> None:
    checkpoint, em = open_hall(cast), as_user("em")
    with count_queries() as few:
        em.get(url(checkpoint, "/live"))
    now = clock.now()
    for person in fill(cast, 248):
        came(checkpoint, person, now)
    with count_queries() as many:
        assert 'data-count="before">248 <small>/ 250<' in em.get(url(checkpoint, "/live")).text
    assert len(many) == len(few) <= 10, many
