"""What can be done with an official report: draft, change, sign, replace by a new version, drop a draft."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from io import BytesIO
from typing import Any

from lms import database
from lms.accounts.models import Person
from lms.audit.service import record
from lms.classes.models import ClassSession, StudyClass
from lms.files import service as files
from lms.files.models import StoredFile
from lms.organisations.models import OrgUnit
from lms.reports import queries
from lms.reports.content import Content, content_of, figures_of, fingerprint
from lms.reports.fields import HEAD, Paper, lists, texts
from lms.reports.models import Form, OfficialReport, ReportKind, ReportTemplate
from lms.reports.paper.default import default_template
from lms.reports.paper.filling import filled
from lms.reports.paper.pdf import pdf_of

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PDF = "application/pdf"


@dataclass(frozen=True)
class Subject:
    """What a report is about: one session, one class, or the classes of a unit from one day to another."""

    unit: OrgUnit
    study_class: StudyClass | None = None
    class_session: ClassSession | None = None
    days: tuple[date, date] | None = None

    @property
    def kind(self) -> ReportKind:
        if self.class_session is not None:
            return ReportKind.SESSION
        return ReportKind.PERIOD if self.study_class is None else ReportKind.CLASS

    @property
    def title(self) -> str:
        """What its subject line says, unless the office writes another."""
        if self.class_session is not None and self.study_class is not None:
            return f"kết quả điểm danh buổi {self.class_session.number}, {self.study_class.title}"
        if self.study_class is not None:
            return f"kết quả điểm danh {self.study_class.title}"
        first, last = self.days or (None, None)
        return f"kết quả điểm danh các lớp từ {first:%d/%m/%Y} đến {last:%d/%m/%Y}"


@dataclass(frozen=True)
class Written:
    """What a person writes around the figures."""

    form: Form
    number: str = ""
    symbol: str = ""
    issued_on: date | None = None
    head: Mapping[str, str] = field(default_factory=dict)


def draft(subject: Subject, written: Written, actor: Person, now: datetime) -> OfficialReport:
    """A new draft; the database refuses a second one for the same session."""
    first_on, last_on = subject.days or (None, None)
    report = OfficialReport(
        kind=subject.kind,
        unit_id=subject.unit.id,
        study_class_id=subject.study_class.id if subject.study_class else None,
        class_session_id=subject.class_session.id if subject.class_session else None,
        first_on=first_on,
        last_on=last_on,
        made_at=now,
        made_by_id=actor.id,
        **_columns(written),
    )
    return _added(report, actor, "report.drafted", now)


def change(report: OfficialReport, written: Written, actor: Person, now: datetime) -> None:
    """Only of a draft; the caller has made sure that it is one."""
    old = _told(report)
    for name, value in _columns(written).items():
        setattr(report, name, value)
    record(actor, "report.changed", report, now, old=old, new=_told(report), class_id=report.study_class_id)


def drop(report: OfficialReport, actor: Person, now: datetime) -> None:
    record(actor, "report.dropped", report, now, old=_told(report), class_id=report.study_class_id)
    database.session.delete(report)


@dataclass(frozen=True)
class Prepared:
    """What a signature keeps; made before the database is asked to wait, since drawing takes a second."""

    content: dict[str, Any]
    template: ReportTemplate | None
    docx: bytes
    pdf: bytes


def prepare(report: OfficialReport, now: datetime) -> Prepared:
    content, template = present_content(report, now), queries.template_for(report.unit, report.form)
    return Prepared(content, template, *papers(report, content, template, now))


def sign(report: OfficialReport, prepared: Prepared, actor: Person, now: datetime) -> bool:
    """Keep figures, lines and both files for good. False if somebody signed it a moment before."""
    told = _told(report)
    database.session.refresh(report, with_for_update={"of": OfficialReport})
    if report.is_signed:
        return False
    if _told(report) != told or present_content(report, now) != prepared.content:
        prepared = prepare(report, now)  # somebody was quicker than the drawing
    kept = (
        _stored(prepared.docx, f"{_file_name(report)}.docx", DOCX, actor, now),
        _stored(prepared.pdf, f"{_file_name(report)}.pdf", PDF, actor, now),
    )
    report.docx_file_id, report.pdf_file_id = (file.id for file in kept)
    report.content, report.template_id = (
        prepared.content,
        prepared.template.id if prepared.template else None,
    )
    report.year = report.issued_on.year if report.issued_on else None
    report.sha256 = fingerprint(_told(report), report.content)
    report.signed_at, report.signed_by_id = now, actor.id
    facts = {**_told(report), "sha256": report.sha256}
    record(actor, "report.signed", report, now, new=facts, class_id=report.study_class_id)
    return True


def next_version(report: OfficialReport, reason: str, actor: Person, now: datetime) -> OfficialReport:
    """A draft that will replace this signed report; both are kept. The database refuses a second one."""
    names = ("kind", "form", "unit_id", "study_class_id", "class_session_id", "first_on", "last_on", "symbol")
    following = OfficialReport(
        **{name: getattr(report, name) for name in names},
        head=dict(report.head),
        version=report.version + 1,
        supersedes_id=report.id,
        reason=reason,
        made_at=now,
        made_by_id=actor.id,
    )
    return _added(following, actor, "report.version-drafted", now)


def present_content(report: OfficialReport, now: datetime) -> dict[str, Any]:
    """What the report would hold if it were signed now."""
    if report.first_on is not None and report.last_on is not None:
        return content_of(queries.of_period(report.unit, report.first_on, report.last_on), now)
    return content_of(queries.of_class(report.study_class_id or 0), now, report.class_session_id)


def is_intact(report: OfficialReport) -> bool:
    """Whether what is kept is still what was signed."""
    return report.sha256 == fingerprint(_told(report), report.content)


def papers(
    report: OfficialReport, content: Content, template: ReportTemplate | None, now: datetime
) -> tuple[bytes, bytes]:
    """The filled .docx and the PDF drawn from that very file."""
    source = files.path_of(template.file).read_bytes() if template else default_template(report.form)
    docx = docx_of(report, content, source)
    return docx, pdf_of(docx, now)


def docx_of(report: OfficialReport, content: Content, source: bytes) -> bytes:
    paper = paper_of(report, content)
    return filled(source, texts(paper), lists(paper))


def paper_of(report: OfficialReport, content: Content) -> Paper:
    before = report.supersedes
    days = (report.first_on, report.last_on) if report.first_on and report.last_on else None
    return Paper(
        report.kind,
        report.form,
        report.head,
        report.number,
        report.symbol,
        report.issued_on,
        report.study_class.title if report.study_class else "",
        days,
        figures_of(content),
        (before.full_number, before.issued_on) if before and before.issued_on else None,
        report.reason,
    )


def _columns(written: Written) -> dict[str, Any]:
    return {
        "form": written.form,
        "number": written.number,
        "symbol": written.symbol,
        "issued_on": written.issued_on,
        "head": {name: written.head.get(name, "") for name in HEAD},
    }


def _added(report: OfficialReport, actor: Person, action: str, now: datetime) -> OfficialReport:
    database.session.add(report)
    record(
        actor, action, report, now, new=_told(report), reason=report.reason, class_id=report.study_class_id
    )
    return report


def _told(report: OfficialReport) -> dict[str, Any]:
    """Everything that stands on the paper besides the figures."""
    return {
        "form": report.form.value,
        "number": report.number,
        "symbol": report.symbol,
        "issued_on": report.issued_on.isoformat() if report.issued_on else None,
        "head": dict(report.head),
        "version": report.version,
        "supersedes": report.supersedes_id,
    }


def _stored(body: bytes, name: str, media_type: str, actor: Person, now: datetime) -> StoredFile:
    return files.store(BytesIO(body), name, media_type, actor.id, now)


def _file_name(report: OfficialReport) -> str:
    return f"bao-cao-{report.number}-{report.symbol}".replace("/", "-")
