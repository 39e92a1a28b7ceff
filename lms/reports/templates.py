"""Templates of offices: handed in, looked through, tried once, and only then kept. A new one ends the one before."""

from dataclasses import dataclass
from datetime import datetime
from io import BytesIO

from flask_babel import gettext as _
from sqlalchemy import update

from lms import database
from lms.accounts.models import Person
from lms.audit.service import record
from lms.files import service as files
from lms.organisations.models import OrgUnit
from lms.reports.fields import KNOWN, ROWS
from lms.reports.models import Form, ReportTemplate
from lms.reports.paper.checking import Refusal, refusal
from lms.reports.paper.layout import left_out
from lms.reports.paper.trial import fits
from lms.reports.service import DOCX


@dataclass(frozen=True)
class HandedIn:
    """The kept template, or one sentence that says why nothing was kept."""

    template: ReportTemplate | None = None
    problem: str = ""
    without_pictures: bool = False


def hand_in(unit: OrgUnit, form: Form, data: bytes, name: str, actor: Person, now: datetime) -> HandedIn:
    found = refusal(data, KNOWN) or _tried(data)
    if found is not None:
        return HandedIn(problem=sentence(found))
    _end(unit, form, now)
    stored = files.store(BytesIO(data), name, DOCX, actor.id, now)
    template = ReportTemplate(
        unit_id=unit.id, form=form, file_id=stored.id, uploaded_at=now, uploaded_by_id=actor.id
    )
    database.session.add(template)
    record(
        actor, "report-template.handed-in", template, now, new={"form": form.value, "sha256": stored.sha256}
    )
    return HandedIn(template, without_pictures=left_out(data))


def withdraw(template: ReportTemplate, actor: Person, now: datetime) -> None:
    """Back to the template of the unit above, or to the one that comes with the program."""
    template.ended_at = template.ended_at or now
    record(actor, "report-template.withdrawn", template, now, old={"form": template.form.value})


def sentence(refused: Refusal) -> str:
    """Why a file is not taken, and what to do."""
    said = {
        "too-large": _("This file is too large or unpacks to too much. A template has a few pages and at most 5 MB."),
        "damaged": _("This file cannot be read as a Word document. Open it in Word and save it again as .docx."),
        "forbidden": _("This file holds declarations that no Word document has. Make the template anew in Word."),
        "macros": _("This file holds macros. Save it as a Word document (.docx) without macros."),
        "embedded": _("This file holds embedded objects. Take them out and save it again."),
        "links": _("This file holds links, linked pictures or fields that fetch something. Take them out."),
        "no-field": _("This file has no field such as {{so}} or {{trieu_tap}}, so no figure would stand in it."),
    }  # fmt: skip
    if refused.code == "unknown-field":
        return _(
            "“%(what)s” is no field that a template may have. Look at the list of fields.", what=refused.what
        )
    return said[refused.code]


def _tried(data: bytes) -> Refusal | None:
    """Fill it with a line each and draw it: what cannot be drawn now would fail on the day of the report."""
    return None if fits(data, sorted(KNOWN), ROWS) else Refusal("damaged")


def _end(unit: OrgUnit, form: Form, now: datetime) -> None:
    present = (
        ReportTemplate.unit_id == unit.id,
        ReportTemplate.form == form,
        ReportTemplate.ended_at.is_(None),
    )
    database.session.execute(update(ReportTemplate).where(*present).values(ended_at=now))
