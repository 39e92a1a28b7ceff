"""What can be done with an upload: begin it or go on with it, add a piece, put it in its place, give it up.

The order makes every moment safe to be killed in: the row is there before the part, the hash stands in the row before
the bytes move to their place, and the row of the file is written last.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import BinaryIO

from sqlalchemy import column, select, table
from sqlalchemy.exc import IntegrityError

from lms import database
from lms.files import service as files
from lms.files.media_types import HEAD, media_type_named, media_type_of
from lms.files.models import StoredFile
from lms.files.uploads import parts, queries
from lms.files.uploads.models import IncomingFile
from lms.files.uploads.pace import Pace
from lms.files.uploads.parts import Busy, Settled
from lms.files.uploads.rules import Limits, Refusal, expected, refusal
from lms.files.uploads.turns import Turns

_turns, _pace = Turns(), Pace()


@dataclass(frozen=True)
class Wanted:
    """A file that a person wants to send for a unit."""

    person_id: int
    unit_id: int
    purpose: str
    name: str
    size: int
    mark: str = ""


def begin(wanted: Wanted, limits: Limits, now: datetime) -> IncomingFile | Refusal:
    """The upload of this file: the one that was begun already, or a new one if nothing stands against it."""
    if there := _begun(wanted):
        return _with_part(there)
    _one_at_a_time(wanted.unit_id)
    media_type = media_type_named(wanted.name)
    why = refusal(wanted.size, media_type, queries.used(wanted.person_id, wanted.unit_id), limits)
    if why is not None or media_type is None:
        return why or Refusal.KIND
    upload = IncomingFile(
        person_id=wanted.person_id,
        unit_id=wanted.unit_id,
        purpose=wanted.purpose,
        name=files.shown_name(wanted.name),
        media_type=media_type,
        size=wanted.size,
        mark=wanted.mark,
        started_at=now,
    )
    try:
        with database.session.begin_nested():
            database.session.add(upload)
            database.session.flush()
    except IntegrityError:
        there = _begun(wanted)
        if there is None:
            raise
        upload = there
    return _with_part(upload)


def append(upload: IncomingFile, at: int, stream: BinaryIO) -> int:
    """Write the piece that begins at `at`, outside of any transaction; how far the upload is then.

    Raises:
        Busy: too many pieces are coming in, or another window sends this one.
        Gone: the upload was given up or finished.
    """
    if not 0 <= at < upload.size:
        return parts.length(upload.public_id)
    with _slot():
        time.sleep(_pace.wait(time.monotonic()))
        return parts.append(upload.public_id, at, stream, expected(at, upload.size))


def is_what_it_says(upload: IncomingFile) -> bool:
    """Whether the first bytes are of the kind that the name tells; asked once they are there."""
    return media_type_of(upload.name, parts.head_of(upload.public_id, HEAD)) == upload.media_type


def settle(upload: IncomingFile, sha256: str) -> Settled:
    """Compare with what the browser read and put the bytes in their place; call it outside of a transaction.

    Only who sent the bytes may name them by their hash: once the part has moved, the hash that was written then counts.
    """
    if not parts.path_of(upload.public_id).exists():
        if upload.sha256 != sha256:
            return Settled.GONE
    else:
        with database.transaction():
            upload.sha256 = sha256
    with _slot():
        return parts.settle(upload.public_id, sha256, upload.size)


def finish(upload: IncomingFile, now: datetime) -> StoredFile | None:
    """The row of the file that lies in its place now, in the present transaction; None if somebody was faster."""
    statement = (
        select(IncomingFile)
        .where(IncomingFile.id == upload.id, IncomingFile.file_id.is_(None))
        .with_for_update()
    )
    found = database.session.scalars(statement.execution_options(populate_existing=True)).one_or_none()
    if found is None or found.sha256 is None:
        return None
    stored = StoredFile(
        sha256=found.sha256,
        name=found.name,
        media_type=found.media_type,
        size=found.size,
        uploaded_by_id=found.person_id,
        uploaded_at=now,
    )
    database.session.add(stored)
    database.session.flush()
    found.file_id = stored.id
    return stored


def take_whole(stream: BinaryIO, wanted: Wanted, limits: Limits, now: datetime) -> IncomingFile | Refusal:
    """A small file that came in one form: recorded, then put in its place; call it outside of a transaction."""
    sha256 = files.digest_of(stream)
    with database.transaction():
        upload = begin(wanted, limits, now)
        if isinstance(upload, Refusal):
            return upload
        upload.sha256 = sha256
    files.keep(stream)
    parts.drop(upload.public_id)
    return upload


def give_up(upload: IncomingFile) -> None:
    """Neither row nor part remain."""
    public_id = upload.public_id
    database.session.delete(upload)
    database.after_commit(lambda: parts.drop(public_id))


def _begun(wanted: Wanted) -> IncomingFile | None:
    name = files.shown_name(wanted.name)
    found = queries.unfinished(wanted.person_id, wanted.purpose)
    alike = (one for one in found if (one.name, one.size, one.mark) == (name, wanted.size, wanted.mark))
    return next(alike, None)


def _with_part(upload: IncomingFile) -> IncomingFile:
    """The row first: a part that is there has one."""
    public_id = upload.public_id
    database.after_commit(lambda: parts.begin(public_id))
    return upload


def _one_at_a_time(unit_id: int) -> None:
    """Two who begin at once must not both take what is left of a quota."""
    units = table("org_units", column("id"))
    database.session.execute(select(units.c.id).where(units.c.id == unit_id).with_for_update())


@contextmanager
def _slot() -> Iterator[None]:
    turn = _turns.take(time.monotonic())
    if turn is None:
        raise Busy
    try:
        yield
    finally:
        _turns.give_back(turn)
