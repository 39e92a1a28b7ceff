"""What can be saved: how each kind of thing is found, called and opened. Asked for the person of the request."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import url_for
from sqlalchemy.orm import InstrumentedAttribute, joinedload

from lms.documents.models import Document
from lms.lessons.collecting.models import CollectedItem, CollectedKind
from lms.lessons.giving.models import LessonGiving
from lms.lessons.models import Material
from lms.permissions import Permission
from lms.web.authorised import can


@dataclass(frozen=True)
class Saving:
    """One kind: its model, the column that names it, what its reader holds, and what it is called."""

    model: Any
    column: InstrumentedAttribute[int | None]
    permission: Permission
    title: Callable[[Any], str]
    address: Callable[[Any], str]
    about: Callable[[Any], str] = lambda _thing: ""
    options: tuple[Any, ...] = ()

    def is_open(self, thing: Any) -> bool:
        """Whether who asks may open it today."""
        return can(self.permission, thing) and getattr(thing, "withdrawn_at", None) is None


def _read(giving: LessonGiving) -> str:
    return url_for("lesson_readings.show", lesson_giving_id=giving.id)


def _use(material: Material) -> str:
    page = "material_pages.show" if material.opens_in_page else "lessons.show"
    return url_for(page, material_id=material.id)


def _look_up(document: Document) -> str:
    return url_for("documents.show", document_id=document.id)


SAVINGS = {
    CollectedKind.LESSON: Saving(
        LessonGiving,
        CollectedItem.giving_id,
        Permission.LESSON_READ,
        lambda giving: str(giving.lesson.title),
        _read,
        options=(joinedload(LessonGiving.lesson),),
    ),
    CollectedKind.MATERIAL: Saving(
        Material,
        CollectedItem.material_id,
        Permission.CLASS_SEE,
        lambda material: str(material.title),
        _use,
        options=(joinedload(Material.file),),
    ),
    CollectedKind.DOCUMENT: Saving(
        Document,
        CollectedItem.document_id,
        Permission.DOCUMENT_SEE,
        lambda document: str(document.named),
        _look_up,
        lambda document: document.abstract if document.number else "",
    ),
}
