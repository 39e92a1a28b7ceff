"""What a class offers to read or watch."""

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from lms import database
from lms.lessons.models import Material


def materials_of(study_class_id: int) -> list[Material]:
    """The materials with file and topic, in the order that the lecturer chose."""
    statement = (
        select(Material)
        .where(Material.study_class_id == study_class_id)
        .options(joinedload(Material.file), joinedload(Material.topic))
        .order_by(Material.position, Material.id)
    )
    return list(database.session.scalars(statement))
