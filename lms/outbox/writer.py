"""One writer per process: who comes first writes for all who wait, and everyone is answered after the commit.

Merging the saves of many learners into one transaction costs a third of writing each alone. A batch that fails is
repeated one save at a time, so that one learner's bad row never costs another. The queue is bounded, and so is the time
in it; beyond them the browser is asked to come again, which costs nothing: its outbox keeps the edits.
"""

import threading
import time
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any, Protocol

from flask_babel import gettext as _
from sqlalchemy import Connection
from sqlalchemy.exc import SQLAlchemyError

from lms import database
from lms.outbox.rules import Decision, Edit, Standing, decide_all
from lms.outbox.store import Held, Save, Store
from lms.web.errors import LmsError

AT_ONCE = 64
WAITING = 2_000
# Seconds that a save waits for others; a database that is that slow, or locked, would soon hold every thread.
PATIENCE = 5.0


class Owners(Protocol):
    """What the protocol has to know of those whose answers it keeps."""

    store: Store

    def lock(self, connection: Connection, owner_ids: Sequence[int]) -> Mapping[int, Any]:
        """The owners that may be written to, locked until the transaction ends, in the order of their ids."""

    def standing(self, owner: Any, save: Save, edit: Edit) -> Standing:
        """Whether the edit counts, by its time."""

    def saved(self, connection: Connection, done: Sequence["Done"]) -> None:
        """Write down what else follows from the saves."""


@dataclass(frozen=True)
class Done:
    """What became of a save; `owner` is None where nothing may be written."""

    save: Save
    owner: Any
    decisions: list[Decision]


@dataclass(eq=False)
class _Ticket:
    save: Save
    done: Done | None = None
    error: Exception | None = None
    finished: bool = False


@dataclass
class Writer:
    """Saves for one kind of owner, in batches."""

    owners: Owners
    connect: Callable[[], Any] = database.writing_connection
    at_once: int = AT_ONCE
    waiting_at_most: int = WAITING
    patience: float = PATIENCE
    _waiting: deque[_Ticket] = field(default_factory=deque)
    _turn: threading.Lock = field(default_factory=threading.Lock)

    @property
    def waiting(self) -> int:
        """How many saves have not been taken up yet."""
        return len(self._waiting)

    def save(self, save: Save) -> Done:
        """Store the edits; returns once they are committed. 503 if too many are waiting already, or for too long."""
        if len(self._waiting) >= self.waiting_at_most:
            raise _busy()
        ticket = _Ticket(save)
        self._waiting.append(ticket)
        end = time.monotonic() + self.patience
        while not ticket.finished:
            if not self._turn.acquire(timeout=max(0.0, end - time.monotonic())):
                self._leave(ticket)
                break
            try:
                if not ticket.finished:
                    self._write_waiting()
            finally:
                self._turn.release()
        if ticket.error is not None:
            raise ticket.error
        assert ticket.done is not None  # noqa: S101 - a finished ticket has one or the other
        return ticket.done

    def _leave(self, ticket: _Ticket) -> None:
        """Not to be written any more, unless it is being written just now: sent again, it is known by its seq."""
        with suppress(ValueError):
            self._waiting.remove(ticket)
        if not ticket.finished:
            raise _busy()

    def _write_waiting(self) -> None:
        tickets = [self._waiting.popleft() for _place in range(min(self.at_once, len(self._waiting)))]
        try:
            self._write(tickets)
        except SQLAlchemyError as error:
            self._write_singly(tickets, error)
        finally:
            for ticket in tickets:
                ticket.finished = True

    def _write_singly(self, tickets: list[_Ticket], error: SQLAlchemyError) -> None:
        if len(tickets) == 1:
            tickets[0].error = error
            return
        for ticket in tickets:
            try:
                self._write([ticket])
            except SQLAlchemyError as own:
                ticket.error = own

    def _write(self, tickets: list[_Ticket]) -> None:
        with self.connect() as connection:
            done = apply(connection, self.owners, [ticket.save for ticket in tickets])
        for ticket, each in zip(tickets, done, strict=True):
            ticket.done = each


def _busy() -> LmsError:
    return LmsError(
        _("The server is busy. Your answers stay on this device."), HTTPStatus.SERVICE_UNAVAILABLE
    )


def apply(connection: Connection, owners: Owners, saves: Sequence[Save]) -> list[Done]:
    """Decide about the saves, one after the other, and write what follows, in the caller's transaction."""
    locked = owners.lock(connection, sorted({save.owner_id for save in saves}))
    open_saves = [save for save in saves if save.owner_id in locked]
    held = owners.store.read(connection, open_saves) if any(save.edits for save in open_saves) else Held()
    done = [_decide(owners, locked.get(save.owner_id), save, held) for save in saves]
    owners.store.write(connection, [(each.save, each.decisions) for each in done])
    owners.saved(connection, done)
    return done


def _decide(owners: Owners, owner: Any, save: Save, held: Held) -> Done:
    if owner is None:
        return Done(save, None, [])
    slots = {edit.slot for edit in save.edits}
    here = {
        slot: held.current[save.owner_id, slot] for slot in slots if (save.owner_id, slot) in held.current
    }
    past = {slot: held.past[save.owner_id, slot, save.tab] for slot in slots}
    decisions = decide_all(save.edits, save.tab, here, past, lambda edit: owners.standing(owner, save, edit))
    _remember(held, save, decisions)
    return Done(save, owner, decisions)


def _remember(held: Held, save: Save, decisions: list[Decision]) -> None:
    """Later saves of the same batch build on this one."""
    for made in decisions:
        if made.current is not None:
            held.current[save.owner_id, made.edit.slot] = made.current
        if not made.repeated:
            held.past[save.owner_id, made.edit.slot, save.tab][made.edit.seq] = made.as_past
