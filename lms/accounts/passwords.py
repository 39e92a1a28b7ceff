"""Passwords: one form of their letters, which are too weak, and first ones for printed slips."""

import secrets
import unicodedata

from lms.accounts import hashing

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


def normal(password: str) -> str:
    """The same password typed with composed or decomposed letters is the same password."""
    return unicodedata.normalize("NFC", password)


def hashed(password: str) -> str:
    return hashing.hashed(normal(password))


def verify(password: str, stored: str | None) -> tuple[bool, str | None]:
    """(right?, a new hash if the stored one is out of date). Takes as long where no such account exists.

    Raises:
        hashing.Busy: if too many wait already.
    """
    return (False, None) if len(password) > LONGEST * 4 else hashing.verify(normal(password), stored)


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
