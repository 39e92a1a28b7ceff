"""Passwords: argon2id, one at a time per process, so that a rush of sign-ins never starves the saving of answers."""

import os
import secrets
import sys
import threading
import unicodedata
from concurrent.futures import ThreadPoolExecutor

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
MOST_WAITING = 8  # checks in a process; more would hold the threads that save answers
BEHIND = 10  # how much less urgent hashing is than answering: a tenth of a core that both want


def _step_back() -> None:
    """Linux knows an urgency of each thread; elsewhere hashing is as urgent as all else."""
    if sys.platform == "linux":
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), BEHIND)


def _one_thread() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(1, thread_name_prefix="hashing", initializer=_step_back)


def _renew() -> None:
    """A process that was forked has none of its parent's threads."""
    global _hashing  # noqa: PLW0603 - one a process
    _hashing = _one_thread()


_hashing = _one_thread()
if hasattr(os, "register_at_fork"):  # Windows has no forks
    os.register_at_fork(after_in_child=_renew)


class Busy(Exception):
    """So many passwords wait to be checked that it is better to come again in a moment."""


class _Waiting:
    """How many checks are under way."""

    def __init__(self) -> None:
        self.count = 0
        self._turn = threading.Lock()

    def __enter__(self) -> None:
        with self._turn:
            if self.count >= MOST_WAITING:
                raise Busy
            self.count += 1

    def __exit__(self, *_error: object) -> None:
        with self._turn:
            self.count -= 1


_waiting = _Waiting()


def has_room() -> bool:
    """Whether a check that comes now would be answered soon."""
    return _waiting.count < MOST_WAITING // 2


def normal(password: str) -> str:
    """The same password typed with composed or decomposed letters is the same password."""
    return unicodedata.normalize("NFC", password)


def hashed(password: str) -> str:
    with aside():
        return _hashing.submit(_hasher.hash, normal(password)).result()


def verify(password: str, stored: str | None) -> tuple[bool, str | None]:
    """(right?, a new hash if the stored one is out of date). Takes as long where no such account exists.

    Raises:
        Busy: if too many wait already.
    """
    if len(password) > LONGEST * 4:
        return False, None
    with aside(), _waiting:
        right, upgraded = _hashing.submit(
            _hasher.verify_and_update, normal(password), stored or _nobody()
        ).result()
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
