"""Store bytes by their hash and serve them inert.

A file is on the disk, whole and synced, before its row is written.
"""

import hashlib
import os
import tempfile
import unicodedata
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from flask import Response, current_app, send_file
from sqlalchemy import select

from lms import database
from lms.files.models import StoredFile
from lms.web.downloads import disposition

INLINE = frozenset({"image/jpeg", "image/png", "image/webp", "image/gif", "application/pdf"})
MAGIC = {
    "image/jpeg": (b"\xff\xd8\xff",),
    "image/png": (b"\x89PNG\r\n\x1a\n",),
    "image/webp": (b"RIFF",),
    "image/gif": (b"GIF87a", b"GIF89a"),
    "application/pdf": (b"%PDF-",),
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": (b"PK\x03\x04",),
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": (b"PK\x03\x04",),
    "application/vnd.openxmlformats-officedocument.presentationml.presentation": (b"PK\x03\x04",),
}
ENDINGS = {
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".png": "image/png",
    ".webp": "image/webp",
    ".gif": "image/gif",
    ".pdf": "application/pdf",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
}


def media_type_of(name: str, head: bytes) -> str | None:
    """The media type that both the ending and the first bytes tell; None where they disagree or are unknown."""
    media_type = ENDINGS.get(Path(name).suffix.lower())
    return media_type if media_type and head.startswith(MAGIC[media_type]) else None


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
    digest, size = _keep(stream)
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
    return folder() / stored.sha256[:2] / stored.sha256


def folder() -> Path:
    """Where they lie, by the first two letters of their hash."""
    return Path(current_app.config["SEN"].data_dir) / "files"


def send(stored: StoredFile, *, download: bool = False) -> Response:
    """The file: pictures and PDFs in the page, anything else as a download; never run, never cached by others."""
    inline = stored.media_type in INLINE and not download
    response = send_file(path_of(stored), mimetype=stored.media_type, conditional=True, etag=stored.sha256)
    response.headers["Content-Disposition"] = disposition(stored.name, "inline" if inline else "attachment")
    response.headers["Cache-Control"] = "private, no-cache"
    if stored.media_type != "application/pdf":
        response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response


def _keep(stream: BinaryIO) -> tuple[str, int]:
    """Write to a temporary file, sync, then move into place: nobody ever sees half a file."""
    home = folder()
    home.mkdir(parents=True, exist_ok=True)
    digest, size = hashlib.sha256(), 0
    with tempfile.NamedTemporaryFile(dir=home, prefix=".part-", delete=False) as target:
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
    final = home / digest.hexdigest()[:2] / digest.hexdigest()
    final.parent.mkdir(exist_ok=True)
    temporary.replace(final)
    return digest.hexdigest(), size
