"""Marks by order of marking and by marker, as a chart and a table; each figure opens to its scripts."""

from flask import Blueprint, abort, render_template, request

from lms.permissions import Permission
from lms.reflections.drift import queries, rules
from lms.reflections.models import ReflectionTask
from lms.web.authorised import authorised
from lms.web.pagination import page_of

routes = Blueprint(
    "marking_order", __name__, url_prefix="/reflection-tasks/<int:reflection_task_id>/marking-order"
)


@routes.get("")
@authorised(ReflectionTask, Permission.REFLECTION_MARK)
def show(reflection_task: ReflectionTask) -> str:
    found = rules.lines(queries.given(reflection_task))
    return render_template("marking_order/show.html", task=reflection_task, lines=found, fewest=rules.FEWEST)


@routes.get("/scripts")
@authorised(ReflectionTask, Permission.REFLECTION_MARK)
def rows(reflection_task: ReflectionTask) -> str:
    """The scripts behind one figure, in the order in which they were marked; by number."""
    marker, place = request.args.get("marker", 0, type=int), request.args.get("tenth", 0, type=int)
    line = next((one for one in rules.lines(queries.given(reflection_task)) if one.marker_id == marker), None)
    if line is None or place < 0 or place > len(line.tenths):
        abort(404)
    found = line.tenths[place - 1].given if place else line.given
    return render_template(
        "marking_order/rows.html",
        task=reflection_task,
        line=line,
        place=place,
        mean=rules.mean([one.mark for one in found]),
        page=page_of(found),
    )
