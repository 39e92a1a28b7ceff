"""The rotating codes of the hall screen. Pure: a secret, a moment, and nothing stored.

A token names its checkpoint and time step and carries 72 bits of HMAC: 24 letters of base32, so that the QR code
of its address stays coarse enough for the back row. The typed code is six digits of another HMAC.
"""

import base64
import binascii
import hashlib
import hmac
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

QR_STEP, QR_MARGIN = 10, 5
CODE_STEP, CODE_MARGIN = 60, 60
CLOCKS_APART = 2  # seconds that the clocks of two servers may differ
TOKEN_LETTERS = 24
_MAC_BYTES, _STEP_BITS = 9, 16


class Verdict(StrEnum):
    VALID = "valid"
    EXPIRED = "expired"
    FORGED = "forged"


@dataclass(frozen=True)
class Token:
    """A token taken apart; nothing is known to be true of it before `judge`."""

    checkpoint_id: int
    step_tail: int
    mac: bytes


def make(checkpoint_id: int, secret: str, moment: datetime) -> str:
    """The token that the hall screen shows at `moment`."""
    step = _seconds(moment) // QR_STEP
    tail = step % (1 << _STEP_BITS)
    return base64.b32encode(
        checkpoint_id.to_bytes(4) + tail.to_bytes(2) + _mac(secret, checkpoint_id, step)
    ).decode()


def read(text: str) -> Token | None:
    """The parts of a token in either case; None if it cannot be one."""
    if len(text) != TOKEN_LETTERS or not text.isascii():
        return None
    try:
        raw = base64.b32decode(text.upper())
    except binascii.Error:
        return None
    return Token(int.from_bytes(raw[:4]), int.from_bytes(raw[4:6]), raw[6:])


def judge(token: Token, secret: str, moment: datetime) -> Verdict:
    """Whether the token is of this checkpoint, and still good at `moment`."""
    now = _seconds(moment)
    step = _nearest_step(token.step_tail, now // QR_STEP)
    if not hmac.compare_digest(token.mac, _mac(secret, token.checkpoint_id, step)):
        return Verdict.FORGED
    shown_from = step * QR_STEP - CLOCKS_APART
    good_until = (step + 1) * QR_STEP + QR_MARGIN
    return Verdict.VALID if shown_from <= now < good_until else Verdict.EXPIRED


def age(token: Token, moment: datetime) -> int:
    """How many seconds ago a token of ours was first shown."""
    now = _seconds(moment)
    return now - _nearest_step(token.step_tail, now // QR_STEP) * QR_STEP


def typed_code(checkpoint_id: int, secret: str, moment: datetime) -> str:
    """The six digits that the hall screen shows at `moment`."""
    return _digits(secret, checkpoint_id, _seconds(moment) // CODE_STEP)


def is_typed_code(code: str, checkpoint_id: int, secret: str, moment: datetime) -> bool:
    """Whether the digits are good at `moment`: those shown now, or until a minute ago."""
    steps = range(
        (_seconds(moment) - CODE_MARGIN) // CODE_STEP, (_seconds(moment) + CLOCKS_APART) // CODE_STEP + 1
    )
    good = [
        hmac.compare_digest(code.encode(), _digits(secret, checkpoint_id, step).encode()) for step in steps
    ]
    return any(good)


def seconds_left(moment: datetime, step: int) -> float:
    """Until the next code of a rhythm of `step` seconds."""
    return step - moment.timestamp() % step


def _mac(secret: str, checkpoint_id: int, step: int) -> bytes:
    return _hmac(secret, b"qr", checkpoint_id, step)[:_MAC_BYTES]


def _digits(secret: str, checkpoint_id: int, step: int) -> str:
    return f"{int.from_bytes(_hmac(secret, b'code', checkpoint_id, step)[:8]) % 1_000_000:06}"


def _hmac(secret: str, purpose: bytes, checkpoint_id: int, step: int) -> bytes:
    message = purpose + checkpoint_id.to_bytes(8) + step.to_bytes(8)
    return hmac.digest(secret.encode(), message, hashlib.sha256)


def _nearest_step(tail: int, now_step: int) -> int:
    """The step with these last bits that lies nearest to now, before or after: the token holds no more of it."""
    span = 1 << _STEP_BITS
    ahead = (tail - now_step) % span
    return now_step + (ahead if ahead < span // 2 else ahead - span)


def _seconds(moment: datetime) -> int:
    return int(moment.timestamp())
