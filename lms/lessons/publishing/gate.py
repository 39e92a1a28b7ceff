"""Whose it is to publish: who holds the permission for a unit publishes what is of that unit, and nothing else.

A file or a link of nobody's class is of whoever published it, and of those who keep the library for all.
"""

from flask_login import current_user

from lms.lessons.bank.models import Lesson
from lms.lessons.publishing.models import Publication
from lms.permissions import Permission, Scope, allowed
from lms.web.authorised import narrow

_EVERYWHERE = Scope()


def _publishes(scope: Scope) -> bool:
    return allowed(current_user.grants, Permission.LIBRARY_PUBLISH, scope)


def _lesson(lesson: Lesson, permission: Permission) -> bool:
    if permission is not Permission.LIBRARY_PUBLISH or _publishes(_EVERYWHERE):
        return True
    return _publishes(lesson.unit.scope)


def _publication(publication: Publication, permission: Permission) -> bool:
    if permission is not Permission.LIBRARY_PUBLISH or _publishes(_EVERYWHERE):
        return True
    if publication.lesson is not None:
        return _publishes(publication.lesson.unit.scope)
    if publication.material is not None:
        return _publishes(publication.material.scope)
    return publication.published_by_id == current_user.id


narrow(Lesson, _lesson)
narrow(Publication, _publication)
