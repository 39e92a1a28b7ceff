"""What a device sends: `{"scans": [{nonce, code, phase, at}], "anchored_at", "sent_at"}`, and when it was. Pure.

`at` is the server's time as the device reckons it. It last heard that time at `anchored_at`, and believes it to be
`sent_at` while it sends. How far that is from the truth grew meanwhile, so every scan is shifted by its share.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from lms.attendance.windows import Phase

LARGEST = 64 * 1024
MOST_SCANS = 200
SHORTEST_NONCE, LONGEST_NONCE, LONGEST_CODE = 8, 64, 200


@dataclass(frozen=True)
class Read:
    """One code that a scanner read, however late it arrives; `reported_at` is its time as the device said it."""

    nonce: str
    code: str
    phase: Phase
    scanned_at: datetime
    reported_at: datetime


@dataclass(frozen=True)
class Reckoning:
    """Between which moments the device reckoned alone (seconds since 1970), and the server's time at the later one."""

    anchored_at: float
    sent_at: float
    now: float

    def corrected(self, at: float) -> float:
        """The server's time of a scan; never later than now."""
        alone = self.sent_at - self.anchored_at
        share = min(1.0, max(0.0, (at - self.anchored_at) / alone)) if alone > 0 else 1.0
        return min(at + (self.now - self.sent_at) * share, self.now)


def read_batch(sent: Any, now: datetime) -> list[Read] | None:
    """The reads, the earliest first; None for what is no batch."""
    scans = sent.get("scans") if isinstance(sent, dict) else None
    if not isinstance(scans, list) or len(scans) > MOST_SCANS:
        return None
    anchored_at, sent_at = _moment(sent.get("anchored_at")), _moment(sent.get("sent_at"))
    if anchored_at is None or sent_at is None:
        return None
    reckoning = Reckoning(anchored_at, sent_at, now.timestamp())
    reads = [_read(scan, reckoning) if isinstance(scan, dict) else None for scan in scans]
    good = [read for read in reads if read is not None]
    return sorted(good, key=lambda read: read.scanned_at) if len(good) == len(scans) else None


def _read(scan: Mapping[str, Any], reckoning: Reckoning) -> Read | None:
    nonce, code = scan.get("nonce"), scan.get("code")
    phase, at = scan.get("phase"), _moment(scan.get("at"))
    if not (isinstance(nonce, str) and nonce.isascii() and nonce.isprintable()):
        return None
    if not (
        SHORTEST_NONCE <= len(nonce) <= LONGEST_NONCE and isinstance(code, str) and len(code) <= LONGEST_CODE
    ):
        return None
    if at is None or not isinstance(phase, str) or phase not in set(Phase):
        return None
    return Read(nonce, code, Phase(phase), _utc(reckoning.corrected(at)), _utc(at))


def _moment(value: Any) -> float | None:
    number = isinstance(value, int | float) and not isinstance(value, bool)
    return float(value) if number and 0 < value < 2**32 else None


def _utc(seconds: float) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)
