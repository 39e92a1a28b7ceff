"""What a device takes along for hours without a network: names and salted hashes of codes, windows, the time. Nothing
else about anybody: no code, no number, no unit.
"""

import hashlib
import secrets
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from lms.attendance import codes
from lms.attendance.book import Book, Session
from lms.attendance.queries import book_of_session
from lms.attendance.scanners.models import ScannerDevice
from lms.attendance.windows import Phase, Window

SALT_BYTES = 16


def prepare(device: ScannerDevice, now: datetime) -> dict[str, Any]:
    """The list, after everybody in the class has a code: a page with one's own code opened later shows the same."""
    book = book_of_session(device.class_session_id)
    codes.issue([learner.person_id for learner in book.learners], now)
    return _told(device, book, now)


def again(device: ScannerDevice, now: datetime) -> dict[str, Any]:
    """The list as it is by now, with another salt; writes nothing."""
    return _told(device, book_of_session(device.class_session_id), now)


def hashed(salt: str, code: str) -> str:
    """As the device computes it. A code has 80 random bits: nobody finds it by trying."""
    return hashlib.sha256(f"{salt}:{code}".encode()).hexdigest()


def windows_of(book: Book) -> dict[str, dict[str, float | None]]:
    return {phase.value: _window(book.sessions[0].windows[phase]) for phase in Phase}


def _told(device: ScannerDevice, book: Book, now: datetime) -> dict[str, Any]:
    salt = secrets.token_hex(SALT_BYTES)
    held = codes.codes_of(learner.person_id for learner in book.learners)
    people = [
        [hashed(salt, held[learner.person_id]), learner.full_name]
        for learner in book.learners
        if learner.person_id in held
    ]
    return {
        "session": _session(device, book.sessions[0]),
        "device": {"name": device.name, "expires_at": device.expires_at.timestamp()},
        "windows": windows_of(book),
        "salt": salt,
        "people": people,
        "now": now.timestamp(),
    }


def _session(device: ScannerDevice, session: Session) -> Mapping[str, Any]:
    return {
        "id": session.id,
        "number": session.number,
        "title": session.title,
        "study_class": device.class_session.study_class.title,
        "room": session.room,
        "starts_at": session.starts_at.timestamp(),
        "ends_at": session.ends_at.timestamp(),
        "cancelled": session.cancelled,
    }


def _window(window: Window) -> dict[str, float | None]:
    late_at = window.late_at
    return {
        "opens": window.opens_at.timestamp(),
        "late": late_at.timestamp() if late_at else None,
        "closes": window.closes_at.timestamp(),
    }
