"""The bank of lessons: the list, one lesson with its versions, its facts, and what it looks like to learners."""

from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from lms.lessons.bank import pages, queries, service
from lms.lessons.bank.forms import PageTitleForm, lesson_form
from lms.lessons.bank.models import Lesson, LessonState, LessonVersion
from lms.lessons.bank.outdated import waiting_among
from lms.lessons.bank.queries import Wanted
from lms.lessons.bank.routes import routes
from lms.lessons.bank.service import Saved
from lms.lessons.bank.views.page import frozen, lesson_page
from lms.permissions import Permission
from lms.web import clock
from lms.web.authorised import authorised
from lms.web.forms import tidy
from lms.web.pagination import paginate

PER_PAGE = 30


@routes.get("/")
@authorised(None, Permission.LESSON_SEE)
def index() -> str:
    wanted = _wanted()
    page = paginate(queries.listed(wanted), PER_PAGE)
    outdated = waiting_among([lesson.id for lesson in page.items], clock.today())
    return render_template(
        "lesson_bank/index.html", page=page, wanted=wanted, topics=queries.topics(), outdated=outdated
    )


@routes.get("/new")
@authorised(None, Permission.LESSON_EDIT)
def new() -> str:
    return render_template("lesson_bank/new.html", form=lesson_form())


@routes.post("/")
@authorised(None, Permission.LESSON_EDIT)
def create() -> Any:
    form = lesson_form()
    if not form.validate():
        return render_template("lesson_bank/new.html", form=form), 422
    lesson = service.create(current_user.person, form.facts(), clock.now())
    flash(_("The lesson is begun. Write or paste its first page."), "success")
    return redirect(url_for("lesson_pages.edit", lesson_page_id=lesson.latest.pages[0].id))


@routes.get("/<int:lesson_id>")
@authorised(Lesson, Permission.LESSON_SEE)
def show(lesson: Lesson) -> str:
    number = request.args.get("version", type=int)
    version = queries.version_of(lesson, number) if not number or number < 2**31 else None
    return lesson_page(version or abort(404))


@routes.get("/<int:lesson_id>/edit")
@authorised(Lesson, Permission.LESSON_EDIT)
def edit(lesson: Lesson) -> str:
    given = {
        "title": lesson.title,
        "unit_id": lesson.unit_id,
        "lineage": lesson.lineage,
        "aims": lesson.latest.aims,
    }
    return render_template(
        "lesson_bank/edit.html", lesson=lesson, form=lesson_form([lesson.unit], data=given)
    )


@routes.post("/<int:lesson_id>")
@authorised(Lesson, Permission.LESSON_EDIT)
def update(lesson: Lesson) -> Any:
    form = lesson_form([lesson.unit])
    if not form.validate():
        return render_template("lesson_bank/edit.html", lesson=lesson, form=form), 422
    if service.describe(current_user.person, lesson.latest, form.facts(), clock.now()) is Saved.FROZEN:
        form.form_errors.append(frozen())
        return render_template("lesson_bank/edit.html", lesson=lesson, form=form), 409
    flash(_("The lesson is saved."), "success")
    return redirect(url_for(".show", lesson_id=lesson.id))


@routes.post("/<int:lesson_id>/versions")
@authorised(Lesson, Permission.LESSON_EDIT)
def begin_version(lesson: Lesson) -> Any:
    if service.next_version(current_user.person, lesson, clock.now()) is None:
        flash(_("There is a version in the making already; go on with that one."))
    else:
        flash(_("A new version is begun, with all pages of the one before it."), "success")
    return redirect(url_for(".show", lesson_id=lesson.id))


@routes.get("/versions/<int:lesson_version_id>/preview")
@authorised(LessonVersion, Permission.LESSON_SEE)
def preview(lesson_version: LessonVersion) -> str:
    """The pages as a learner reads them; nothing is kept of it."""
    version = queries.version_of(lesson_version.lesson, lesson_version.number)
    return render_template("lesson_bank/preview.html", version=version)


@routes.post("/versions/<int:lesson_version_id>/pages")
@authorised(LessonVersion, Permission.LESSON_EDIT)
def add_page(lesson_version: LessonVersion) -> Any:
    form = PageTitleForm()
    if not form.validate():
        return lesson_page(_loaded(lesson_version), title_form=form), 422
    page = pages.add(current_user.person, lesson_version, form.title.data or "", clock.now())
    if page is None:
        flash(frozen() if lesson_version.state is not LessonState.DRAFT else _full(), "warning")
        return redirect(url_for(".show", lesson_id=lesson_version.lesson_id))
    return redirect(url_for("lesson_pages.edit", lesson_page_id=page.id))


def _full() -> str:
    return _("A lesson has at most 60 pages. Make two lessons of it.")


def _loaded(version: LessonVersion) -> LessonVersion:
    return queries.version_of(version.lesson, version.number) or abort(404)


def _wanted() -> Wanted:
    state = request.args.get("state", "")
    return Wanted(
        words=tidy(request.args.get("q", ""))[:200],
        state=LessonState(state) if state in set(LessonState) else None,
        lineage=request.args.get("topic", "")[:16],
        mine=current_user.id if "mine" in request.args else None,
        outdated_on=clock.today() if "outdated" in request.args else None,
    )
