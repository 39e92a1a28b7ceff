"""Figures of a reflection as a page, as the rows behind each, as .xlsx and .docx; and the reminder."""

from collections.abc import Sequence
from typing import Any

from flask import Blueprint, Response, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _, ngettext
from flask_login import current_user

from lms.audit.service import observe
from lms.permissions import Permission
from lms.reflections import gate
from lms.reflections.codes import queries as codes
from lms.reflections.models import ReflectionTask
from lms.reflections.queries import Entry, counts_of, entries_of
from lms.reports.names import A_HALL
from lms.reports.reflections import figures, files, opening, queries, reminding
from lms.reports.reflections.figures import Asked, Handed
from lms.reports.reflections.files import Content
from lms.reports.reflections.words import HANDED, band_name
from lms.reports.service import DOCX
from lms.web import clock
from lms.web.authorised import authorised, can
from lms.web.downloads import XLSX, send
from lms.web.pagination import page_of, paginate

routes = Blueprint("reflection_reports", __name__)


@routes.get("/reflection-reports")
@authorised(None, Permission.ROSTER_SEE)
def index() -> str:
    """Class by class: who has handed in, and marks and bands where they are released."""
    now = clock.now()
    asked = request.args.get("year", 0, type=int)
    year = asked if 2000 <= asked <= 2100 else clock.local(now).year
    page = paginate(queries.tasks_seen(current_user.grants, year), per_page=30)
    bands, marks = queries.bands_of_programmes(page.items), queries.marks_of(page.items)
    return render_template(
        "reflection_reports/index.html",
        page=page,
        year=year,
        present=clock.local(now).year,
        counts=counts_of(page.items),
        sums={
            task.id: figures.of_marks(marks.get(task.id, []), bands.get(task.study_class.programme_id, []))
            for task in page.items
        },
        band_name=band_name,
    )


@routes.get("/reflection-tasks/<int:reflection_task_id>/report")
@authorised(ReflectionTask, Permission.ROSTER_SEE)
def show(reflection_task: ReflectionTask) -> str:
    """Figures that this person may see; each opens to its rows."""
    entries = entries_of(reflection_task)
    content = _content(reflection_task, entries)
    return render_template(
        "reflection_reports/show.html",
        task=reflection_task,
        study_class=reflection_task.study_class,
        content=content,
        units=figures.by_unit(content.lines, content.bands),
        criteria=figures.by_criterion(content.lines),
        markers=figures.by_marker(content.lines),
        bins=figures.distribution(content.lines),
        labels=[*(label for label, _minimum in content.bands), figures.BELOW],
        band_name=band_name,
        can_be_reminded=_can_be_reminded(reflection_task, entries),
    )


@routes.get("/reflection-tasks/<int:reflection_task_id>/report/rows")
@authorised(ReflectionTask, Permission.ROSTER_SEE)
def rows(reflection_task: ReflectionTask) -> str:
    """The learners behind one figure; numbers instead of names while marking is blind."""
    entries, asked = entries_of(reflection_task), _asked()
    content = _content(reflection_task, entries)
    if not _may_ask(content, asked):
        abort(404)
    found = [line for line in content.lines if asked.fits(line, content.bands)]
    if asked.about_marks and not content.seen.persons:
        found.sort(key=lambda line: line.script_no or 0)
    return render_template(
        "reflection_reports/rows.html",
        task=reflection_task,
        page=page_of(found, A_HALL),
        content=content,
        title=_title(asked, content),
        by_number=asked.about_marks and not content.seen.persons,
        handed=HANDED,
        band_of=lambda mark: band_name(figures.band_of(mark, content.bands)),
        can_be_reminded=_can_be_reminded(reflection_task, entries),
    )


@routes.get("/reflection-tasks/<int:reflection_task_id>/report.<any(xlsx, docx):kind>")
@authorised(ReflectionTask, Permission.ROSTER_SEE)
def download(reflection_task: ReflectionTask, kind: str) -> Response:
    observe("reflection-report.downloaded", task_id=reflection_task.id, file=kind)
    content = _content(reflection_task, entries_of(reflection_task))
    name = _("reflections %(code)s", code=reflection_task.study_class.code)
    if kind == "xlsx":
        return send(files.workbook(content, clock.now()), f"{name}.xlsx", XLSX)
    return send(files.document(content), f"{name}.docx", DOCX)


