"""What a marker takes along: the sheet, and each script as a PDF under its number; with names only where they show."""

from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

from flask import current_app
from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from lms import database
from lms.accounts.models import Person
from lms.files import service as files
from lms.reflections import gate, handed_in
from lms.reflections.handed_in import Drawn
from lms.reflections.models import Reflection, ReflectionTask, Submission
from lms.reflections.offline import rules, sheet, standing
from lms.reflections.offline.rules import Code
from lms.reflections.offline.standing import Standing
from lms.reflections.rules import Part, paragraphs, thawed
from lms.reflections.upload_models import UploadPage
from lms.reflections.workbench import queue
from lms.typesetting import pdf, tidy
from lms.web.errors import LmsError

PROGRAM = Path(__file__).parent / "script.typ"
PART = 100  # scripts in one file: a few seconds of drawing


def parts(task: ReflectionTask, marker: Person) -> int:
    """In how many files the marker's queue goes out."""
    return -(-queue.progress(task, marker.id).all // PART)


def package(task: ReflectionTask, marker: Person, part: int) -> bytes:
    """A .zip with the sheet and the scripts of this part of the queue."""
    submissions = _submissions(queue.stretch(task, marker.id, part, PART))
    blind = gate.is_blind(task)
    target = BytesIO()
    with ZipFile(target, "w", ZIP_STORED) as made:
        made.writestr(_("marking sheet") + ".xlsx", _sheet(task, marker, submissions, blind), ZIP_DEFLATED)
        for submission in submissions:
            name = gate.name_on(submission, blind=blind)
            label = _("Script %(number)s", number=submission.reflection.script_no)
            title = f"{label} {name}".strip()
            made.writestr(f"{files.shown_name(title)}.pdf", _drawn(submission, title))
    return target.getvalue()


def _submissions(public_ids: Sequence[str]) -> list[Submission]:
    whose = joinedload(Submission.reflection).joinedload(Reflection.person)
    statement = select(Submission).where(Submission.public_id.in_(public_ids)).options(whose)
    found = {one.public_id: one for one in database.session.scalars(statement)}
    return [found[one] for one in public_ids if one in found]


def _sheet(task: ReflectionTask, marker: Person, submissions: Sequence[Submission], blind: bool) -> bytes:
    """What the marker's screen shows of each, and no more."""
    version, secret = task.rubric.current, str(current_app.secret_key)
    stand = standing.of(task, marker, submissions)
    return sheet.written(
        version, [_row(one, stand[one.id], version.id, marker.id, blind, secret) for one in submissions]
    )


def _row(
    submission: Submission, known: Standing, version_id: int, marker_id: int, blind: bool, secret: str
) -> sheet.Row:
    values = known.values
    code = Code(submission.public_id, version_id, known.base, rules.fingerprint(values))
    return sheet.Row(
        rules.signed(code, marker_id, secret),
        submission.reflection.script_no or 0,
        gate.name_on(submission, blind=blind),
        f"{known.mark.total.normalize():f}".replace(".", ",") if known.mark else "",
        values,
    )


def _drawn(submission: Submission, label: str) -> bytes:
    drawn = handed_in.drawn_of(submission)
    if drawn.waits:
        raise LmsError(_("Some pages are still being prepared. Come back in a moment."))
    data = {
        "label": label,
        "parts": [
            {"title": tidy(part.title), "lines": [*_lines(part, drawn), *_rows(part.rows)]}
            for part in map(thawed, submission.parts)
            if not part.blank
        ],
        "pages": [{"file": _place(page), "flat": page.width > page.height} for page in drawn.shown],
    }
    looked_at = drawn.shown or drawn.pictures
    made_at = (
        submission.reflection.task.due_at
    )  # the file tells its date: the same for all, and not when it came
    return pdf(PROGRAM, data, made_at, folder=files.folder() if looked_at else None)


def _lines(part: Part, drawn: Drawn) -> list[dict[str, str]]:
    """Its paragraphs; of a Word file with the pictures between them."""
    words = iter(paragraphs(part.text))
    if not part.looks:
        return [_line(text) for text in words]
    return [
        {"file": _place(drawn.pictures[look.picture - 1]), "text": "", "kind": look.kind}
        if look.picture
        else _line(next(words, ""), look.kind)
        for look in part.looks
        if not look.empty
    ]


def _line(text: str, kind: str = "text") -> dict[str, str]:
    return {"file": "", "text": tidy(f"– {text}" if kind == "bullet" else text), "kind": kind}


def _place(page: UploadPage) -> str:
    """Where typst finds the picture."""
    return "/" + files.path_of(page.file).relative_to(files.folder()).as_posix()


def _rows(rows: Sequence[dict[str, str]]) -> list[dict[str, str]]:
    said = (row["content"] + (f" ({row['addressee']})" if row["addressee"] else "") for row in rows)
    return [_line(text, "bullet") for text in said]
