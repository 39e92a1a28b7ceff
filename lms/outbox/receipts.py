"""A short code for every edit that became an answer: proof that the server said so, which only the server can make.

A code is made from facts that are stored anyway and can be made again at any time: whose answer, which slot, which
version of it, from which tab and with which number it came, and the value. The versions of a slot count from 1 without
a gap, so that the last code of a slot speaks for all before it. A code knows nothing of right and wrong.
"""

import hmac
import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

from flask import current_app

from lms.outbox.rules import COUNTED, Decision

# Crockford's base 32: no I, L, O, U; who reads 0 as O or 1 as I or L means the same code.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 8
LONGEST_TYPED = 40
_LOOK_ALIKE = str.maketrans({"O": "0", "I": "1", "L": "1"})
_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode


@dataclass(frozen=True)
class Kept:
    """One edit that became the answer to its slot, as the history holds it."""

    slot: int
    version: int
    tab: str
    seq: int
    value: Any


def code(purpose: str, owner: str, kept: Kept) -> str:
    """The receipt of one edit, as `K7QM-2XFD`; `owner` is the public name of what the slot belongs to."""
    return _code(purpose, [owner, kept.slot, kept.version, kept.tab, kept.seq, kept.value])


def code_of_all(purpose: str, owner: str, codes: Iterable[tuple[int, str]]) -> str:
    """The receipt of everything that stands: of the slots and their codes, whatever their order."""
    return _code(purpose, [owner, sorted(codes)])


def codes_of(purpose: str, owner: str, tab: str, decisions: Iterable[Decision]) -> list[str]:
    """A code for each acknowledged edit, in the order of the acknowledgements; empty where a newer one stands."""
    return [
        code(purpose, owner, Kept(made.edit.slot, made.version, tab, made.edit.seq, made.edit.value))
        if made.outcome in COUNTED
        else ""
        for made in decisions
        if made.acknowledged
    ]


def read(typed: str) -> str | None:
    """A code as a person typed it, in its usual form; None if it is none."""
    letters = "".join(typed[:LONGEST_TYPED].split()).replace("-", "").upper().translate(_LOOK_ALIKE)
    right = len(letters) == LENGTH and set(letters) <= set(ALPHABET)
    return _in_halves(letters) if right else None


def _code(purpose: str, facts: list[Any]) -> str:
    digest = hmac.digest(_key(current_app.config["SECRET_KEY"], purpose), _encode(facts).encode(), "sha256")
    number = int.from_bytes(digest[:5], "big")  # 40 bits are 8 letters
    return _in_halves("".join(ALPHABET[number >> shift & 31] for shift in range(35, -1, -5)))


@cache
def _key(secret_key: str, purpose: str) -> bytes:
    return hmac.digest(secret_key.encode(), f"outbox.receipts.{purpose}".encode(), "sha256")


def _in_halves(letters: str) -> str:
    return f"{letters[:4]}-{letters[4:]}"
