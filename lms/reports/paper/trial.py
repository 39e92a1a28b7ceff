"""Fills and draws a template in a process of its own: `python -m lms.reports.paper.trial FOLDER`.

Whatever a hostile file does there, it does to that process alone, within its memory and its time.
"""

import json
import subprocess
import sys
import tempfile
import threading
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

from lms.config import ROOT
from lms.reports.paper.filling import filled
from lms.reports.paper.pdf import pdf_of

try:
    import resource
except ImportError:  # Windows: the time limit alone holds there
    resource = None  # type: ignore[assignment]

MEMORY = 900 << 20
SECONDS = 20
LARGEST_PDF = 8 << 20
ANY_DAY = datetime(2026, 1, 1, tzinfo=UTC)
_one_at_a_time = threading.BoundedSemaphore(1)


def fits(template: bytes, texts: Sequence[str], lists: Mapping[str, Sequence[str]]) -> bool:
    """Whether the template can be filled with these fields and drawn; what cannot now would fail on the day."""
    if not _one_at_a_time.acquire(timeout=SECONDS):
        return False
    try:
        with tempfile.TemporaryDirectory(prefix="sen-template-") as name:
            folder = Path(name)
            (folder / "template.docx").write_bytes(template)
            (folder / "fields.json").write_text(json.dumps([list(texts), dict(lists)]), "utf-8")
            return _drawn_apart(folder)
    finally:
        _one_at_a_time.release()


def _drawn_apart(folder: Path) -> bool:
    command = [sys.executable, "-m", "lms.reports.paper.trial", str(folder)]
    try:
        done = subprocess.run(command, capture_output=True, timeout=SECONDS, cwd=ROOT, check=False)  # noqa: S603 - our own module, our own path
    except subprocess.TimeoutExpired:
        return False
    return done.returncode == 0


def main(folder: Path) -> int:
    """0 if it can be drawn."""
    if resource is not None:
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    texts, lists = json.loads((folder / "fields.json").read_text("utf-8"))
    rows = {prefix: [dict.fromkeys(names, "1")] for prefix, names in lists.items()}
    docx = filled((folder / "template.docx").read_bytes(), dict.fromkeys(texts, "1"), rows)
    return 0 if len(pdf_of(docx, ANY_DAY)) < LARGEST_PDF else 1


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
