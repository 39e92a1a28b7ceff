"""Refused scans: noted, but made-up addresses only so many a minute, and answered by a page that is drawn once.

Whoever tries thousands costs no disk and little time.
"""

import threading
import time

from flask import render_template

from lms.attendance.tokens import Verdict
from lms.audit.service import observe
from lms.web.page import language, page_values

FORGED_A_MINUTE = 30


class Ration:
    """So many of something within each minute of this process; beyond that they are only counted."""

    def __init__(self, most: int) -> None:
        self.most = most
        self._minute, self._count = 0, 0
        self._turn = threading.Lock()

    def take(self, seconds: float) -> int | None:
        """None where it is one too many; else how many of the minute before were only counted."""
        with self._turn:
            minute = int(seconds // 60)
            unnoted = 0
            if minute != self._minute:
                unnoted = max(0, self._count - self.most)
                self._minute, self._count = minute, 0
            self._count += 1
            return unnoted if self._count <= self.most else None


_forged = Ration(FORGED_A_MINUTE)


def note(verdict: Verdict, checkpoint_id: int | None) -> None:
    """Keep why a scan was refused, for whoever looks into it later."""
    facts = {"why": verdict.value, "checkpoint_id": checkpoint_id}
    if verdict is not Verdict.FORGED:
        observe("scan.refused", **facts)
        return
    unnoted = _forged.take(time.monotonic())
    if unnoted is not None:
        observe("scan.refused", **facts, **({"more_before": unnoted} if unnoted else {}))


MOST_KEPT = 50
_pages: dict[tuple[str, ...], str] = {}


def page(verdict: Verdict) -> str:
    """What the phone is told; the same for all who see pages in the same way."""
    looks = page_values()
    key = (verdict.value, language(), str(looks["theme"]), str(looks["text_size"]))
    if key not in _pages:
        if len(_pages) >= MOST_KEPT:
            _pages.clear()
        _pages[key] = render_template("attendance/scan.html", verdict=verdict)
    return _pages[key]
