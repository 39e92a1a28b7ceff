"""What becomes of one edit: pure, decided from what the slot holds, what this tab sent before, and whether it counts.

An edit is known by (slot, tab, seq). `seq` rises within a tab and survives a reload; `base` is the version of the
slot that the learner saw while typing. Versions count the accepted edits of a slot from 1.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Outcome(StrEnum):
    """STORED became the answer, COUNTED_LATE too, within the grace. All others are kept in the history only."""

    STORED = "stored"
    COUNTED_LATE = "counted-late"
    STALE = "stale"  # the same tab had already sent something newer
    CONFLICT = "conflict"  # another tab stored something that the learner had not seen
    BLANK = "blank"  # nothing would have replaced something, and nobody asked for that
    INVALID = "invalid"  # cannot be an answer to this question
    LATE = "late"  # made after the end, too late to tell, or where nothing can be changed any more


COUNTED = frozenset({Outcome.STORED, Outcome.COUNTED_LATE})
ACKNOWLEDGED = COUNTED | {Outcome.STALE}


class Standing(StrEnum):
    """How the moment of an edit stands to the end of its owner's time."""

    IN_TIME = "in-time"
    IN_GRACE = "in-grace"
    TOO_LATE = "too-late"


@dataclass(frozen=True)
class Edit:
    """One change as the browser kept it; a blank value is None, `invalid` carries why it cannot be an answer.

    `done`: with it the learner left this slot behind for good, where there is no way back.
    """

    slot: int
    seq: int
    base: int
    value: Any
    elapsed_ms: int | None = None
    clear: bool = False
    invalid: str = ""
    done: bool = False


@dataclass(frozen=True)
class Current:
    """What a slot holds now."""

    version: int
    tab: str
    seq: int
    value: Any
    in_grace: bool = False


@dataclass(frozen=True)
class Past:
    """What became of an earlier edit, and what it held."""

    outcome: Outcome
    version: int
    value: Any = None


@dataclass(frozen=True)
class Decision:
    """The answer to one edit. `version` is what an accepted edit was stored as, else what the slot holds.

    `current` is what the slot holds afterwards; `repeated` means that the edit had arrived before and nothing is
    to be written.
    """

    edit: Edit
    outcome: Outcome
    version: int
    current: Current | None
    repeated: bool = False

    @property
    def acknowledged(self) -> bool:
        return self.outcome in ACKNOWLEDGED

    @property
    def as_past(self) -> Past:
        return Past(self.outcome, self.version, self.edit.value)


def decide(
    edit: Edit, tab: str, current: Current | None, past: Mapping[int, Past], standing: Standing
) -> Decision:
    """What becomes of `edit`; `past` holds what this tab sent for this slot, by seq, from `edit.seq` on."""
    known = past.get(edit.seq)
    if known is not None:
        return _again(edit, known, current)
    outcome = _outcome(edit, tab, current, past, standing)
    if outcome not in COUNTED:
        return Decision(edit, outcome, _version(current), current)
    version = _version(current) + 1
    stored = Current(version, tab, edit.seq, edit.value, outcome is Outcome.COUNTED_LATE)
    return Decision(edit, outcome, version, stored)


def decide_all(
    edits: Iterable[Edit],
    tab: str,
    current: Mapping[int, Current],
    past: Mapping[int, Mapping[int, Past]],
    standing_of: Callable[[Edit], Standing],
) -> list[Decision]:
    """The decisions about a batch, each taken on what the ones before it left."""
    held = dict(current)
    seen = {slot: dict(known) for slot, known in past.items()}
    decisions = []
    for edit in sorted(edits, key=lambda edit: (edit.seq, edit.slot)):
        known = seen.setdefault(edit.slot, {})
        decision = decide(edit, tab, held.get(edit.slot), known, standing_of(edit))
        if not decision.repeated:
            known[edit.seq] = decision.as_past
        if decision.current is not None:
            held[edit.slot] = decision.current
        decisions.append(decision)
    return decisions


def _outcome(
    edit: Edit, tab: str, current: Current | None, past: Mapping[int, Past], standing: Standing
) -> Outcome:
    if any(seq > edit.seq and known.outcome in COUNTED for seq, known in past.items()):
        return Outcome.STALE
    if standing is Standing.TOO_LATE:
        return Outcome.LATE
    if edit.invalid:
        return Outcome.INVALID
    return _against(edit, tab, current) or (
        Outcome.COUNTED_LATE if standing is Standing.IN_GRACE else Outcome.STORED
    )


def _against(edit: Edit, tab: str, current: Current | None) -> Outcome | None:
    """What speaks against storing a valid, timely edit, given what the slot holds."""
    if current is None or edit.value == current.value:
        return None
    if current.tab != tab and edit.base < current.version:
        return Outcome.CONFLICT
    if edit.value is None and not edit.clear:
        return Outcome.BLANK
    return None


def _again(edit: Edit, known: Past, current: Current | None) -> Decision:
    """An acknowledgement is repeated as it was given; a refusal names what the slot holds by now.

    The same number with another value is not the same edit (a browser that woke up from long ago): what is not stored
    is never acknowledged.
    """
    if known.outcome in ACKNOWLEDGED and known.value == edit.value:
        return Decision(edit, known.outcome, known.version, current, repeated=True)
    outcome = Outcome.CONFLICT if known.outcome in ACKNOWLEDGED else known.outcome
    return Decision(edit, outcome, _version(current), current, repeated=True)


def _version(current: Current | None) -> int:
    return current.version if current else 0
