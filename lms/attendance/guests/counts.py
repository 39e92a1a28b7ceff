"""How many are there who are on no list: confirmed guests, and those at the door who wait. One statement."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import BindParameter, bindparam, func, literal, select, union_all
from sqlalchemy.engine import Connection

from lms.attendance.guests.models import Guest, GuestArrival, GuestState
from lms.attendance.models import Checkpoint, WalkIn, WalkInState
from lms.attendance.windows import Phase


@dataclass(frozen=True)
class GuestCounts:
    """People by checkpoint: `confirmed` guests, and those `waiting` for the organiser, who scanned or were entered."""

    confirmed: Mapping[Phase, int] = field(default_factory=dict)
    waiting: Mapping[Phase, int] = field(default_factory=dict)

    def any_at(self, phase: Phase) -> bool:
        return bool(self.confirmed.get(phase) or self.waiting.get(phase))


NO_GUESTS = GuestCounts()


def guests_of(connection: Connection, class_session_id: int) -> GuestCounts:
    found: dict[bool, dict[Phase, int]] = {True: defaultdict(int), False: defaultdict(int)}
    for row in connection.execute(COUNTS, {"session": class_session_id}):
        found[bool(row.waits)][row.phase] += row.people
    return GuestCounts(dict(found[False]), dict(found[True]))


def _statement() -> Any:
    session: BindParameter[int] = bindparam("session")
    waits = (Guest.state == GuestState.WAITING).label("waits")
    guests = (
        select(GuestArrival.phase, waits, func.count().label("people"))
        .join(Guest, Guest.id == GuestArrival.guest_id)
        .where(Guest.class_session_id == session, Guest.state.in_({GuestState.WAITING, GuestState.GUEST}))
        .group_by(GuestArrival.phase, waits)
    )
    walk_ins = (
        select(Checkpoint.phase, literal(True).label("waits"), func.count().label("people"))
        .join(WalkIn, WalkIn.checkpoint_id == Checkpoint.id)
        .where(Checkpoint.class_session_id == session, WalkIn.state == WalkInState.WAITING)
        .group_by(Checkpoint.phase)
    )
    return union_all(guests, walk_ins)


COUNTS = _statement()  # built once, as the hall asks every few seconds
