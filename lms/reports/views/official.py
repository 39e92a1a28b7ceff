"""Official reports of a session, a class or a period: draft, look at, sign, replace, open every figure."""

from typing import Any

from flask import Blueprint, Response, abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _, lazy_gettext
from flask_login import current_user

from lms import database
from lms.audit.service import observe
from lms.classes import tabs
from lms.classes.models import ClassSession, StudyClass
from lms.files import sending
from lms.permissions import Permission
from lms.reports import names, overview, queries, service, words
from lms.reports.content import changes, figures_of
from lms.reports.forms import ReasonForm, ReportForm, values_of
from lms.reports.models import OfficialReport
from lms.reports.service import Subject
from lms.web import clock
from lms.web.authorised import authorised, owns_transaction
from lms.web.downloads import send

routes = Blueprint("official_reports", __name__)
tabs.add(
    tabs.Tab(
        65,
        lazy_gettext("Reports"),
        "official_reports.index",
        Permission.ATTENDANCE_SEE,
        also=("chair_reports",),
    )
)


@routes.get("/classes/<int:study_class_id>/reports")
@authorised(StudyClass, Permission.ATTENDANCE_SEE)
def index(study_class: StudyClass) -> str:
    """Reports of the class, and for every session the page of the chair."""
    now = clock.now()
    helds = queries.of_class(study_class.id)
    return render_template(
        "official_reports/index.html",
        study_class=study_class,
        reports=overview.listed(queries.reports_of_class(study_class.id), helds, now),
        sessions=overview.sessions(helds, now),
        called=words.names(),
    )


@routes.get("/sessions/<int:class_session_id>/reports/new")
@authorised(ClassSession, Permission.ATTENDANCE_RUN)
def new(class_session: ClassSession) -> Any:
    """The report of a session is made once; after that this leads to it."""
    found = queries.first_of_session(class_session.id)
    if found is not None:
        return redirect(url_for(".show", official_report_id=found.id))
    return _new(overview.of_session(class_session), "create", class_session_id=class_session.id)


@routes.post("/sessions/<int:class_session_id>/reports")
@authorised(ClassSession, Permission.ATTENDANCE_RUN)
def create(class_session: ClassSession) -> Any:
    return _create(overview.of_session(class_session), "create", class_session_id=class_session.id)


@routes.get("/classes/<int:study_class_id>/reports/new")
@authorised(StudyClass, Permission.ATTENDANCE_RUN)
def new_of_class(study_class: StudyClass) -> Any:
    return _new(Subject(study_class.unit, study_class), "create_of_class", study_class_id=study_class.id)


@routes.post("/classes/<int:study_class_id>/reports")
@authorised(StudyClass, Permission.ATTENDANCE_RUN)
def create_of_class(study_class: StudyClass) -> Any:
    return _create(Subject(study_class.unit, study_class), "create_of_class", study_class_id=study_class.id)


@routes.get("/official-reports/<int:official_report_id>")
@authorised(OfficialReport, Permission.ATTENDANCE_SEE)
def show(official_report: OfficialReport) -> str:
    """A draft with the figures of now; a signed one as it was signed, and what has changed since."""
    return _page(official_report, ReasonForm(formdata=None))


@routes.get("/official-reports/<int:official_report_id>/people")
@authorised(OfficialReport, Permission.ATTENDANCE_SEE)
def people(official_report: OfficialReport) -> str:
    """The names behind one figure, of one unit or session if asked."""
    figures = figures_of(_content(official_report))
    return render_template("official_reports/people.html", report=official_report, **names.asked(figures))


@routes.get("/official-reports/<int:official_report_id>/edit")
@authorised(OfficialReport, Permission.ATTENDANCE_RUN)
def edit(official_report: OfficialReport) -> Any:
    if official_report.is_signed:
        abort(409)
    return _edit_page(official_report, ReportForm(data=values_of(official_report)))


@routes.post("/official-reports/<int:official_report_id>/edit")
@authorised(OfficialReport, Permission.ATTENDANCE_RUN)
def update(official_report: OfficialReport) -> Any:
    form = ReportForm()
    if official_report.is_signed:
        abort(409)
    if not form.validate():
        return _edit_page(official_report, form), 422
    service.change(official_report, form.written(), current_user.person, clock.now())
    flash(_("The draft is saved."), "success")
    return _back(official_report)


