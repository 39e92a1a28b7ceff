"""The screen of the hall: one code at a time, true counts, nothing dead, nothing to share in advance."""

import re
from datetime import datetime, timedelta
from typing import Any

import pytest

from lms import database
from lms.attendance import checkpoints, queries, tokens
from lms.attendance.book import Figures
from lms.attendance.counts import counts_of
from lms.attendance.hall import Codes, Screen, screen
from lms.attendance.models import Checkpoint
from lms.attendance.windows import Mark, Phase, Timing
from lms.classes.models import SessionState
from lms.web import clock
from tests.lms.attendance.hall import (
    CROWD,
    came,
    came_all,
    checkpoint_of,
    digits,
    fill,
    held_now,
    open_hall,
    rows,
    session_of,
)


def found(pattern: str, text: str) -> str:
    match = re.search(pattern, text)
    assert match is not None
    return match[1]


def codes(shown: Screen) -> Codes:
    assert shown.codes is not None
    return shown.codes


def shown_at(checkpoint: Checkpoint, moment: datetime, address: str = "https://sen.example") -> Screen:
    """The screen at that moment, as the view makes it."""
    prepared = checkpoints.of_session(checkpoint.class_session_id)
    windows = {
        phase: checkpoints.window_of(checkpoint.class_session, phase, prepared.get(phase)) for phase in Phase
    }
    with database.reading_connection() as connection:
        counted = counts_of(connection, checkpoint.class_session_id)
    return screen(checkpoint, windows, counted, address, moment)


def live(client, checkpoint, shown: str = "") -> dict[str, Any]:
    """What the screen is told when it shows this."""
    answer = client.get(url(checkpoint, "/live"), headers={"X-Shown": shown})
    assert answer.status_code == 200
    return answer.json


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
    assert "".join(part["html"] for part in answer.json["parts"].values()).count('class="qr"') == 1
    assert checkpoint.secret not in answer.text
    assert "/C/" not in answer.text
    assert "no-store" in answer.headers["Cache-Control"]
    assert len(answer.data) < 12_000
    left = answer.json["left"]
    assert 5 <= left["good"] <= 15
    assert left["good"] - left["next"] == pytest.approx(tokens.QR_MARGIN)


def test_what_the_screen_shows_already_is_not_sent_again(cast, as_user) -> None:
    checkpoint, em = open_hall(cast), as_user("em")
    first = live(em, checkpoint)
    looks = {name: part["look"] for name, part in first["parts"].items()}
    assert set(looks) == {"scan", "side"}
    again = live(em, checkpoint, " ".join(looks.values()))
    changed = set(again["parts"]) if again["now"] // 10 == first["now"] // 10 else set()
    assert changed == set()
    came(checkpoint, cast.an, clock.now())
    assert "side" in live(em, checkpoint, " ".join(looks.values()))["parts"]
    assert set(live(em, checkpoint, "nonsense \u00e9")["parts"]) == {"scan", "side"}


def test_when_the_start_is_over_and_the_end_is_open_the_screen_moves_on(cast, as_user) -> None:
    session = held_now(cast.k1, begins_in=-250)  # it ended ten minutes ago
    checkpoint, em = checkpoint_of(session), as_user("em")
    after = f"/sessions/{session.id}/checkpoints/after/hall"
    assert live(em, checkpoint)["follow"] == after
    assert 'data-behaviour="auto-submit"' in em.get(after).text  # and prepares itself
    assert live(em, checkpoint_of(session, Phase.AFTER))["follow"] is None
    assert live(em, checkpoint_of(held_now(cast.k2)))["follow"] is None


def test_each_screen_of_a_session_may_have_a_name_of_its_own(cast, as_user) -> None:
    checkpoint, em = open_hall(cast), as_user("em")
    assert "Hội trường A" in em.get(url(checkpoint)).text
    assert "Cửa 2 &lt;b&gt;" in em.get(url(checkpoint), query_string={"place": "  Cửa 2  <b> "}).text


@pytest.mark.parametrize("chosen, dark", [("dark", 1), ("light", 0), ("odd", 1)])
def test_the_screen_is_dark_or_light_as_was_chosen_for_this_computer(cast, as_user, chosen, dark) -> None:
    checkpoint, em = open_hall(cast), as_user("em")
    em.set_cookie("hall_theme", chosen, path="/sessions")
    page = em.get(url(checkpoint)).text
    assert page.count('<link rel="stylesheet" href="') - 2 == dark
    assert ('media="screen"' in page) is (chosen == "dark")


def test_the_code_is_coarse_for_every_usual_address(cast, now) -> None:
    checkpoint = checkpoint_of(session_of(cast.k1))
    names = (
        "http://10.0.0.12",
        "https://sen.lg.example",
        "https://hoc.lamgiang.gov.example",
        f"https://{'a' * 42}",
    )
    modules = [codes(shown_at(checkpoint, now, name)).drawing.modules for name in names]
    assert set(modules) == {29}


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
    first, second = (shown_at(checkpoint, moment) for moment in (now, now + timedelta(seconds=3)))
    assert (codes(first).drawing, codes(first).typed) == (codes(second).drawing, codes(second).typed)
    later = shown_at(checkpoint, now + timedelta(seconds=10))
    assert codes(later).drawing != codes(first).drawing


def test_the_counts_are_those_of_the_rows(cast, now) -> None:
    checkpoint, people = checkpoint_of(session_of(cast.k1)), fill(cast, 6)
    for person in people[:4]:
        came(checkpoint, person, now)
    came(checkpoint, people[4], now, late=True)
    figures = shown_at(checkpoint, now).figures[Phase.BEFORE]
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
        live(em, checkpoint)
    now = clock.now()
    came_all(checkpoint, fill(cast, CROWD), now)
    with count_queries() as many:
        side = live(em, checkpoint)["parts"]["side"]["html"]
    assert f'data-count="before">{CROWD} <small>/ {CROWD + 2}<' in side
    assert len(many) == len(few) <= 5, many


@pytest.mark.parametrize(
    "groups, complete, listed, told_complete, more",
    [(12, 12, 12, 0, 0), (13, 0, 9, 0, 4), (13, 4, 9, 4, 0), (40, 10, 9, 10, 21), (40, 40, 0, 40, 0)],
)
def test_more_groups_than_can_be_read_are_those_in_which_somebody_is_missing(
    cast, groups, complete, listed, told_complete, more
) -> None:
    """A group whose last one is excused is complete, too."""
    nobody = dict.fromkeys(Mark, 0)
    full = Figures(6, nobody | {Mark.PRESENT: 4, Mark.LATE: 1, Mark.EXCUSED: 1})
    waiting = Figures(6, nobody | {Mark.PRESENT: 5, Mark.NONE: 1})
    by_group = {f"Tổ {n}": full if n <= complete else waiting for n in range(1, groups + 1)}
    session = held_now(cast.k1)
    shown = Screen(session, Phase.BEFORE, {}, None, {Phase.BEFORE: by_group}, clock.now())
    assert len(shown.listed_groups) == listed
    assert (shown.complete_groups, shown.more_groups) == (told_complete, more)
    if groups > 12:
        assert all(figures is waiting for _name, figures in shown.listed_groups)
