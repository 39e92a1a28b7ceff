"""What a reflection task rests on, and how the page of a document finds the tasks that cite it."""

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
from lms.reflections.models import ReflectionTask
from lms.reflections.sources.models import SHELF
from lms.web.authorised import authorised

routes = Blueprint("task_sources", __name__, url_prefix="/reflection-tasks/<int:reflection_task_id>/sources")


@routes.get("")
@authorised(ReflectionTask, Permission.REFLECTION_EDIT_TASK)
def edit(reflection_task: ReflectionTask) -> str:
    return editing.page(_place(reflection_task))


@routes.post("")
@authorised(ReflectionTask, Permission.REFLECTION_EDIT_TASK)
def update(reflection_task: ReflectionTask) -> Any:
    return editing.save(_place(reflection_task))


def cited_by(document: Document, most: int) -> tuple[int, Sequence[Citing]]:
    count, found = SHELF.citing_things(ReflectionTask, document, most)
    return count, [_citing(thing, clause) for thing, clause in found]


def _citing(task: ReflectionTask, clause: str) -> Citing:
    where = url_for("reflection_tasks.show", reflection_task_id=task.id)
    return Citing(task.id, f"{task.title} ({task.study_class.code})", clause, where, task.scope)


def _place(task: ReflectionTask) -> Place:
    back = url_for("reflection_tasks.show", reflection_task_id=task.id)
    return Place(SHELF, task, task.title, url_for(".update", reflection_task_id=task.id), back)


citing.add(
    Kind(
        "reflection-task",
        _l("Reflection tasks that cite it"),
        Permission.ROSTER_SEE,
        Permission.REFLECTION_EDIT_TASK,
        cited_by,
    )
)
