"""A claim: somebody scanned or typed a code, and who it was is settled later.

It lives ten minutes in the signed cookie and survives signing in: the scan counts at the time it was made, however
long the password took to find.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from flask import session as cookie

CLAIM_STAYS = timedelta(minutes=10)


@dataclass(frozen=True)
class Claim:
    """Either a checkpoint whose token was good at `at`, or digits typed at `at` and not yet judged.

    `age` is how many seconds the token had been shown by then.
    """

    at: datetime
    checkpoint_id: int | None = None
    code: str = ""
    age: int | None = None


def keep(claim: Claim) -> None:
    """Remember it in this browser instead of any earlier one."""
    cookie["claim"] = {
        "at": claim.at.timestamp(),
        "checkpoint": claim.checkpoint_id,
        "code": claim.code,
        "age": claim.age,
    }


def held(now: datetime) -> Claim | None:
    """The claim of this browser, unless it has become too old."""
    kept = cookie.get("claim")
    if not kept:
        return None
    claim = Claim(datetime.fromtimestamp(kept["at"], UTC), kept["checkpoint"], kept["code"], kept.get("age"))
    return claim if now - claim.at <= CLAIM_STAYS else None
