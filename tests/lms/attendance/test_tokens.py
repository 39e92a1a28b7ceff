"""The rotating codes: what is good, for how long, and that nothing else is."""

from datetime import UTC, datetime, timedelta
from random import Random

import pytest
from hypothesis import given, strategies as st

from lms.attendance import tokens
from lms.attendance.tokens import Verdict
from tests.scale import scaled

SECRET, OTHER = "a" * 64, "b" * 64
NOW = datetime(2026, 11, 24, 0, 12, 0, tzinfo=UTC)  # a moment at which both rhythms begin anew
SECOND = timedelta(seconds=1)
ids = st.integers(min_value=1, max_value=2**31 - 1)
moments = st.integers(1_700_000_000, 3_700_000_000).map(lambda second: datetime.fromtimestamp(second, UTC))


def judged(text: str, moment: datetime, secret: str = SECRET) -> Verdict:
    token = tokens.read(text)
    return tokens.judge(token, secret, moment) if token else Verdict.FORGED


@given(ids, moments)
def test_a_token_is_good_when_shown_in_either_case(checkpoint_id: int, moment: datetime) -> None:
    text = tokens.make(checkpoint_id, SECRET, moment)
    assert judged(text, moment) is judged(text.lower(), moment) is Verdict.VALID
    token = tokens.read(text)
    assert token is not None
    assert token.checkpoint_id == checkpoint_id


@given(ids, moments)
def test_a_token_is_good_for_its_step_and_five_seconds(checkpoint_id: int, moment: datetime) -> None:
    text = tokens.make(checkpoint_id, SECRET, moment)
    left = timedelta(seconds=tokens.seconds_left(moment.replace(microsecond=0), tokens.QR_STEP))
    ends = moment.replace(microsecond=0) + left + tokens.QR_MARGIN * SECOND
    assert judged(text, ends - SECOND) is Verdict.VALID
    assert judged(text, ends) is Verdict.EXPIRED


@pytest.mark.parametrize(
    "later, verdict",
    [
        (0, Verdict.VALID),
        (14, Verdict.VALID),
        (15, Verdict.EXPIRED),
        (20, Verdict.EXPIRED),
        (3600, Verdict.EXPIRED),
        (86400, Verdict.EXPIRED),
        (-2, Verdict.VALID),
        (-3, Verdict.EXPIRED),
    ],
)
def test_two_steps_old_is_too_old_and_tomorrow_has_not_come(later: int, verdict: Verdict) -> None:
    assert judged(tokens.make(7, SECRET, NOW), NOW + later * SECOND) is verdict


def test_a_picture_of_another_week_is_not_good_again() -> None:
    text = tokens.make(7, SECRET, NOW)
    weeks = [NOW + timedelta(seconds=tokens.QR_STEP * 2**16 * n) for n in (1, 2, 5)]
    assert {judged(text, moment) for moment in weeks} == {Verdict.FORGED}


@given(ids, moments)
def test_another_secret_or_checkpoint_is_forged(checkpoint_id: int, moment: datetime) -> None:
    text = tokens.make(checkpoint_id, SECRET, moment)
    assert judged(text, moment, OTHER) is Verdict.FORGED
    foreign = tokens.make(checkpoint_id % (2**31 - 1) + 1, SECRET, moment)
    assert judged(foreign[:7] + text[7:], moment) is Verdict.FORGED or foreign[:7] == text[:7]


def test_no_forged_token_is_accepted() -> None:
    random, good = Random(11), tokens.make(7, SECRET, NOW)
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
    forged = {"".join(random.choices(letters, k=24)) for _n in range(scaled(10_000, least=500))} - {good}
    assert {judged(text, NOW) for text in forged} == {Verdict.FORGED}


def test_no_token_with_one_other_letter_is_accepted() -> None:
    good = tokens.make(7, SECRET, NOW)
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
    changed = [
        good[:place] + letter + good[place + 1 :]
        for place in range(len(good))
        for letter in letters
        if letter != good[place]
    ]
    accepted = [text for text in changed if judged(text, NOW) is Verdict.VALID]
    assert accepted == []


@given(st.text(max_size=60))
def test_what_is_not_a_token_is_refused_without_a_fuss(text: str) -> None:
    assert judged(text, NOW) is not Verdict.VALID


@pytest.mark.parametrize(
    "text", ["", "A", "A" * 23, "A" * 25, "A" * 23 + "1", "Ạ" * 24, "=" * 24, "A" * 100_000]
)
def test_what_cannot_be_a_token_is_not_even_read(text: str) -> None:
    assert tokens.read(text) is None


@pytest.mark.parametrize(
    "later, good", [(0, True), (59, True), (119, True), (120, False), (-2, True), (-3, False)]
)
def test_a_typed_code_is_good_for_its_minute_and_the_next(later: int, good: bool) -> None:
    code = tokens.typed_code(7, SECRET, NOW)
    assert tokens.is_typed_code(code, 7, SECRET, NOW + later * SECOND) is good


@given(ids, moments)
def test_a_typed_code_has_six_digits_and_is_of_its_own_checkpoint(
    checkpoint_id: int, moment: datetime
) -> None:
    code = tokens.typed_code(checkpoint_id, SECRET, moment)
    assert len(code) == 6
    assert code.isdecimal()
    assert tokens.is_typed_code(code, checkpoint_id, SECRET, moment)


@pytest.mark.parametrize("code", ["", "12345", "1234567", "abcdef", "１２３４５６", "-12345"])
def test_what_is_not_six_digits_is_no_code(code: str) -> None:
    assert not tokens.is_typed_code(code, 7, SECRET, NOW)


def test_the_time_left_counts_down_to_the_next_code() -> None:
    assert tokens.seconds_left(NOW, 10) == 10
    assert tokens.seconds_left(NOW + 9.5 * SECOND, 10) == pytest.approx(0.5)