@routes.post("/official-reports/<int:official_report_id>/signature")
@authorised(OfficialReport, Permission.ATTENDANCE_RUN)
@owns_transaction
def sign(official_report: OfficialReport) -> Any:
    """The papers are drawn before the transaction, so that no scan in a hall waits for them."""
    if not official_report.number or official_report.issued_on is None:
        flash(
            _("A report is signed with its number and day. Fill them in first; the draft is kept."), "warning"
        )
        return redirect(url_for(".edit", official_report_id=official_report.id))
    now = clock.now()
    prepared = service.prepare(official_report, now)
    with database.transaction():
        signed = service.sign(official_report, prepared, current_user.person, now)
    if not signed:
        flash(_("This report was signed already. Nothing was changed."), "warning")
    else:
        flash(_("The report is signed. Figures, lists and both files are kept as they are now."), "success")
    return _back(official_report)


@routes.post("/official-reports/<int:official_report_id>/versions")
@authorised(OfficialReport, Permission.ATTENDANCE_RUN)
def create_version(official_report: OfficialReport) -> Any:
    """A draft that will replace this one; if there is one already, that one."""
    form = ReasonForm()
    if not official_report.is_signed:
        abort(409)
    if official_report.superseded_by is not None:
        return _back(official_report.superseded_by)
    if not form.validate():
        return _page(official_report, form), 422
    made = service.next_version(official_report, form.reason.data, current_user.person, clock.now())
    return redirect(url_for(".edit", official_report_id=made.id))


@routes.post("/official-reports/<int:official_report_id>/removal")
@authorised(OfficialReport, Permission.ATTENDANCE_RUN)
def drop(official_report: OfficialReport) -> Any:
    if official_report.is_signed:
        abort(409)
    address = overview.home_of(official_report)
    service.drop(official_report, current_user.person, clock.now())
    flash(_("The draft is gone."), "success")
    return redirect(address)


@routes.get("/official-reports/<int:official_report_id>/paper.<any(docx, pdf):kind>")
@authorised(OfficialReport, Permission.ATTENDANCE_SEE)
def paper(official_report: OfficialReport, kind: str) -> Response:
    """The kept file of a signed report; of a draft the file as it would be now."""
    observe("report.downloaded", report_id=official_report.id, file=kind)
    kept = official_report.docx_file if kind == "docx" else official_report.pdf_file
    if kept is not None:
        return sending.send(kept)
    now = clock.now()
    template = queries.template_for(official_report.unit, official_report.form)
    docx, pdf = service.papers(official_report, service.present_content(official_report, now), template, now)
    body, media_type = (docx, service.DOCX) if kind == "docx" else (pdf, service.PDF)
    name = _("draft report %(number)s", number=official_report.id)
    return send(body, f"{name}.{kind}", media_type)


@routes.get("/official-reports/<int:official_report_id>/figures.xlsx")
@authorised(OfficialReport, Permission.ATTENDANCE_SEE)
def workbook(official_report: OfficialReport) -> Response:
    figures = figures_of(_content(official_report))
    name = _("report figures %(number)s", number=official_report.id)
    return send(overview.workbook_of(official_report, figures), f"{name}.xlsx")


def _content(report: OfficialReport) -> Any:
    return report.content if report.is_signed else service.present_content(report, clock.now())


def _new(subject: Subject, action: str, **where: int) -> str:
    return _form_page(subject, ReportForm(data=overview.first_values(subject, clock.now())), action, where)


def _create(subject: Subject, action: str, **where: int) -> Any:
    form = ReportForm()
    if not form.validate():
        return _form_page(subject, form, action, where), 422
    report = service.draft(subject, form.written(), current_user.person, clock.now())
    return _back(report)


def _form_page(subject: Subject, form: ReportForm, action: str, where: dict[str, int]) -> str:
    address = url_for(f".{action}", **where)  # type: ignore[arg-type]
    return render_template(
        "official_reports/edit.html",
        form=form,
        address=address,
        back=overview.back_of(subject),
        title=subject.title,
    )


def _edit_page(report: OfficialReport, form: ReportForm) -> str:
    address = url_for(".update", official_report_id=report.id)
    back = url_for(".show", official_report_id=report.id)
    title = report.head.get("trich_yeu", "")
    return render_template("official_reports/edit.html", form=form, address=address, back=back, title=title)


def _page(official_report: OfficialReport, form: ReasonForm) -> str:
    present = service.present_content(official_report, clock.now())
    kept = official_report.content if official_report.is_signed else present
    return render_template(
        "official_reports/show.html",
        report=official_report,
        figures=figures_of(kept),
        changes=changes(kept, present),
        intact=not official_report.is_signed or service.is_intact(official_report),
        called=words.names(),
        told=words.TOLD,
        form=form,
    )


def _back(report: OfficialReport) -> Any:
    return redirect(url_for(".show", official_report_id=report.id))
