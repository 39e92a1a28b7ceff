"""What somebody might try who is not in the hall: not one of ten thousand made-up or foreign codes marks anybody."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from random import Random
from typing import Any

import pytest
from sqlalchemy import func, select

from lms import database
from lms.attendance import refusals, scans, tokens
from lms.attendance.models import Checkpoint, WalkIn
from lms.attendance.refusals import FORGED_A_MINUTE, Ration
from lms.attendance.tokens import Verdict
from lms.attendance.windows import Phase
from lms.audit.models import Observation
from lms.classes.models import SessionState
from lms.web import clock
from tests.lms import cast as casting
from tests.lms.attendance.hall import address, checkpoint_of, held_now, open_hall, rows
from tests.lms.attendance.spoiling import spoiled
from tests.scale import scaled

SECOND = timedelta(seconds=1)
PREVIEWS = [
    "facebookexternalhit/1.1",
    "Zalo/24.1 (ZaloPC-linkpreview)",
    "TelegramBot (like TwitterBot)",
    "WhatsApp/2.23.20.0",
    "Viber/20.5 preview",
    "SkypeUriPreview Preview/0.5",
    "Slackbot-LinkExpanding 1.0",
    "Mozilla/5.0 (compatible; Googlebot/2.1)",
]


@pytest.fixture(autouse=True)
def ration(monkeypatch) -> None:
    """Each test counts for itself."""
    monkeypatch.setattr(refusals, "_forged", Ration(FORGED_A_MINUTE))


def test_none_of_ten_thousand_spoiled_tokens_is_accepted_and_each_costs_at_most_one_statement(
    cast, count_queries
) -> None:
    checkpoint, now = open_hall(cast), clock.now()
    good = tokens.make(checkpoint.id, checkpoint.secret, now)
    tries = spoiled(good, Random(4))
    count = scaled(10_000, least=1_000)
    accepted = []
    with count_queries() as sent, database.reading_connection() as connection:
        for _try in range(count):
            text = next(tries)
            if text != good and scans.verify(connection, text, now).verdict is Verdict.VALID:
                accepted.append(text)
        assert scans.verify(connection, good, now).verdict is Verdict.VALID
    assert accepted == []
    assert len(sent) <= count


def test_spoiled_addresses_keep_no_claim_and_mark_nobody(cast, as_user, count_queries) -> None:
    checkpoint, an = open_hall(cast), as_user("an")
    good = tokens.make(checkpoint.id, checkpoint.secret, clock.now())
    tries = spoiled(good, Random(5))
    statuses = set()
    with count_queries() as sent:
        for _try in range(scaled(2_000, least=100)):
            statuses.add(an.get(f"/C/{next(tries)}").status_code)
    assert statuses <= {404, 410}
    assert an.post("/check-ins").status_code == 410
    assert (rows(), rows(WalkIn)) == ([], [])
    assert len(sent) <= 4 * scaled(2_000, least=100)


def test_a_flood_of_made_up_addresses_is_counted_but_not_all_written_down(cast, client) -> None:
    open_hall(cast)
    for _try in range(FORGED_A_MINUTE + 20):
        client.get("/C/" + "A" * 24)
    noted = select(func.count()).where(Observation.kind == "scan.refused")
    assert database.session.scalar(noted) in {FORGED_A_MINUTE, FORGED_A_MINUTE + 20}


def test_the_ration_says_how_many_of_the_minute_before_were_only_counted() -> None:
    ration = Ration(3)
    assert [ration.take(60 + n) for n in range(5)] == [0, 0, 0, None, None]
    assert ration.take(120) == 2
    assert ration.take(121) == 0
    assert ration.take(300) == 0


def other_session(cast: Any, _good: Checkpoint) -> str:
    return address(checkpoint_of(held_now(cast.k1, 2)))


def other_class(cast: Any, _good: Checkpoint) -> str:
    return address(checkpoint_of(held_now(cast.k2)))


def other_phase(_cast: Any, good: Checkpoint) -> str:
    return address(checkpoint_of(good.class_session, Phase.AFTER))


def yesterday(_cast: Any, good: Checkpoint) -> str:
    return address(good, clock.now() - timedelta(days=1))


def tomorrow(_cast: Any, good: Checkpoint) -> str:
    return address(good, clock.now() + timedelta(days=1))


def a_week_and_the_same_letters(_cast: Any, good: Checkpoint) -> str:
    return address(good, clock.now() - timedelta(seconds=tokens.QR_STEP * 2**16))


def next_step(_cast: Any, good: Checkpoint) -> str:
    return address(good, clock.now() + (tokens.QR_STEP + tokens.CLOCKS_APART + 1) * SECOND)


def relayed_too_late(_cast: Any, good: Checkpoint) -> str:
    return address(good, clock.now() - (tokens.QR_STEP + tokens.QR_MARGIN + 1) * SECOND)


def other_secret(_cast: Any, good: Checkpoint) -> str:
    return f"/C/{tokens.make(good.id, 'f' * 64, clock.now())}"


def cancelled(_cast: Any, good: Checkpoint) -> str:
    path = address(good)
    good.class_session.state, good.class_session.reason = SessionState.CANCELLED, "bão"
    database.session.commit()
    return path


REASONS: list[tuple[Callable[[Any, Checkpoint], str], str]] = [
    (other_class, "wrong-class"),
    (other_phase, "early"),
    (yesterday, "expired"),
    (tomorrow, "expired"),
    (a_week_and_the_same_letters, "forged"),
    (next_step, "expired"),
    (relayed_too_late, "expired"),
    (other_secret, "forged"),
    (cancelled, "cancelled"),
]


@pytest.mark.parametrize("make, why", REASONS, ids=[make.__name__ for make, _why in REASONS])
def test_each_wrong_code_is_refused_for_its_reason_and_noted(cast, as_user, make, why) -> None:
    checkpoint, an = open_hall(cast), as_user("an")
    an.get(make(cast, checkpoint))
    an.post("/check-ins")
    assert (rows(), rows(WalkIn)) == ([], [])
    noted = [row.facts["why"] for row in rows(Observation) if row.kind == "scan.refused"]
    assert noted[0] == why


def test_the_code_of_another_session_marks_that_session_alone(cast, as_user) -> None:
    checkpoint, an = open_hall(cast), as_user("an")
    path = other_session(cast, checkpoint)
    an.get(path)
    an.post("/check-ins")
    assert checkpoint.id not in {row.checkpoint_id for row in rows()}


def test_a_relayed_picture_is_dead_after_its_step_and_the_margin(cast, now) -> None:
    """Whenever within its step it was taken: fifteen seconds after it was first shown nobody is helped by it."""
    checkpoint = open_hall(cast)
    for taken in range(tokens.QR_STEP):
        token = tokens.read(tokens.make(checkpoint.id, checkpoint.secret, now + taken * SECOND))
        assert token is not None
        shown_from = int((now + taken * SECOND).timestamp()) // tokens.QR_STEP * tokens.QR_STEP
        lives = [
            second
            for second in range(60)
            if tokens.judge(token, checkpoint.secret, now + second * SECOND) is Verdict.VALID
            and second + int(now.timestamp()) >= shown_from
        ]
        assert max(lives) + int(now.timestamp()) == shown_from + tokens.QR_STEP + tokens.QR_MARGIN - 1


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Purpose": "prefetch"},
        {"Sec-Purpose": "prefetch;prerender"},
        {"Purpose": "prefetch"},
        {"X-Moz": "prefetch"},
        {"X-Purpose": "preview"},
    ],
    ids=str,
)
def test_a_browser_that_looks_ahead_marks_nobody_and_keeps_no_scan(cast, as_user, headers) -> None:
    checkpoint, an = open_hall(cast), as_user("an")
    answer = an.get(address(checkpoint), headers=headers)
    assert (answer.status_code, answer.data) == (503, b"")
    assert an.post("/check-ins").status_code == 410
    an.get(address(checkpoint))
    assert an.post("/check-ins").status_code == 200
    assert len(rows()) == 1


@pytest.mark.parametrize("agent", PREVIEWS)
def test_link_previews_mark_nobody(cast, client, agent) -> None:
    checkpoint = open_hall(cast)
    for method in ("HEAD", "GET"):
        client.open(address(checkpoint), method=method, headers={"User-Agent": agent}, follow_redirects=True)
    assert (rows(), rows(WalkIn)) == ([], [])


def test_a_claim_cannot_be_made_up(cast, app, client) -> None:
    checkpoint = open_hall(cast)
    client.set_cookie(app.config["SESSION_COOKIE_NAME"], f'{{"claim":{{"checkpoint":{checkpoint.id}}}}}')
    assert client.get("/check-ins/person").status_code == 410


def test_nobody_is_marked_without_the_token_of_the_page(cast, as_user) -> None:
    checkpoint, an = open_hall(cast), as_user("an")
    an.get(address(checkpoint))
    assert an.post("/check-ins", csrf=False).status_code == 400
    assert rows() == []


def test_patient_guessing_of_the_six_digits_ends_within_the_session(cast, as_user, monkeypatch) -> None:
    """Ten a minute and thirty an hour for each person; whoever else sits behind the same address is not held up."""
    open_hall(cast)
    casting.enrol(cast.binh, cast.k1)
    an, start = as_user("an"), clock.now().timestamp()
    tried = []
    for minute in range(5):
        clock_then = staticmethod(partial(float, start + 61 * minute))
        monkeypatch.setattr("lms.web.limits.DatabaseStorage._clock", clock_then)
        tried += [an.post("/check-in", data={"code": "000000"}).status_code for _try in range(10)]
    assert tried.count(422) <= 30
    assert tried[-1] == 429
    answer = as_user("binh").post("/check-in", data={"code": "000000"})
    assert answer.status_code == 422


def test_every_checkpoint_has_a_secret_of_its_own(cast) -> None:
    session = held_now(cast.k1)
    secrets = {checkpoint_of(session, phase).secret for phase in Phase}
    assert len(secrets) == 2
    assert all(len(secret) == 64 for secret in secrets)
