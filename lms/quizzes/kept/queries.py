"""Which kept matrices a class may use."""

from collections.abc import Sequence

from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload

from lms import database
from lms.classes.models import StudyClass
from lms.programmes.queries import version_ids
from lms.quizzes.kept.models import KeptMatrix


def usable(study_class: StudyClass) -> Sequence[KeptMatrix]:
    """Of any version of the class's programme, for everybody or for a unit that the class lies under; by name."""
    statement = (
        select(KeptMatrix)
        .where(
            KeptMatrix.programme_id.in_(version_ids(study_class.programme_id)),
            or_(KeptMatrix.unit_id.is_(None), KeptMatrix.unit_id.in_(study_class.unit.unit_ids)),
        )
        .options(*map(joinedload, (KeptMatrix.programme, KeptMatrix.unit, KeptMatrix.created_by)))
        .order_by(KeptMatrix.name, KeptMatrix.id)
    )
    return database.session.scalars(statement).all()


def one_usable(study_class: StudyClass, kept_id: int) -> KeptMatrix | None:
    return next((one for one in usable(study_class) if one.id == kept_id), None)
