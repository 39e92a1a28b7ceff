"""Writing a page. Buttons that put a quote or a picture into the text show the form again and store no text."""

from typing import Any

from flask import Response, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from lms.lessons.bank import pages, pictures, quoting, service
from lms.lessons.bank.forms import AttachmentForm, PageForm
from lms.lessons.bank.models import LessonPage
from lms.lessons.bank.pages import Way
from lms.lessons.bank.routes import pages as routes
from lms.lessons.bank.service import Saved
from lms.lessons.bank.views.page import frozen
from lms.lessons.texts.cleaning import clean
from lms.permissions import Permission
from lms.web import clock
from lms.web.authorised import authorised

WAYS = {"up": Way.UP, "down": Way.DOWN}


@routes.get("/lesson-pages/<int:lesson_page_id>/edit")
@authorised(LessonPage, Permission.LESSON_EDIT)
def edit(lesson_page: LessonPage) -> str:
    form = PageForm(formdata=None, data={"title": lesson_page.title, "seen": str(lesson_page.revision)})
    form.show(lesson_page.body)
    return editor(lesson_page, form, lesson_page.body)


@routes.post("/lesson-pages/<int:lesson_page_id>")
@authorised(LessonPage, Permission.LESSON_EDIT)
def update(lesson_page: LessonPage) -> Any:
    form = PageForm()
    if "insert" in request.form:
        return _inserted(lesson_page, form)
    if not form.validate():
        return _again(lesson_page, form, clean(form.body)), 422
    title, seen = " ".join((form.title.data or "").split()), form.revision()
    saved = service.write(current_user.person, lesson_page, title, form.body, seen, clock.now())
    if saved in {Saved.FROZEN, Saved.CONFLICT}:
        form.form_errors.append(frozen() if saved is Saved.FROZEN else _clash())
        form.seen.data = str(lesson_page.revision)
        return _again(lesson_page, form, clean(form.body)), 409
    flash(_("The page is saved."), "success")
    return redirect(_next(lesson_page))


@routes.post("/lesson-pages/<int:lesson_page_id>/position")
@authorised(LessonPage, Permission.LESSON_EDIT)
def move(lesson_page: LessonPage) -> Response:
    way = WAYS.get(request.form.get("step", "")) or abort(422)
    return back(lesson_page, pages.shift(current_user.person, lesson_page, way, clock.now()))


@routes.post("/lesson-pages/<int:lesson_page_id>/removal")
@authorised(LessonPage, Permission.LESSON_EDIT)
def remove(lesson_page: LessonPage) -> Response:
    title, version = lesson_page.title, lesson_page.version
    if pages.remove(current_user.person, lesson_page, clock.now()):
        flash(_("The page “%(title)s” is taken out.", title=title), "success")
    else:
        flash(
            _("It stays: a lesson has one page at least, and what was handed in does not change."), "warning"
        )
    return redirect(url_for("lesson_bank.show", lesson_id=version.lesson_id))  # type: ignore[return-value]


def _inserted(page: LessonPage, form: PageForm) -> Any:
    """The form again with a quote or a picture at the end of the text; for an editor without a script."""
    body, status = clean(form.body), 200
    if request.form["insert"] == "quote":
        found = quoting.quoted(form.document.data or "", form.clause.data or "")
        if found.problem:
            form.document.errors, status = [found.problem], 422
        else:
            form.document.data = form.clause.data = ""
        body += found.html
    else:
        sent = form.picture.data
        address = pictures.keep(sent.stream, sent.filename, current_user.id, clock.now()) if sent else None
        if address is None:
            form.picture.errors, status = [_("Choose a picture: PNG or JPEG, at most 8 MB.")], 422
        else:
            body += f'<p><img src="{address}" alt=""></p>'
    return _again(page, form, clean(body)), status


def stored_form(page: LessonPage) -> PageForm:
    """The form as the page is stored."""
    form = PageForm(formdata=None, data={"title": page.title, "seen": str(page.revision)})
    form.show(page.body)
    return form


def _again(page: LessonPage, form: PageForm, body: str) -> str:
    form.show(body)
    return editor(page, form, body)


def editor(page: LessonPage, form: PageForm, body: str, file_form: AttachmentForm | None = None) -> str:
    return render_template(
        "lesson_pages/edit.html",
        page=page,
        version=page.version,
        form=form,
        body=body,
        file_form=file_form or AttachmentForm(formdata=None),
    )


def _clash() -> str:
    return _(
        "Somebody else has saved this page meanwhile. Your text is still here; compare before you save it over."
    )


def _next(page: LessonPage) -> str:
    """On to the next page, to the whole lesson, or here again, as the button said."""
    if request.form.get("then") == "lesson":
        return url_for("lesson_bank.show", lesson_id=page.version.lesson_id)
    return url_for(".edit", lesson_page_id=page.id)


def back(page: LessonPage, done: bool) -> Response:
    if not done:
        flash(frozen(), "warning")
    if request.form.get("then") == "page":
        return redirect(url_for(".edit", lesson_page_id=page.id))  # type: ignore[return-value]
    return redirect(url_for("lesson_bank.show", lesson_id=page.version.lesson_id))  # type: ignore[return-value]
