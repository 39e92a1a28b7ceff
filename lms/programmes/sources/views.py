"""What a programme rests on, and how the page of a document finds the programmes that cite it."""

from collections.abc import Sequence
from typing import Any

from flask import Blueprint, url_for
from flask_babel import lazy_gettext as _l

from lms.documents import citing
from lms.documents.citations import editing
from lms.documents.citations.editing import Place
from lms.documents.citing import Citing, Kind
from lms.documents.models import Document
from lms.permissions import Permission
from lms.programmes.models import Programme
from lms.programmes.sources.models import SHELF
from lms.web.authorised import authorised

routes = Blueprint("programme_sources", __name__, url_prefix="/programmes/<int:programme_id>/sources")


@routes.get("")
@authorised(Programme, Permission.PROGRAMME_EDIT)
def edit(programme: Programme) -> str:
    return editing.page(_place(programme))


@routes.post("")
@authorised(Programme, Permission.PROGRAMME_EDIT)
def update(programme: Programme) -> Any:
    return editing.save(_place(programme))


def cited_by(document: Document, most: int) -> tuple[int, Sequence[Citing]]:
    count, found = SHELF.citing_things(Programme, document, most)
    return count, [_citing(thing, clause) for thing, clause in found]


def _citing(programme: Programme, clause: str) -> Citing:
    where = url_for("programmes.show", programme_id=programme.id)
    return Citing(programme.id, f"{programme.code}. {programme.title}", clause, where, programme.scope)


def _place(programme: Programme) -> Place:
    back = url_for("programmes.show", programme_id=programme.id)
    return Place(SHELF, programme, programme.title, url_for(".update", programme_id=programme.id), back)


citing.add(
    Kind(
        "programme",
        _l("Programmes that cite it"),
        Permission.PROGRAMME_SEE,
        Permission.PROGRAMME_EDIT,
        cited_by,
    )
)
