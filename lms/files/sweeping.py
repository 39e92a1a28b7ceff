"""What an upload leaves behind that was killed in the middle: bytes without a row, half-written files, folders of
converters. A while later they go; nothing that a row knows is ever touched."""

import os
import shutil
import tempfile
import time
from contextlib import suppress
from pathlib import Path

from sqlalchemy import select

from lms import database
from lms.files import service
from lms.files.models import StoredFile

OLD = 3600.0  # seconds; a file is stored and its row committed within a few of them
EVERY = 600.0
# The folders of those who read files in a process of their own.
CONVERTERS = ("pages", "scan", "roster", "marks", "papers", "template", "text")


def sweep() -> int:
    """How many leftovers are gone."""
    return leftovers_before(time.time() - OLD)


def leftovers_before(moment: float) -> int:
    """Take away what was last written before `moment` and belongs to nothing."""
    halves = [path for path in service.folder().glob(".part-*") if _older(path, moment)]
    for path in halves:
        path.unlink(missing_ok=True)
    return len(halves) + _orphans(moment) + _folders(moment)


def _orphans(moment: float) -> int:
    there = {path.name: path for path in service.folder().glob("??/*") if _older(path, moment)}
    gone = 0
    for name in sorted(there.keys() - _known(list(there))):
        gone += _taken_away(there[name], moment)
    return gone


def _known(names: list[str]) -> set[str]:
    found: set[str] = set()
    for start in range(0, len(names), 500):
        statement = select(StoredFile.sha256).where(StoredFile.sha256.in_(names[start : start + 500]))
        found.update(database.session.scalars(statement))
    return found


def _taken_away(path: Path, moment: float) -> bool:
    """Moved aside first: whoever stored the same bytes in this very moment gets them back."""
    aside = path.with_name(f".gone-{path.name}")
    with suppress(FileNotFoundError):
        path.replace(aside)
        if _older(aside, moment):
            aside.unlink()
            return True
        aside.replace(path)
    return False


def _folders(moment: float) -> int:
    """Of this user alone; Windows has no users here, and folders of their own."""
    mine = os.getuid() if hasattr(os, "getuid") else None
    old = [
        path
        for name in CONVERTERS
        for path in Path(tempfile.gettempdir()).glob(f"sen-{name}-*")
        if path.is_dir() and _older(path, moment) and (mine is None or path.stat().st_uid == mine)
    ]
    for path in old:
        shutil.rmtree(path, ignore_errors=True)
    return len(old)


def _older(path: Path, moment: float) -> bool:
    with suppress(FileNotFoundError):
        return path.stat().st_mtime < moment
    return False
