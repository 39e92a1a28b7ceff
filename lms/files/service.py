"""Store bytes by their hash.

A file is on the disk, whole and synced, before its row is written.
"""

import hashlib
import os
import tempfile
import unicodedata
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from flask import current_app
from sqlalchemy import select

from lms import database
from lms.files.models import StoredFile

UNFINISHED = ".part-"  # files under a name that begins so were never whole


def store(
    stream: BinaryIO,
    name: str,
    media_type: str,
    uploader_id: int | None,
    now: datetime,
    *,
    embedded: bool = False,
) -> StoredFile:
    """Keep the bytes and add their row to the present transaction."""
    digest, size = keep(stream)
    stored = StoredFile(
        sha256=digest,
        name=shown_name(name),
        media_type=media_type,
        size=size,
        embedded=embedded,
        uploaded_by_id=uploader_id,
        uploaded_at=now,
    )
    database.session.add(stored)
    database.session.flush()
    return stored


def address_of(stored: StoredFile) -> str:
    """Where an embedded picture is shown; what stands in `<img src>`."""
    return f"/files/{stored.sha256}"


def find_embedded(sha256: str) -> StoredFile | None:
    statement = select(StoredFile).where(StoredFile.sha256 == sha256, StoredFile.embedded).limit(1)
    return database.session.scalars(statement).one_or_none()


def shown_name(name: str) -> str:
    """A file's own name, safe to show and to offer again: no folders, no control or direction marks, 200 letters."""
    base = unicodedata.normalize("NFC", name.replace("\\", "/").rsplit("/", 1)[-1])
    kept = "".join(letter for letter in base if unicodedata.category(letter) not in {"Cc", "Cf", "Cs"}).strip(
        " ."
    )
    stem, dot, ending = kept.rpartition(".")
    return f"{stem[:190]}{dot}{ending[:10]}" or "tep"


def path_of(stored: StoredFile) -> Path:
    return place_of(stored.sha256)


def digest_of(stream: BinaryIO) -> str:
    """The hash of a stream, which stands at its beginning before and after."""
    digest = hashlib.sha256()
    while block := stream.read(1 << 20):
        digest.update(block)
    stream.seek(0)
    return digest.hexdigest()


def place_of(sha256: str) -> Path:
    """Where the bytes with this hash lie, or will."""
    return folder() / sha256[:2] / sha256


def folder() -> Path:
    return Path(current_app.config["SEN"].data_dir) / "files"


def keep(stream: BinaryIO) -> tuple[str, int]:
    """Write to a temporary file, sync, then move into place: nobody ever sees half a file."""
    folder().mkdir(parents=True, exist_ok=True)
    digest, size = hashlib.sha256(), 0
    with tempfile.NamedTemporaryFile(dir=folder(), prefix=UNFINISHED, delete=False) as target:
        temporary = Path(target.name)
        try:
            while block := stream.read(1 << 20):
                digest.update(block)
                size += len(block)
                target.write(block)
            target.flush()
            os.fsync(target.fileno())
        except BaseException:
            temporary.unlink(missing_ok=True)
            raise
    final = place_of(digest.hexdigest())
    final.parent.mkdir(exist_ok=True)
    temporary.replace(final)
    return digest.hexdigest(), size
