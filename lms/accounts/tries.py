"""Tries to say who one is: counted by address and by account before anything is hashed, and given back where they
were none.
"""

import threading
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from http import HTTPStatus
from typing import TypeVar

from limits import RateLimitItem

from lms.accounts import hashing
from lms.web import limits

COME_AGAIN = "2"  # seconds
# Of the tries that an address has, so many are given back at once: a statement each would hold up those who save.
PARTS = 30
MOST_ADDRESSES = 10_000  # held in a process; beyond them the few tries that wait are forgotten

Found = TypeVar("Found")


class Refusal(StrEnum):
    """Why nobody was let in. WRONG says no more on purpose: it never tells whether the account exists.

    BUSY was not looked at, and counts as no try.
    """

    WRONG = "wrong"
    TOO_MANY = "too-many"
    BUSY = "busy"

    @property
    def status(self) -> HTTPStatus:
        return _STATUS[self]

    @property
    def headers(self) -> dict[str, str]:
        return {"Retry-After": COME_AGAIN} if self is Refusal.BUSY else {}


_STATUS = {
    Refusal.WRONG: HTTPStatus.UNPROCESSABLE_ENTITY,
    Refusal.TOO_MANY: HTTPStatus.TOO_MANY_REQUESTS,
    Refusal.BUSY: HTTPStatus.SERVICE_UNAVAILABLE,
}


@dataclass
class Tries:
    """How many tries an address has, and how many an account.

    A hall shares one address, so that who is let in there does not use up the tries of the others. A process that ends
    does not give the last few back, which is no more than a little strict.
    """

    per_address: RateLimitItem
    per_account: RateLimitItem
    _let_in: Counter[str] = field(default_factory=Counter)
    _turn: threading.Lock = field(default_factory=threading.Lock)

    def guard(self, address: str, account: str, look: Callable[[], Found | None]) -> Found | Refusal:
        """What `look` finds, unless there were too many tries; None counts as one."""
        tries = ((self.per_address, address), (self.per_account, account))
        by_address, by_account = limits.count(*tries)
        if by_address > self.per_address.amount or by_account > self.per_account.amount:
            return Refusal.TOO_MANY
        try:
            found = look()
        except hashing.Busy:
            limits.give_back(*tries)
            return Refusal.BUSY
        if found is None:
            return Refusal.WRONG
        self._give_back(address)
        if by_account > 1:
            limits.forget(self.per_account, account)
        return found

    def _give_back(self, address: str) -> None:
        with self._turn:
            if len(self._let_in) >= MOST_ADDRESSES:
                self._let_in.clear()
            self._let_in[address] += 1
            enough = self._let_in[address] >= max(1, self.per_address.amount // PARTS)
            amount = self._let_in.pop(address) if enough else 0
        if amount:
            limits.give_back((self.per_address, address), amount=amount)
