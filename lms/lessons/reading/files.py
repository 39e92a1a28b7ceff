"""Files below the pages of a lesson, for those who read it in their class."""

from typing import Any

from flask import Response, abort, render_template, url_for

from lms.files import sending
from lms.lessons.bank.models import LessonAttachment, LessonPage
from lms.lessons.giving import queries
from lms.lessons.giving.models import LessonGiving
from lms.lessons.media import showing
from lms.lessons.media.showing import Where
from lms.lessons.reading.views import open_or_404, routes
from lms.permissions import Permission
from lms.web.authorised import authorised

__all__ = ["routes"]
_FILE = "/lesson-givings/<int:lesson_giving_id>/files/<int:attachment_id>"


@routes.get(_FILE)
@authorised(LessonGiving, Permission.LESSON_READ)
def show_file(lesson_giving: LessonGiving, attachment_id: int) -> Response:
    return sending.send(_attached(lesson_giving, attachment_id)[0].file)


@routes.get(f"{_FILE}/download")
@authorised(LessonGiving, Permission.LESSON_READ)
def download(lesson_giving: LessonGiving, attachment_id: int) -> Response:
    return sending.send(_attached(lesson_giving, attachment_id)[0].file, download=True)


@routes.get(f"{_FILE}/read")
@authorised(LessonGiving, Permission.LESSON_READ)
def read_file(lesson_giving: LessonGiving, attachment_id: int) -> str:
    """The file in the page: played, or page by page."""
    attachment, page = _attached(lesson_giving, attachment_id)
    here: dict[str, Any] = {"lesson_giving_id": lesson_giving.id, "attachment_id": attachment_id}
    where = Where(
        f"lesson-{attachment.file_id}",
        url_for(".show_file", **here),
        url_for(".download", **here),
        lambda number: url_for(".page_picture", **here, number=number),
        lambda slide, place: url_for(".slide_picture", **here, slide=slide, place=place),
    )
    lessons = url_for("lesson_givings.index", study_class_id=lesson_giving.study_class_id)
    path = [(lessons, lesson_giving.study_class.title)]
    back_to = url_for(".show", lesson_giving_id=lesson_giving.id, _anchor=f"page-{page.position}")
    shown = showing.shown(attachment.file, attachment.title, where)
    return render_template("lesson_pages/read_file.html", shown=shown, back_to=back_to, path=path)


@routes.get(f"{_FILE}/pages/<int:number>")
@authorised(LessonGiving, Permission.LESSON_READ)
def page_picture(lesson_giving: LessonGiving, attachment_id: int, number: int) -> Response:
    return showing.page_picture(_attached(lesson_giving, attachment_id)[0].file, number)


@routes.get(f"{_FILE}/slides/<int:slide>/<int:place>")
@authorised(LessonGiving, Permission.LESSON_READ)
def slide_picture(lesson_giving: LessonGiving, attachment_id: int, slide: int, place: int) -> Response:
    return showing.slide_picture(_attached(lesson_giving, attachment_id)[0].file, slide, place)


def _attached(giving: LessonGiving, attachment_id: int) -> tuple[LessonAttachment, LessonPage]:
    """The file and its page, in the version that the class was given."""
    open_or_404(giving)
    version = queries.given_with_text(giving.id) or abort(404)
    offered = {one.id: (one, page) for page in version.pages for one in page.attachments}
    return offered.get(attachment_id) or abort(404)
