"""The library for self-study, also for who has no account.

Whatever is withdrawn, or internal to who is not signed in, is not known of: the page, its pictures, its files. Only
what the publication itself shows is served, and nothing of people, classes, marks or the bank of questions.
"""

from dataclasses import dataclass
from typing import Any

from flask import Blueprint, Response, abort, render_template, request, url_for
from flask_babel import gettext as _, lazy_gettext as _l
from flask_login import current_user
from markupsafe import Markup

from lms.files import sending
from lms.files.models import StoredFile
from lms.lessons.bank.models import LessonAttachment, LessonPage
from lms.lessons.media import showing
from lms.lessons.media.showing import Where
from lms.lessons.publishing import pictures, queries
from lms.lessons.publishing.models import Publication, PublicationKind
from lms.lessons.publishing.queries import Wanted
from lms.lessons.texts.printing import printed
from lms.permissions import Permission
from lms.web import navigation
from lms.web.authorised import load, public
from lms.web.forms import tidy
from lms.web.pagination import paginate

PER_PAGE = 20
routes = Blueprint("library", __name__, url_prefix="/library")
# Staff have enough in their navigation; they find it in the menu of their account.
navigation.add(navigation.Entry(64, _l("Library"), "library.index", "book", [Permission.LESSON_READ]))


@dataclass(frozen=True)
class Reader:
    """How the pages of a published lesson are written."""

    publication: Publication

    @property
    def title(self) -> str:
        return self.publication.title

    def text(self, page: LessonPage) -> Markup:
        folder = url_for(".show", publication_id=self.publication.id) + "/pictures"
        return pictures.through(printed(page.body, page.position), folder)

    def address(self, file: LessonAttachment) -> str:
        what = ".read_file" if file.opens_in_page else ".show_file"
        return url_for(what, publication_id=self.publication.id, attachment_id=file.id)


@routes.get("/")
@public
def index() -> str:
    wanted, signed_in = _wanted(), current_user.is_authenticated
    page = paginate(queries.listed(wanted, signed_in=signed_in), PER_PAGE)
    return render_template("library/index.html", page=page, wanted=wanted)


@routes.get("/<int:publication_id>")
@public
def show(publication_id: int) -> str:
    publication = _opened(publication_id)
    if publication.version_id:
        version = queries.with_text(publication) or abort(404)
        return render_template(
            "library/lesson.html", publication=publication, version=version, library=Reader(publication)
        )
    stored = publication.file if publication.opens_in_page else None
    found = showing.shown(stored, publication.title, _where(publication, stored)) if stored else None
    return render_template("library/show.html", publication=publication, shown=found)


@routes.get("/<int:publication_id>/pictures/<string(length=64):sha256>")
@public
def picture(publication_id: int, sha256: str) -> Response:
    """A picture inside the text of a lesson."""
    return sending.send(queries.picture(_opened(publication_id), sha256) or abort(404))


@routes.get("/<int:publication_id>/files/<int:attachment_id>/read")
@public
def read_file(publication_id: int, attachment_id: int) -> str:
    """A file below a page of a lesson, in the page."""
    publication = _opened(publication_id)
    found = _attached(publication, attachment_id)
    where = _where(publication, found.file, attachment_id)
    back_to = url_for(".show", publication_id=publication_id, _anchor=f"page-{found.page.position}")
    path = [(url_for(".index"), _("Self-study library"))]
    shown = showing.shown(found.file, found.title, where)
    return render_template("lesson_pages/read_file.html", shown=shown, back_to=back_to, path=path)


@routes.get("/<int:publication_id>/file")
@routes.get("/<int:publication_id>/files/<int:attachment_id>")
@public
def show_file(publication_id: int, attachment_id: int | None = None) -> Response:
    return sending.send(_file(publication_id, attachment_id))


@routes.get("/<int:publication_id>/file/download")
@routes.get("/<int:publication_id>/files/<int:attachment_id>/download")
@public
def download(publication_id: int, attachment_id: int | None = None) -> Response:
    return sending.send(_file(publication_id, attachment_id), download=True)


@routes.get("/<int:publication_id>/file/pages/<int:number>")
@routes.get("/<int:publication_id>/files/<int:attachment_id>/pages/<int:number>")
@public
def page_picture(publication_id: int, number: int, attachment_id: int | None = None) -> Response:
    return showing.page_picture(_file(publication_id, attachment_id), number)


@routes.get("/<int:publication_id>/file/slides/<int:slide>/<int:place>")
@routes.get("/<int:publication_id>/files/<int:attachment_id>/slides/<int:slide>/<int:place>")
@public
def slide_picture(publication_id: int, slide: int, place: int, attachment_id: int | None = None) -> Response:
    return showing.slide_picture(_file(publication_id, attachment_id), slide, place)


def _opened(publication_id: int) -> Publication:
    """What is in the library for who asks."""
    found: Publication = load(Publication, "id", publication_id)
    return found if found.is_open_to(signed_in=current_user.is_authenticated) else abort(404)


def _file(publication_id: int, attachment_id: int | None) -> StoredFile:
    """The file that was published, or one below a page of the lesson."""
    publication = _opened(publication_id)
    if attachment_id is None:
        return publication.file or abort(404)
    return _attached(publication, attachment_id).file


def _attached(publication: Publication, attachment_id: int) -> LessonAttachment:
    if attachment_id >= 2**31:
        abort(404)
    return queries.attachment(publication, attachment_id) or abort(404)


def _where(publication: Publication, stored: StoredFile, attachment_id: int | None = None) -> Where:
    here: dict[str, Any] = {"publication_id": publication.id, "attachment_id": attachment_id}
    return Where(
        f"library-{stored.id}",
        url_for(".show_file", **here),
        url_for(".download", **here),
        lambda number: url_for(".page_picture", **here, number=number),
        lambda slide, place: url_for(".slide_picture", **here, slide=slide, place=place),
    )


def _wanted() -> Wanted:
    kind = request.args.get("kind", "")
    return Wanted(
        words=tidy(request.args.get("q", ""))[:100],
        kind=PublicationKind(kind) if kind in set(PublicationKind) else None,
    )
