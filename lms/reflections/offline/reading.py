"""The bytes of a marking sheet as rows of text, or one sentence that says why not. Nothing here stores anything."""

import json
import subprocess
import sys
import tempfile
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flask_babel import gettext as _

LARGEST = 10 * 1024 * 1024
SECONDS = 20
AT_ONCE = 2
_slots = threading.BoundedSemaphore(AT_ONCE)


@dataclass(frozen=True)
class Rows:
    """What stands in the sheet, and the addresses of cells with formulas."""

    rows: list[Any]
    formulas: list[str]


def read(body: bytes) -> Rows | str:
    """The rows, or what to tell the person who sent the file."""
    if len(body) > LARGEST:
        return _sentence("file.unpacks_too_large")
    if not _slots.acquire(timeout=SECONDS):
        return _sentence("file.busy")
    try:
        with tempfile.TemporaryDirectory(prefix="sen-marks-") as folder:
            source = Path(folder) / "source"
            source.write_bytes(body)
            answer = _answer(source)
    finally:
        _slots.release()
    return _sentence(answer["problem"]) if "problem" in answer else Rows(answer["rows"], answer["formulas"])


def _answer(source: Path) -> dict[str, Any]:
    """Read in another process, which a hostile file can only stop, not harm."""
    command = [sys.executable, "-m", "lms.reflections.offline.workbook", str(source)]
    root = Path(__file__).resolve().parents[3]
    try:
        done = subprocess.run(command, capture_output=True, timeout=SECONDS, cwd=root, check=False)  # noqa: S603 - our own module, our own path
    except subprocess.TimeoutExpired:
        return {"problem": "file.busy"}
    if done.returncode != 0 or not done.stdout:
        return {"problem": "file.damaged"}
    answer: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return answer


def _sentence(problem: str) -> str:
    match problem:
        case "file.locked":
            return _("The file is locked with a password. Save it without one and send it again.")
        case "file.unknown" | "file.other":
            return _("This is not a marking sheet of this page. Send the .xlsx that you downloaded here.")
        case "file.unpacks_too_large" | "file.forbidden":
            return _(
                "The file holds more than a marking sheet can hold. Download the sheet anew and copy your marks."
            )
        case "file.busy":
            return _("The file could not be read in time. Send it again in a moment.")
        case _:
            return _("The file is damaged and cannot be opened. Open it, save it again as .xlsx and send it.")
