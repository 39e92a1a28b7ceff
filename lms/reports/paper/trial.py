"""Fills and draws a template in a process of its own: `python -m lms.reports.paper.trial FOLDER`.

Whatever a hostile file does there, it does to that process alone, within its memory and its time.
"""

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

from lms.bounded import Bounded, NoAnswer, serve
from lms.reports.paper.filling import filled
from lms.reports.paper.pdf import pdf_of

MEMORY = 900 << 20
LARGEST_PDF = 8 << 20
ANY_DAY = datetime(2026, 1, 1, tzinfo=UTC)
_trial = Bounded("lms.reports.paper.trial", seconds=20, at_once=1)


def fits(template: bytes, texts: Sequence[str], lists: Mapping[str, Sequence[str]]) -> bool:
    """Whether the template can be filled with these fields and drawn; what cannot now would fail on the day."""
    try:
        with _trial.folder() as folder:
            (folder / "template.docx").write_bytes(template)
            (folder / "fields.json").write_text(json.dumps([list(texts), dict(lists)]), "utf-8")
            return bool(_trial.answer(folder))
    except NoAnswer:
        return False


def main(folder: Path) -> bool:
    """Whether it can be drawn, to a file of a size that one can send."""
    texts, lists = json.loads((folder / "fields.json").read_text("utf-8"))
    rows = {prefix: [dict.fromkeys(names, "1")] for prefix, names in lists.items()}
    docx = filled((folder / "template.docx").read_bytes(), dict.fromkeys(texts, "1"), rows)
    return len(pdf_of(docx, ANY_DAY)) < LARGEST_PDF


if __name__ == "__main__":
    serve(main, MEMORY)
