"""What the pages of reports show around a report: lists, where it leads back to, what a new one begins with."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import url_for
from flask_babel import gettext as _

from lms.attendance.book import Session
from lms.classes.models import ClassSession
from lms.organisations.models import OrgUnit
from lms.reports import queries
from lms.reports.content import Figures, changes, content_of
from lms.reports.figures import Counts, counts
from lms.reports.forms import HEAD_FIELDS
from lms.reports.models import Form, OfficialReport, ReportKind
from lms.reports.queries import Held
from lms.reports.service import Subject
from lms.reports.sheets import figures_sheets
from lms.web.clock import local
from lms.web.downloads import workbook


@dataclass(frozen=True)
class Listed:
    """A report in a list; `due`: what is recorded now differs from what was signed, and nothing replaces it yet."""

    report: OfficialReport
    due: bool


def listed(reports: Sequence[OfficialReport], helds: Sequence[Held], now: datetime) -> list[Listed]:
    """Judged from books that were read once for all of them."""
    return [Listed(report, _due(report, helds, now)) for report in reports]


def _due(report: OfficialReport, helds: Sequence[Held], now: datetime) -> bool:
    if not report.is_signed or report.superseded_by is not None:
        return False
    return bool(changes(report.content, content_of(helds, now, report.class_session_id)))


def sessions(helds: Sequence[Held], now: datetime) -> list[tuple[Session, Counts]]:
    """Every session of the class; one that has not begun counts nobody."""
    return [
        (session, counts(held.lines(now, session.id))) for held in helds for session in held.book.sessions
    ]


def of_session(class_session: ClassSession) -> Subject:
    return Subject(class_session.study_class.unit, class_session.study_class, class_session)


def first_values(subject: Subject, now: datetime) -> dict[str, Any]:
    """What the office wrote around its last report, with the subject and the day of this one."""
    last = queries.last_of_unit(subject.unit.id, Form.PARTY) or queries.last_of_unit(
        subject.unit.id, Form.STATE
    )
    kept = {field: last.head.get(name, "") for field, name in HEAD_FIELDS.items()} if last else {}
    usual = {"issuer": subject.unit.name, "symbol": f"BC/{_initials(subject.unit)}"}
    return {
        **usual,
        **kept,
        "form": (last.form if last else Form.PARTY).value,
        "symbol": last.symbol if last else usual["symbol"],
        "subject": subject.title,
        "remarks": "",
        "issued_on": local(now).date(),
    }


def back_of(subject: Subject) -> str:
    """Where a person came from who does not make the report after all."""
    if subject.class_session is not None:
        return url_for("chair_reports.show", class_session_id=subject.class_session.id)
    if subject.study_class is not None:
        return url_for("official_reports.index", study_class_id=subject.study_class.id)
    first, last = subject.days or (None, None)
    return url_for("attendance_figures.show", org_unit_id=subject.unit.id, first=first, last=last)


def home_of(report: OfficialReport) -> str:
    """The list in which the report stands."""
    if report.kind is ReportKind.PERIOD:
        days = {"first": report.first_on, "last": report.last_on}
        return url_for("attendance_figures.show", org_unit_id=report.unit_id, **days)  # type: ignore[arg-type]
    return url_for("official_reports.index", study_class_id=report.study_class_id)


def workbook_of(report: OfficialReport, figures: Figures) -> bytes:
    """The same figures and lines as the page and the paper show."""
    title = [
        report.unit.name,
        report.head.get("trich_yeu", ""),
        report.full_number if report.is_signed else _("DRAFT"),
    ]
    return workbook(*figures_sheets(figures, title))


def _initials(unit: OrgUnit) -> str:
    return "".join(word[0] for word in unit.name.split() if word[0].isalnum()).upper()[:8]
