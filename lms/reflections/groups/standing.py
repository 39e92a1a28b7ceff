"""How one person stands to a group's reflection: in which group, named or left out, with which mark of their own."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from lms.marking.models import Mark
from lms.reflections.group_models import MemberMark
from lms.reflections.groups import queries
from lms.reflections.models import Reflection, ReflectionTask


@dataclass(frozen=True)
class Side:
    """`group` is empty for who is in none. `left_out`: the group handed in without this name."""

    group: str = ""
    left_out: bool = False
    mark: MemberMark | None = None

    @property
    def has_none(self) -> bool:
        """Whether it was decided that the group's mark is not this person's, and no other is."""
        return self.mark is not None and self.mark.points is None


def sides(
    person_id: int,
    study_class_id: int,
    tasks: Sequence[ReflectionTask],
    reflections: Mapping[int, Reflection],
) -> dict[int, Side]:
    """By task of groups; a constant number of statements, and none where there is no such task."""
    wanted = [task.id for task in tasks if task.by_group]
    if not wanted:
        return {}
    mine = queries.group_of(study_class_id, person_id)
    written = [reflections[task_id].id for task_id in wanted if task_id in reflections]
    named, marks = queries.named_ids(written), queries.own_marks(written)
    return {
        task_id: _side(reflections.get(task_id), mine.name if mine else "", person_id, named, marks)
        for task_id in wanted
    }


def side_of(reflection: Reflection, person_id: int) -> Side:
    """The same for one reflection; of one person's own there is nothing to say."""
    if not reflection.by_group:
        return Side()
    named, marks = queries.named_ids([reflection.id]), queries.own_marks([reflection.id])
    return _side(reflection, "", person_id, named, marks)


def points(mark: Mark | None, side: Side | None) -> tuple[Decimal, Decimal] | None:
    """What counts for a person, out of how much: their own mark, else the group's; None if there is none."""
    if mark is None or (side and (side.left_out or side.has_none)):
        return None
    if side and side.mark and side.mark.points is not None:
        return side.mark.points, side.mark.out_of
    return mark.total, mark.version.points


def _side(
    reflection: Reflection | None,
    group: str,
    person_id: int,
    named: Mapping[int, set[int]],
    marks: Mapping[tuple[int, int], MemberMark],
) -> Side:
    if reflection is None:
        return Side(group)
    left_out = reflection.submission_number > 0 and person_id not in named.get(reflection.id, set())
    return Side(reflection.group_name, left_out, marks.get((reflection.id, person_id)))
