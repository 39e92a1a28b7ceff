"""Argon2id on one thread of each process, less urgent than all who are answered, with few who may wait for it.

Hashing costs a core tens of milliseconds, many times what a save costs: a hall that signs in at once must starve
neither the saves of their core nor the threads that answer them.
"""

import os
import secrets
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from functools import cache

from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher

from lms.web.seats import aside

MOST_WAITING = 8  # checks in a process; more would hold the threads that save answers
BEHIND = 10  # how much less urgent (nice) hashing is: a tenth of a core that both want

_hasher = PasswordHash((Argon2Hasher(time_cost=5, memory_cost=7168, parallelism=1),))


class Busy(Exception):
    """So many passwords wait to be checked that it is better to come again in a moment."""


def hashed(text: str) -> str:
    """However many wait: whoever sets a password has been let in already."""
    with aside():
        return _thread.submit(_hasher.hash, text).result()


def verify(text: str, stored: str | None) -> tuple[bool, str | None]:
    """(right?, a new hash if the stored one is out of date). Takes as long where nothing is stored.

    Raises:
        Busy: if too many wait already.
    """
    with aside(), _waiting:
        right, upgraded = _thread.submit(_verify, text, stored).result()
    return right and stored is not None, upgraded


def has_room() -> bool:
    """Whether a check that comes now would be answered soon."""
    return _waiting.count < MOST_WAITING // 2


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


def _verify(text: str, stored: str | None) -> tuple[bool, str | None]:
    return _hasher.verify_and_update(text, stored or _nobodys())


@cache
def _nobodys() -> str:
    return _hasher.hash(secrets.token_hex(16))


def _step_back() -> None:
    """Linux knows an urgency of each thread; elsewhere hashing is as urgent as all else."""
    if sys.platform == "linux":
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), BEHIND)


def _one_thread() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(1, thread_name_prefix="hashing", initializer=_step_back)


def _renew() -> None:
    """A process that was forked has none of its parent's threads."""
    global _thread, _waiting
    _thread, _waiting = _one_thread(), _Waiting()


_thread, _waiting = _one_thread(), _Waiting()
if hasattr(os, "register_at_fork"):  # Windows has no forks
    os.register_at_fork(after_in_child=_renew)
