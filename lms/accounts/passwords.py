"""Passwords: argon2id, one at a time per process, so that a rush of sign-ins never starves the saving of answers."""

import secrets
import threading
import unicodedata

from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher

from lms.web.seats import aside

SHORTEST, LONGEST = 8, 128
# Typed wrongly least often on a phone: no l, o, 0, 1.
SLIP_LETTERS = "abcdefghkmnpqrstuvwxyz23456789"
COMMON = frozenset(
    {
        "12345678",
        "123456789",
        "1234567890",
        "11111111",
        "00000000",
        "88888888",
        "87654321",
        "12341234",
        "123123123",
        "password",
        "matkhau1",
        "matkhau123",
        "qwertyui",
        "abcd1234",
        "abc12345",
        "123456aa",
        "iloveyou",
        "anhyeuem",
        "vietnam1",
        "vietnam123",
        "hanoi123",
        "conyeume",
    }
)


_hasher = PasswordHash((Argon2Hasher(time_cost=5, memory_cost=7168, parallelism=1),))
_turn = threading.BoundedSemaphore(1)


def normal(password: str) -> str:
    """The same password typed with composed or decomposed letters is the same password."""
    return unicodedata.normalize("NFC", password)


def hashed(password: str) -> str:
    with aside(), _turn:
        return _hasher.hash(normal(password))


def verify(password: str, stored: str | None) -> tuple[bool, str | None]:
    """(right?, a new hash if the stored one is out of date). Takes as long where no such account exists."""
    if len(password) > LONGEST * 4:
        return False, None
    with aside(), _turn:
        right, upgraded = _hasher.verify_and_update(normal(password), stored or _nobody())
    return (right and stored is not None), upgraded


def is_weak(password: str, *personal: str | None) -> bool:
    """Too short, among the commonest, one letter repeated, or simply the person's own phone or code."""
    text = normal(password).lower()
    return (
        not SHORTEST <= len(text) <= LONGEST
        or text in COMMON
        or len(set(text)) < 4
        or any(own and text == own.lower() for own in personal)
    )


def slip_password() -> str:
    """A first password for a printed slip: two groups of four, easy to read out."""
    word = "".join(secrets.choice(SLIP_LETTERS) for _ in range(8))
    return f"{word[:4]}-{word[4:]}"


_kept: list[str] = []


def _nobody() -> str:
    if not _kept:
        _kept.append(_hasher.hash(secrets.token_hex(16)))
    return _kept[0]
