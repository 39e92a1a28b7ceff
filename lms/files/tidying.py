"""What lies on the disk and belongs to nobody: uploads that were given up, parts without a row, files without a row.

Parts and what was broken off while it was written are taken away after a day. A whole file is taken away by itself only
when its last row went; whatever else has no row waits for `lms fsck --tidy`, since the database may be the wrong one.
A file is moved aside before it is looked at a last time: one that was brought again in that very moment is put back.
"""

import os
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from lms import database
from lms.files import drawn, service as files
from lms.files.models import StoredFile
from lms.files.uploads import parts
from lms.files.uploads.models import IncomingFile
from lms.web import clock

PATIENCE = timedelta(days=1)
A_MOMENT = timedelta(minutes=1)  # in which a file may be written whose row is not there yet


@dataclass(frozen=True)
class Strays:
    """What has no row: whole files, parts of uploads, and what was broken off while it was written."""

    files: list[Path]
    parts: list[Path]
    unfinished: list[Path]


def sweep() -> int:
    """Take away the parts that have been nobody's for a day, and pictures of files that went; how many parts."""
    now = clock.now()
    give_up_old(now)
    found = strays()
    drawn.drop_all_but(hashes_with_row())
    return _taken_away([*found.parts, *found.unfinished], now - PATIENCE)


def tidy() -> int:
    """Also whole files that have had no row for a day, for somebody who knows that this is their database."""
    return sweep() + _taken_away(strays().files, clock.now() - PATIENCE)


def forget(stored: StoredFile) -> bool:
    """Take the file away, row and bytes, unless something else still shows it."""
    try:
        with database.session.begin_nested():
            database.session.delete(stored)
            database.session.flush()
    except IntegrityError:
        return False
    release([stored.sha256])
    return True


def release(hashes: Iterable[str]) -> None:
    """Once the present transaction is stored: the bytes whose last row went with it."""
    wanted = set(hashes)
    database.after_commit(lambda: _release(wanted))


def give_up_old(now: datetime) -> None:
    """Uploads that were begun a day ago and of which nothing has arrived for a day."""
    old = select(IncomingFile).where(IncomingFile.file_id.is_(None), IncomingFile.started_at < now - PATIENCE)
    given_up = [one for one in database.session.scalars(old).all() if _is_still(one, now - PATIENCE)]
    for upload in given_up:
        database.session.delete(upload)
    database.session.flush()
    release(one.sha256 for one in given_up if one.sha256)


def strays() -> Strays:
    """What has no row now, however young it is."""
    known, coming = known_hashes(), _coming()
    return Strays(
        [path for path in sorted(files.folder().glob("??/*")) if path.name not in known],
        [path for path in sorted(parts.folder().glob("*")) if path.stem not in coming],
        sorted(files.folder().glob(f"{files.UNFINISHED}*")),
    )


def known_hashes() -> set[str]:
    """Of all files that have a row, and of uploads that are being put in their place."""
    settling = select(IncomingFile.sha256).where(
        IncomingFile.file_id.is_(None), IncomingFile.sha256.is_not(None)
    )
    return hashes_with_row() | {one for one in database.session.scalars(settling) if one}


def hashes_with_row() -> set[str]:
    return set(database.session.scalars(select(StoredFile.sha256)))


def _coming() -> set[str]:
    return set(database.session.scalars(select(IncomingFile.public_id).where(IncomingFile.file_id.is_(None))))


def _release(hashes: set[str]) -> None:
    gone = hashes - known_hashes()
    database.end_reading()
    _taken_away([files.place_of(one) for one in gone], clock.now() - A_MOMENT)


def _taken_away(paths: Iterable[Path], before: datetime) -> int:
    return sum(_take_away(path, before) for path in paths)


def _take_away(path: Path, before: datetime) -> bool:
    """Whether it was old enough; one that was written anew meanwhile goes back to its place."""
    aside = files.folder() / f"{files.UNFINISHED}{path.name}"  # swept like any other, if we are killed here
    aside.parent.mkdir(parents=True, exist_ok=True)
    with suppress(FileNotFoundError):
        if not _is_older(path, before):
            return False
        path.replace(aside)
        old = _is_older(aside, before)
        if not old:
            with suppress(FileExistsError):
                os.link(aside, path)
        aside.unlink()
        return old
    return False


def _is_still(upload: IncomingFile, before: datetime) -> bool:
    path = parts.path_of(upload.public_id)
    return not path.exists() or _is_older(path, before)


def _is_older(path: Path, before: datetime) -> bool:
    return path.stat().st_mtime < before.timestamp()
