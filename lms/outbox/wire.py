"""The protocol as it travels: JSON in, JSON out. Shape is checked here; what an answer may be, the owner knows."""

import json
import re
from collections.abc import Callable, Iterable
from datetime import datetime
from http import HTTPStatus
from math import isfinite
from typing import Any

from flask import abort, request
from flask_babel import gettext as _

from lms.outbox.models import LONGEST_TAB
from lms.outbox.rules import Decision, Edit, Outcome
from lms.outbox.store import Save
from lms.web.errors import LmsError
from question_bank.question import blank

LARGEST = 64 * 1024
MOST_EDITS = 500
HIGHEST = 2**53
DEEPEST = 8  # lists in lists: the deepest answer of any type needs three
TAB = re.compile(rf"[A-Za-z0-9_-]{{1,{LONGEST_TAB}}}")

# Says why a value cannot be an answer to a slot; empty if it can be.
Check = Callable[[int, Any], str]


def body() -> Any:
    """What the request carries: JSON of at most 64 KiB, else 415, 413 or 422."""
    if request.mimetype != "application/json":
        abort(HTTPStatus.UNSUPPORTED_MEDIA_TYPE)
    if (request.content_length or 0) > LARGEST:
        abort(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    data = request.stream.read(LARGEST + 1)
    if len(data) > LARGEST:
        abort(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    return loads(data)


def loads(data: bytes) -> Any:
    """JSON without what no database can hold: NUL, half a surrogate pair, NaN, numbers beyond all bounds."""
    try:
        found = json.loads(data.decode("utf-8"), parse_constant=_refuse, parse_float=_finite)
        return tidy(found) if b"\\u" in data or b"\x00" in data else found
    except (ValueError, RecursionError) as wrong:
        raise not_understood() from wrong


def read_save(message: Any, owner_id: int, now: datetime, check: Check, by_id: int | None = None) -> Save:
    """The save that `{tab, edits: [{slot, seq, base, value, elapsed_ms}]}` stands for; 422 if it has another shape."""
    tab, edits = (message.get("tab"), message.get("edits")) if isinstance(message, dict) else (None, None)
    if not isinstance(tab, str) or not TAB.fullmatch(tab):
        raise not_understood()
    if not isinstance(edits, list) or len(edits) > MOST_EDITS:
        raise not_understood()
    return Save(owner_id, tab, tuple(_edit(edit, check) for edit in edits), now, by_id)


def answer(decisions: Iterable[Decision]) -> tuple[dict[str, Any], int]:
    """`{acked, conflicts}` and the status: 409 as soon as one edit did not become the answer."""
    listed = list(decisions)
    conflicts = [_conflict(made) for made in listed if not made.acknowledged]
    acked = [[made.edit.slot, made.edit.seq, made.version] for made in listed if made.acknowledged]
    status = HTTPStatus.CONFLICT if conflicts else HTTPStatus.OK
    return {"acked": acked, "conflicts": conflicts}, int(status)


def not_understood() -> LmsError:
    return LmsError(
        _("What the page sent could not be read. Your answers stay on this device; load the page again."),
        HTTPStatus.UNPROCESSABLE_ENTITY,
    )


def tidy(value: Any) -> Any:
    """Every text in it without NUL, half a surrogate pair replaced."""
    if isinstance(value, str):
        return value.replace("\0", "").encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if isinstance(value, list):
        return [tidy(part) for part in value]
    if isinstance(value, dict):
        return {tidy(name): tidy(part) for name, part in value.items()}
    return value


def _edit(raw: Any, check: Check) -> Edit:
    if not isinstance(raw, dict) or not _is_shallow(raw.get("value"), DEEPEST):
        raise not_understood()
    slot, base = _whole(raw.get("slot"), 0, 2**31), _whole(raw.get("base"), 0, 2**31)
    seq = _whole(raw.get("seq"), 1, HIGHEST)
    value = None if blank(raw.get("value")) else raw["value"]
    return Edit(
        slot,
        seq,
        base,
        value,
        _elapsed(raw.get("elapsed_ms")),
        raw.get("clear") is True,
        check(slot, value),
        raw.get("done") is True,
    )


def _whole(value: Any, lowest: int, below: int) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not lowest <= value < below:
        raise not_understood()
    return value


def _elapsed(value: Any) -> int | None:
    """None for what is no length of time; such an edit counts by its arrival alone."""
    number = isinstance(value, int | float) and not isinstance(value, bool)
    return int(value) if number and 0 <= value < HIGHEST else None


def _conflict(made: Decision) -> dict[str, Any]:
    """Both values: what the learner sent, and what stands. The page asks, or says what happened."""
    return {
        "slot": made.edit.slot,
        "seq": made.edit.seq,
        "reason": made.outcome.value,
        "message": made.edit.invalid if made.outcome is Outcome.INVALID else "",
        "yours": made.edit.value,
        "version": made.version,
        "value": made.current.value if made.current else None,
    }


def _is_shallow(value: Any, levels: int) -> bool:
    parts = list(value.values()) if isinstance(value, dict) else value
    return not isinstance(parts, list) or (
        levels > 0 and all(_is_shallow(part, levels - 1) for part in parts)
    )


def _finite(written: str) -> float:
    number = float(written)
    return number if isfinite(number) else _refuse(written)


def _refuse(name: str) -> Any:
    raise ValueError(name)
