"""The pages that were handed in, joined to one PDF: made anew whenever it is asked for, out of pictures alone."""

from datetime import datetime
from pathlib import Path

from flask_babel import gettext as _

from lms.files import service as files
from lms.reflections import handed_in
from lms.reflections.models import Submission
from lms.typesetting import pdf
from lms.web.errors import LmsError

PROGRAM = Path(__file__).parent / "pages.typ"


def pdf_of(submission: Submission, label: str, made_at: datetime) -> bytes | None:
    """One sheet of A4 a page, with `label` and the number below it; None if there are none. `made_at` is its date."""
    drawn = handed_in.drawn_of(submission)
    if drawn.waits:
        raise LmsError(_("Some pages are still being prepared. Come back in a moment."))
    pages = drawn.shown
    if not pages:
        return None
    folder = files.folder()
    data = {
        "label": label,
        "pages": [
            {
                "file": "/" + files.path_of(page.file).relative_to(folder).as_posix(),
                "flat": page.width > page.height,
            }
            for page in pages
        ],
    }
    return pdf(PROGRAM, data, made_at, folder=folder)


def script_label(submission: Submission) -> str:
    """What stands on a marker's copy: the number alone."""
    return _("Script %(number)s", number=submission.reflection.script_no)


def own_label(submission: Submission) -> str:
    return _(
        "%(title)s, version %(number)s", title=submission.reflection.task.title, number=submission.number
    )
