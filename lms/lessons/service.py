"""What can be done with the materials of a class."""

from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum

from sqlalchemy import func, select

from lms import database
from lms.accounts.models import Person
from lms.audit.service import record
from lms.classes.models import StudyClass
from lms.files import tidying
from lms.files.models import StoredFile
from lms.lessons import queries
from lms.lessons.models import Material, MaterialKind


class Step(IntEnum):
    UP = -1
    DOWN = 1


@dataclass(frozen=True)
class Facts:
    """What is said about a material."""

    title: str
    topic_id: int | None = None
    kind: MaterialKind = MaterialKind.OTHER
    opens_at: datetime | None = None


def add(
    study_class: StudyClass, about: Facts | str, source: StoredFile | str, actor: Person, now: datetime
) -> Material:
    """Offer a stored file or an https link, below everything that is there; a title alone says enough about it."""
    facts = Facts(about) if isinstance(about, str) else about
    material = Material(
        study_class_id=study_class.id,
        **vars(facts),
        file_id=source.id if isinstance(source, StoredFile) else None,
        url=source if isinstance(source, str) else None,
        position=_next_position(study_class.id),
        added_at=now,
    )
    database.session.add(material)
    record(actor, "material.added", material, now, new=_told(facts), class_id=study_class.id)
    return material


def change(material: Material, facts: Facts, actor: Person, now: datetime) -> None:
    """Say something else about it; its file or link stays."""
    old = Facts(material.title, material.topic_id, material.kind, material.opens_at)
    if old == facts:
        return
    for name, value in vars(facts).items():
        setattr(material, name, value)
    class_id = material.study_class_id
    record(actor, "material.changed", material, now, old=_told(old), new=_told(facts), class_id=class_id)


def remove(material: Material, actor: Person, now: datetime) -> None:
    """The class no longer offers it. Its file goes too, unless another class or feature shows it."""
    shown = [material.file, *(one.file for one in [material.captions] if one)]
    record(
        actor,
        "material.removed",
        material,
        now,
        old={"title": material.title, "file_id": material.file_id, "url": material.url},
        class_id=material.study_class_id,
    )
    database.session.delete(material)
    database.session.flush()
    for stored in shown:
        if stored is not None:
            tidying.forget(stored)


def move(material: Material, step: Step) -> None:
    """One place up or down; at either end nothing happens."""
    order = queries.materials_of(material.study_class_id)
    place = order.index(material)
    if 0 <= place + step < len(order):
        order.insert(place + step, order.pop(place))
    for position, one in enumerate(order, 1):
        one.position = position


def _next_position(study_class_id: int) -> int:
    statement = select(func.max(Material.position)).where(Material.study_class_id == study_class_id)
    return (database.session.scalar(statement) or 0) + 1


def _told(facts: Facts) -> dict[str, object]:
    told: dict[str, object] = {"title": facts.title, "topic": facts.topic_id, "kind": facts.kind.value}
    return told | {"opens_at": facts.opens_at.isoformat() if facts.opens_at else None}
