"""What the receipts in a sealed outbox prove: whether the server still holds every answer that it said it had saved.

Pure: decided from the file and from the history of the attempt.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from lms.outbox.receipts import Kept
from lms.quizzes.receipts import code, kept
from question_bank.question import blank

MOST = 500
_NUMBERS = ("slot", "version", "seq")
_BELOW = 2**53


class Verdict(StrEnum):
    """What is wrong with a receipt."""

    LOST = "lost"  # the server gave it, and does not hold the answer
    GAP = "gap"  # the answer is there, an earlier change of it is not
    FORGED = "forged"  # the server never gave it


@dataclass(frozen=True)
class Difference:
    """A receipt that does not agree with what is stored; `slot` is 0 where the file names none."""

    slot: int
    verdict: Verdict
    code: str


@dataclass(frozen=True)
class Evidence:
    """What became of the receipts of a file: how many agree, and each one that does not."""

    agreeing: int = 0
    differences: Sequence[Difference] = ()


def examined(public_id: str, brought: Any, history: Iterable[Mapping[str, Any]]) -> Evidence:
    """Hold the receipts of a file against the edits that became answers (see `receipts.counted`)."""
    listed = brought[:MOST] if isinstance(brought, list) else []
    held = {(row["slot"], row["version"]): code(public_id, kept(row)) for row in history}
    found = [_examined(public_id, one, held) for one in listed]
    differences = [one for one in found if one is not None]
    return Evidence(len(found) - len(differences), differences)


def _examined(public_id: str, brought: Any, held: Mapping[tuple[int, int], str]) -> Difference | None:
    answer = _read(brought)
    if answer is None:
        return Difference(0, Verdict.FORGED, "")
    given = brought.get("receipt")
    if not isinstance(given, str) or given != code(public_id, answer):
        return Difference(answer.slot, Verdict.FORGED, given[:20] if isinstance(given, str) else "")
    if held.get((answer.slot, answer.version)) != given:
        return Difference(answer.slot, Verdict.LOST, given)
    if any((answer.slot, version) not in held for version in range(1, answer.version)):
        return Difference(answer.slot, Verdict.GAP, given)
    return None


def _read(brought: Any) -> Kept | None:
    """One entry of the file; None if it has another shape."""
    if not isinstance(brought, dict) or not isinstance(brought.get("tab"), str):
        return None
    if not all(type(brought.get(name)) is int and 0 <= brought[name] < _BELOW for name in _NUMBERS):
        return None
    value = None if blank(brought.get("value")) else brought["value"]
    return Kept(brought["slot"], brought["version"], brought["tab"], brought["seq"], value)
