"""Who may send scans: tokens for one session on one device, made by an organiser, ended by time or by hand."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from lms import database
from lms.accounts.models import Person
from lms.attendance import checkpoints
from lms.attendance.models import ScannerRead
from lms.attendance.scanners.models import ScannerDevice
from lms.attendance.windows import Phase
from lms.audit.service import record
from lms.classes.models import ClassSession
from lms.permissions import Permission, allowed

SCANS_FOR = timedelta(hours=12)
SENDS_LATE = timedelta(days=3)


class Refusal(StrEnum):
    """Why a device is not listened to; the device says it to the person at the door."""

    UNKNOWN = "unknown"
    REVOKED = "revoked"
    EXPIRED = "expired"


@dataclass(frozen=True)
class Issued:
    """A device and its token, which is nowhere else."""

    device: ScannerDevice
    token: str


def issue(class_session: ClassSession, name: str, actor: Person, now: datetime) -> Issued:
    """A token for this session. Both checkpoints are prepared, so that what is scanned has its place."""
    for phase in Phase:
        checkpoints.prepare(class_session, phase)
    token = secrets.token_urlsafe(32)
    device = ScannerDevice(
        class_session=class_session,
        name=name,
        token_hash=_hash(token),
        issued_at=now,
        issued_by_id=actor.id,
        expires_at=now + SCANS_FOR,
    )
    database.session.add(device)
    record(actor, "scanner.issued", device, now, new={"name": name}, class_id=class_session.study_class_id)
    return Issued(device, token)


def revoke(device: ScannerDevice, actor: Person, now: datetime) -> None:
    """From now on nothing that the device sends is taken. Revoking twice is harmless."""
    if device.revoked_at is not None:
        return
    device.revoked_at, device.revoked_by_id = now, actor.id
    record(actor, "scanner.revoked", device, now, class_id=device.class_session.study_class_id)


def admitted(token: str, now: datetime) -> ScannerDevice | Refusal:
    """The device of this token, if its reads are to be taken now. Its issuer must still be allowed to run it."""
    statement = (
        select(ScannerDevice)
        .where(ScannerDevice.token_hash == _hash(token))
        .options(joinedload(ScannerDevice.issued_by).selectinload(Person.grants))
    )
    device = database.session.scalars(statement).one_or_none()
    if device is None:
        return Refusal.UNKNOWN
    if device.revoked_at is not None or not _may_still_run(device):
        return Refusal.REVOKED
    return Refusal.EXPIRED if now > device.expires_at + SENDS_LATE else device


def of_session(class_session_id: int) -> list[tuple[ScannerDevice, int]]:
    """Every device of the session with the number of its reads, the newest first."""
    reads = (
        select(func.count())
        .select_from(ScannerRead)
        .where(ScannerRead.device_id == ScannerDevice.id)
        .correlate(ScannerDevice)
        .scalar_subquery()
    )
    statement = (
        select(ScannerDevice, reads)
        .where(ScannerDevice.class_session_id == class_session_id)
        .options(joinedload(ScannerDevice.issued_by))
        .order_by(ScannerDevice.id.desc())
    )
    return [(device, count) for device, count in database.session.execute(statement)]


def _may_still_run(device: ScannerDevice) -> bool:
    issuer = device.issued_by
    if issuer is None or not issuer.is_active_account:
        return False
    return allowed(issuer.grants, Permission.ATTENDANCE_RUN, device.scope)


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()
