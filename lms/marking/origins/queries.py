"""Reading how marks came about."""

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from lms import database
from lms.marking.models import Mark
from lms.marking.origins.models import MarkOrigin


def origins_of(mark_ids: Collection[int]) -> dict[int, MarkOrigin]:
    """By mark; nothing of marks that somebody simply gave."""
    if not mark_ids:
        return {}
    statement = (
        select(MarkOrigin)
        .where(MarkOrigin.mark_id.in_(list(mark_ids)))
        .options(
            joinedload(MarkOrigin.by),
            joinedload(MarkOrigin.before).lazyload(Mark.scores),
            joinedload(MarkOrigin.before).joinedload(Mark.version),
        )
    )
    return {found.mark_id: found for found in database.session.scalars(statement)}
