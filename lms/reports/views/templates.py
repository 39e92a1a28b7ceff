"""The templates of an office: take the present one, change it in Word, hand it in."""

from typing import Any

from flask import Blueprint, Response, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_login import current_user

from lms.files import sending
from lms.organisations.models import OrgUnit
from lms.permissions import Permission
from lms.reports import queries, templates
from lms.reports.forms import FORMS, TemplateForm
from lms.reports.glossary import glossary
from lms.reports.models import Form, ReportTemplate
from lms.reports.paper.default import default_template
from lms.reports.service import DOCX
from lms.web import clock
from lms.web.authorised import authorised
from lms.web.downloads import send

routes = Blueprint("report_templates", __name__)
LARGEST = 6 << 20


@routes.get("/units/<int:org_unit_id>/report-templates")
@authorised(OrgUnit, Permission.ATTENDANCE_SEE)
def index(org_unit: OrgUnit) -> str:
    return _page(org_unit, TemplateForm())


@routes.post("/units/<int:org_unit_id>/report-templates")
@authorised(OrgUnit, Permission.ATTENDANCE_RUN)
def create(org_unit: OrgUnit) -> Any:
    form = TemplateForm()
    if not form.validate():
        return _page(org_unit, form), 422
    sent, kind = form.file.data, Form(form.form.data)
    data = sent.stream.read(LARGEST)
    found = templates.hand_in(org_unit, kind, data, sent.filename, current_user.person, clock.now())
    if found.problem:
        form.file.errors = [found.problem]
        return _page(org_unit, form), 422
    flash(
        _("The template is kept. Reports of this unit and those below it are made with it from now on."),
        "success",
    )
    if found.without_pictures:
        flash(
            _("Pictures and text boxes of the template stand in the Word file, but not in the PDF."),
            "warning",
        )
    return redirect(url_for(".index", org_unit_id=org_unit.id))


@routes.get("/units/<int:org_unit_id>/report-templates/<any(party, state):form>.docx")
@authorised(OrgUnit, Permission.ATTENDANCE_SEE)
def current(org_unit: OrgUnit, form: str) -> Response:
    """The template that a report of this unit would be made with, to be changed in Word."""
    template = queries.template_for(org_unit, Form(form))
    if template is not None:
        return sending.send(template.file)
    return send(default_template(Form(form)), _("report template %(form)s.docx", form=form), DOCX)


@routes.post("/report-templates/<int:report_template_id>/end")
@authorised(ReportTemplate, Permission.ATTENDANCE_RUN)
def withdraw(report_template: ReportTemplate) -> Any:
    templates.withdraw(report_template, current_user.person, clock.now())
    flash(_("The template is no longer used. Signed reports stay as they are."), "success")
    return redirect(url_for(".index", org_unit_id=report_template.unit_id))


def _page(unit: OrgUnit, form: TemplateForm) -> str:
    return render_template(
        "report_templates/index.html",
        unit=unit,
        form=form,
        forms=FORMS,
        used={form: queries.template_for(unit, form) for form in Form},
        own=queries.templates_of(unit),
        glossary=glossary(),
    )
