"""The bytes of a marking sheet as rows of text, or one sentence that says why not. Nothing here stores anything."""

from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _

from lms.bounded import Bounded, Broken, Busy, TooSlow

LARGEST = 10 * 1024 * 1024
_WORKBOOK = Bounded("lms.reflections.offline.workbook", seconds=20)


@dataclass(frozen=True)
class Rows:
    """What stands in the sheet, and the addresses of cells with formulas."""

    rows: list[Any]
    formulas: list[str]


def read(body: bytes) -> Rows | str:
    """The rows, or what to tell the person who sent the file."""
    if len(body) > LARGEST:
        return _sentence("file.unpacks_too_large")
    try:
        answer = _WORKBOOK.answer_of(body)
    except (Busy, TooSlow):
        return _sentence("file.busy")
    except Broken:
        return _sentence("file.damaged")
    return _sentence(answer["problem"]) if "problem" in answer else Rows(answer["rows"], answer["formulas"])


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
