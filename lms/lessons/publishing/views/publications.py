"""Keeping the library: publish a lesson, a material of a class, a file or a link; change, renew, withdraw."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, TypeVar

from flask import Blueprint, Response, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_login import current_user

from lms.accounts.models import Person
from lms.files import service as files
from lms.lessons.bank.models import Lesson
from lms.lessons.models import Material
from lms.lessons.publishing import gate, queries, service  # noqa: F401 - the gate declares itself
from lms.lessons.publishing.forms import AboutForm, LessonForm, NewForm
from lms.lessons.publishing.models import Publication, PublicationKind, Visibility
from lms.lessons.publishing.service import About, Refused
from lms.permissions import Permission
from lms.web import clock
from lms.web.authorised import authorised
from lms.web.pagination import paginate

PER_PAGE = 30
Source = TypeVar("Source", Lesson, Material)
Form = TypeVar("Form", bound=AboutForm)
routes = Blueprint("publications", __name__)


@routes.get("/publications/")
@authorised(None, Permission.LIBRARY_PUBLISH)
def index() -> str:
    page = paginate(queries.all_of_them(), PER_PAGE)
    return render_template("publications/index.html", page=page, renewable=queries.renewable(page.items))


@routes.get("/publications/new")
@authorised(None, Permission.LIBRARY_PUBLISH)
def new() -> str:
    return _new_page(NewForm(formdata=None))


@routes.post("/publications/")
@authorised(None, Permission.LIBRARY_PUBLISH)
def create() -> Any:
    form, person, now = NewForm(), current_user.person, clock.now()
    if not form.validate():
        return _new_page(form), 422
    sent, source = form.file.data, form.url.data
    if sent:
        source = files.store(sent.stream, sent.filename, form.media_type or "", person.id, now)
    return _done(service.publish(person, form.about, source, now))


@routes.get("/lessons/<int:lesson_id>/publication")
@authorised(Lesson, Permission.LIBRARY_PUBLISH)
def new_lesson(lesson: Lesson) -> Any:
    """Where it is published already, on to what is published."""
    if there := queries.in_use(lesson_id=lesson.id):
        return redirect(url_for(".edit", publication_id=there.id))
    return _lesson_page(lesson, LessonForm(formdata=None, data={"title": lesson.title}))


@routes.post("/lessons/<int:lesson_id>/publication")
@authorised(Lesson, Permission.LIBRARY_PUBLISH)
def publish_lesson(lesson: Lesson) -> Any:
    return _published(lesson, LessonForm(), service.publish_lesson, _lesson_page)


@routes.get("/materials/<int:material_id>/publication")
@authorised(Material, Permission.LIBRARY_PUBLISH)
def new_material(material: Material) -> Any:
    """Where it is published already, on to what is published."""
    if there := queries.in_use(material_id=material.id):
        return redirect(url_for(".edit", publication_id=there.id))
    known = material.kind.value in set(PublicationKind)
    kind = material.kind.value if known else PublicationKind.OTHER.value
    return _material_page(material, AboutForm(formdata=None, data={"title": material.title, "kind": kind}))


@routes.post("/materials/<int:material_id>/publication")
@authorised(Material, Permission.LIBRARY_PUBLISH)
def publish_material(material: Material) -> Any:
    return _published(material, AboutForm(), service.publish_material, _material_page)


@routes.get("/publications/<int:publication_id>/edit")
@authorised(Publication, Permission.LIBRARY_PUBLISH)
def edit(publication: Publication) -> str:
    about = service.about_of(publication)
    said = vars(about) | {"kind": about.kind.value, "visibility": about.visibility.value}
    return _edit_page(publication, _form_of(publication)(formdata=None, data=said))


@routes.post("/publications/<int:publication_id>")
@authorised(Publication, Permission.LIBRARY_PUBLISH)
def update(publication: Publication) -> Any:
    form = _form_of(publication)()
    if not form.validate():
        return _edit_page(publication, form), 422
    service.change(current_user.person, publication, form.about, clock.now())
    flash(_("“%(title)s” is saved.", title=publication.title), "success")
    return _back()


@routes.post("/publications/<int:publication_id>/renewal")
@authorised(Publication, Permission.LIBRARY_PUBLISH)
def renew(publication: Publication) -> Response:
    if service.renew(current_user.person, publication, clock.now()):
        flash(_("The library shows the newest approved version of “%(title)s”.", title=publication.title))
    else:
        flash(_("The library shows the newest approved version already; nothing was changed."))
    return _back()


@routes.post("/publications/<int:publication_id>/withdrawal")
@authorised(Publication, Permission.LIBRARY_PUBLISH)
def withdraw(publication: Publication) -> Response:
    service.withdraw(current_user.person, publication, clock.now())
    flash(_("“%(title)s” is withdrawn; nobody finds it in the library.", title=publication.title), "success")
    return _back()


def _published(
    source: Source,
    form: Form,
    publish: Callable[[Person, Source, About, datetime], Publication | Refused],
    page: Callable[[Source, Form], str],
) -> Any:
    """A lesson or a material, as the form says; or the page of that form again, with what is against it."""
    if not form.validate():
        return page(source, form), 422
    made = publish(current_user.person, source, form.about, clock.now())
    if isinstance(made, Refused):
        form.form_errors.append(_why(made))
        return page(source, form), 409
    return _done(made)


def _form_of(publication: Publication) -> type[AboutForm]:
    return LessonForm if publication.version_id else AboutForm


def _done(made: Publication) -> Response:
    if made.visibility is Visibility.PUBLIC:
        flash(_("“%(title)s” is in the library, for anybody to read.", title=made.title), "success")
    else:
        flash(
            _("“%(title)s” is in the library, for everybody who is signed in.", title=made.title), "success"
        )
    return _back()


def _why(refused: Refused) -> str:
    if refused is Refused.ALREADY_PUBLISHED:
        return _("It is in the library already; somebody else published it meanwhile. Nothing was changed.")
    return _(
        "No version of this lesson is approved, so it cannot be published. It is appraised and approved first."
    )


def _new_page(form: NewForm) -> str:
    return render_template("publications/new.html", form=form)


def _lesson_page(lesson: Lesson, form: LessonForm) -> str:
    approved = queries.approved_version(lesson.id)
    return render_template("publications/lesson.html", lesson=lesson, form=form, approved=approved)


def _material_page(material: Material, form: AboutForm) -> str:
    return render_template("publications/material.html", material=material, form=form)


def _edit_page(publication: Publication, form: AboutForm) -> str:
    return render_template("publications/edit.html", publication=publication, form=form)


def _back() -> Response:
    return redirect(url_for(".index"))  # type: ignore[return-value]
