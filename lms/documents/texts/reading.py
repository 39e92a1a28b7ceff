"""The paragraphs of a file that somebody sent, read outside this process within a limit of time and memory."""

import json
import subprocess
import sys
import tempfile
import threading
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

SECONDS = 25
AT_ONCE = 2
MOST_LETTERS = 300_000  # a book of 200 pages
_slots = threading.BoundedSemaphore(AT_ONCE)


class Trouble(StrEnum):
    """Why a file gives no text."""

    DAMAGED = "damaged"
    LOCKED = "locked"
    EMPTY = "empty"
    LONG = "long"
    SLOW = "slow"


@dataclass(frozen=True)
class Read:
    """The paragraphs of a file, one a line."""

    body: str


def read(data: bytes) -> Read | Trouble:
    """The text of a .docx or .pdf, or why there is none."""
    if not _slots.acquire(timeout=SECONDS):
        return Trouble.SLOW
    try:
        with tempfile.TemporaryDirectory(prefix="sen-text-") as folder:
            source = Path(folder) / "source"
            source.write_bytes(data)
            return _read(source)
    finally:
        _slots.release()


def _read(source: Path) -> Read | Trouble:
    command = [sys.executable, "-m", "lms.documents.texts.worker", str(source)]
    root = Path(__file__).resolve().parents[3]
    try:
        done = subprocess.run(command, capture_output=True, timeout=SECONDS, cwd=root, check=False)  # noqa: S603 - our own module, our own path
    except subprocess.TimeoutExpired:
        return Trouble.SLOW
    if done.returncode != 0 or not done.stdout:
        return Trouble.DAMAGED
    answer = json.loads(done.stdout.splitlines()[-1])
    if "problem" in answer:
        return Trouble(answer["problem"])
    return Read(answer["body"]) if len(answer["body"]) <= MOST_LETTERS else Trouble.LONG
