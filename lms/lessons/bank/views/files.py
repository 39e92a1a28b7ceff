"""Files below a page of a lesson: added, taken out, opened by staff; learners open them through their class."""

from typing import Any

from flask import Response, render_template, url_for
from flask_babel import gettext as _
from flask_login import current_user

from lms.files import sending, service as files
from lms.files.media_types import HEAD, media_type_of
from lms.lessons.bank import pages
from lms.lessons.bank.forms import AttachmentForm
from lms.lessons.bank.models import LessonAttachment, LessonPage
from lms.lessons.bank.routes import pages as routes
from lms.lessons.bank.views.pages import back, editor, stored_form
from lms.lessons.media import showing
from lms.lessons.media.showing import Where
from lms.permissions import Permission
from lms.web import clock
from lms.web.authorised import authorised


@routes.post("/lesson-pages/<int:lesson_page_id>/files")
@authorised(LessonPage, Permission.LESSON_EDIT)
def attach(lesson_page: LessonPage) -> Any:
    form = AttachmentForm()
    sent = form.file.data
    kind = media_type_of(sent.filename, sent.stream.read(HEAD)) if sent else None
    if not form.validate() or kind is None:
        said = _("Choose a PDF, Word, Excel or PowerPoint file, a picture, a film or sound.")
        form.file.errors = [*form.file.errors, said]
        return editor(lesson_page, stored_form(lesson_page), lesson_page.body, form), 422
    sent.stream.seek(0)
    now = clock.now()
    stored = files.store(sent.stream, sent.filename, kind, current_user.id, now)
    title = form.title.data or stored.name.rpartition(".")[0][:200] or stored.name
    return back(lesson_page, pages.attach(current_user.person, lesson_page, stored, title, now))


@routes.post("/lesson-attachments/<int:lesson_attachment_id>/removal")
@authorised(LessonAttachment, Permission.LESSON_EDIT)
def detach(lesson_attachment: LessonAttachment) -> Response:
    page = lesson_attachment.page
    return back(page, pages.detach(current_user.person, lesson_attachment, clock.now()))


@routes.get("/lesson-attachments/<int:lesson_attachment_id>")
@authorised(LessonAttachment, Permission.LESSON_SEE)
def show_file(lesson_attachment: LessonAttachment) -> Response:
    return sending.send(lesson_attachment.file)


@routes.get("/lesson-attachments/<int:lesson_attachment_id>/download")
@authorised(LessonAttachment, Permission.LESSON_SEE)
def download(lesson_attachment: LessonAttachment) -> Response:
    return sending.send(lesson_attachment.file, download=True)


@routes.get("/lesson-attachments/<int:lesson_attachment_id>/read")
@authorised(LessonAttachment, Permission.LESSON_SEE)
def read_file(lesson_attachment: LessonAttachment) -> str:
    """The file in the page: played, or page by page."""
    number, version = lesson_attachment.id, lesson_attachment.page.version
    where = Where(
        f"lesson-{lesson_attachment.file_id}",
        url_for(".show_file", lesson_attachment_id=number),
        url_for(".download", lesson_attachment_id=number),
        lambda page: url_for(".page_picture", lesson_attachment_id=number, number=page),
        lambda slide, place: url_for(".slide_picture", lesson_attachment_id=number, slide=slide, place=place),
    )
    lesson, position = version.lesson, lesson_attachment.page.position
    back_to = url_for("lesson_bank.preview", lesson_version_id=version.id, _anchor=f"page-{position}")
    path = [(url_for("lesson_bank.show", lesson_id=lesson.id, version=version.number), lesson.title)]
    shown = showing.shown(lesson_attachment.file, lesson_attachment.title, where)
    return render_template("lesson_pages/read_file.html", shown=shown, back_to=back_to, path=path)


@routes.get("/lesson-attachments/<int:lesson_attachment_id>/pages/<int:number>")
@authorised(LessonAttachment, Permission.LESSON_SEE)
def page_picture(lesson_attachment: LessonAttachment, number: int) -> Response:
    return showing.page_picture(lesson_attachment.file, number)


@routes.get("/lesson-attachments/<int:lesson_attachment_id>/slides/<int:slide>/<int:place>")
@authorised(LessonAttachment, Permission.LESSON_SEE)
def slide_picture(lesson_attachment: LessonAttachment, slide: int, place: int) -> Response:
    return showing.slide_picture(lesson_attachment.file, slide, place)