@routes.get("/reflection-tasks/<int:reflection_task_id>/code-minutes.docx")
@authorised(ReflectionTask, Permission.REFLECTION_ALLOCATE)
def minutes(reflection_task: ReflectionTask) -> Response:
    """The minutes of opening the codes; before it there are none. Marks stand in it for who marks."""
    seal = codes.seal_of(reflection_task)
    if seal is None or seal.opened_at is None:
        abort(404)
    observe("code-minutes.downloaded", task_id=reflection_task.id)
    with_marks = can(Permission.REFLECTION_MARK, reflection_task)
    listed = codes.opened(reflection_task, with_marks=with_marks)
    body = opening.document(reflection_task, seal, listed, with_marks=with_marks)
    return send(body, f"{_('code minutes %(code)s', code=reflection_task.study_class.code)}.docx", DOCX)


@routes.post("/reflection-tasks/<int:reflection_task_id>/reminders")
@authorised(ReflectionTask, Permission.NOTICE_SEND)
def remind(reflection_task: ReflectionTask) -> Any:
    """All who have not handed in and still can, or the one named."""
    possible = _can_be_reminded(reflection_task, entries_of(reflection_task))
    one = request.form.get("person_id", type=int)
    told = reminding.remind(reflection_task, possible if one is None else possible & {one}, clock.now())
    if told:
        flash(ngettext("%(num)s learner is reminded.", "%(num)s learners are reminded.", told), "success")
    else:
        flash(_("Nobody was reminded: today they were already, or their time is over."), "info")
    return redirect(url_for(".rows", reflection_task_id=reflection_task.id, missing=1))


def _can_be_reminded(task: ReflectionTask, entries: Sequence[Entry]) -> set[int]:
    may_remind = can(Permission.NOTICE_SEND, task)
    return reminding.who_can(task, entries, clock.now()) if may_remind else set()


def _content(task: ReflectionTask, entries: Sequence[Entry]) -> Content:
    may_mark = can(Permission.REFLECTION_MARK, task)
    seen = figures.sight(released=queries.is_released(task), may_mark=may_mark, blind=gate.is_blind(task))
    lines = queries.lines_of(task, entries, seen, may_mark=may_mark)
    return Content(task, lines, queries.bands_of(task), seen)


def _asked() -> Asked:
    """As the address says it; what makes no sense is not asked for."""
    handed, numbers = request.args.get("handed", ""), request.args.get
    return Asked(
        handed=Handed(handed) if handed in set(Handed) else None,
        missing="missing" in request.args,
        delivered="delivered" in request.args,
        marked="marked" in request.args,
        unit_id=numbers("unit_id", type=int),
        band=request.args.get("band"),
        bin=numbers("bin", type=int),
        criterion=numbers("criterion", type=int),
        level=request.args.get("level") if "criterion" in request.args else None,
        marker_id=numbers("marker_id", type=int),
    )


def _may_ask(content: Content, asked: Asked) -> bool:
    """Before the release nothing about marks but for markers; and while it is blind nothing that joins both."""
    if asked.handed is Handed.LATE and not content.with_times:
        return False
    if not asked.about_marks:
        return True
    return content.seen.marks and (content.seen.persons or not asked.about_persons)


def _title(asked: Asked, content: Content) -> str:
    """What the rows have in common, in words."""
    units = {line.unit_id: line.unit for line in content.lines}
    markers = {line.marker_id: line.marker for line in content.lines}
    titles = {score.criterion: score.title for line in content.lines for score in line.scores}
    parts = [
        str(HANDED[asked.handed]) if asked.handed else "",
        _("Not handed in") if asked.missing else "",
        _("Handed in") if asked.delivered else "",
        _("Marked") if asked.marked else "",
        band_name(asked.band) if asked.band is not None else "",
        _("Marks from %(from)s to %(to)s", **{"from": asked.bin, "to": asked.bin + 1})
        if asked.bin is not None
        else "",
        titles.get(asked.criterion, "") if asked.criterion is not None else "",
        asked.level or "",
        markers.get(asked.marker_id, "") if asked.marker_id is not None else "",
        (units.get(asked.unit_id) or _("Without a unit")) if asked.unit_id is not None else "",
    ]
    return " · ".join(filter(None, parts)) or _("All learners")
