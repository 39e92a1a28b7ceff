"""What a material rests on, and how the page of a document finds the materials that cite it."""

from collections.abc import Sequence
from typing import Any

from flask import Blueprint, url_for
from flask_babel import lazy_gettext as _l

from lms.documents import citing
from lms.documents.citations import editing
from lms.documents.citations.editing import Place
from lms.documents.citing import Citing, Kind
from lms.documents.models import Document
from lms.lessons.models import Material
from lms.lessons.sources.models import SHELF
from lms.permissions import Permission
from lms.web.authorised import authorised

routes = Blueprint("material_sources", __name__, url_prefix="/materials/<int:material_id>/sources")


@routes.get("")
@authorised(Material, Permission.MATERIAL_EDIT)
def edit(material: Material) -> str:
    return editing.page(_place(material))


@routes.post("")
@authorised(Material, Permission.MATERIAL_EDIT)
def update(material: Material) -> Any:
    return editing.save(_place(material))


def cited_by(document: Document, most: int) -> tuple[int, Sequence[Citing]]:
    count, found = SHELF.citing_things(Material, document, most)
    return count, [_citing(thing, clause) for thing, clause in found]


def _citing(material: Material, clause: str) -> Citing:
    title = f"{material.title} ({material.study_class.code})"
    where = url_for(
        "lessons.index", study_class_id=material.study_class_id, _anchor=f"material-{material.id}"
    )
    return Citing(material.id, title, clause, where, material.scope)


def _place(material: Material) -> Place:
    back = url_for("lessons.index", study_class_id=material.study_class_id)
    return Place(SHELF, material, material.title, url_for(".update", material_id=material.id), back)


citing.add(
    Kind(
        "material",
        _l("Materials that cite it"),
        Permission.CLASS_SEE,
        Permission.MATERIAL_EDIT,
        cited_by,
    )
)
