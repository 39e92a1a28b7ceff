"""Beginning for a group, and naming who took part when it hands in."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _

from lms import database
from lms.accounts.models import Person
from lms.reflections.group_models import Participant
from lms.reflections.groups import queries
from lms.reflections.models import Reflection, ReflectionTask, Submission
from lms.web.errors import LmsError


@dataclass(frozen=True)
class Choice:
    """Somebody who can be named; not if `elsewhere`, another group, has named them already."""

    person: Person
    chosen: bool
    elsewhere: str = ""


def writing_for(task: ReflectionTask, person: Person) -> dict[str, Any]:
    """The group in whose name this person begins; refused to who is in none."""
    group = queries.group_of(task.study_class_id, person.id)
    if group is None:
        raise LmsError(
            _(
                "This reflection is written in groups, and you are in no group of the class yet. "
                "Tell your lecturer or the organiser of the class; then begin here."
            )
        )
    return {"group_id": group.id, "group_name": group.name}


def choices(reflection: Reflection, typed: Collection[int] | None = None) -> list[Choice]:
    """Everybody in the group now, chosen as `typed`, else all whom nobody else has named."""
    if not reflection.by_group:
        return []
    elsewhere = queries.named_elsewhere(reflection)
    return [
        Choice(
            person,
            (typed is None or person.id in typed) and person.id not in elsewhere,
            elsewhere.get(person.id, ""),
        )
        for person in _possible(reflection)
    ]


def confirmed(reflection: Reflection, named: Collection[int]) -> list[int]:
    """Of those who were ticked, who can be named; of a person's own reflection nobody."""
    return sorted(one.person.id for one in choices(reflection, named) if one.chosen)


def name(submission: Submission, people: Sequence[int]) -> None:
    """Keep who took part in this version."""
    rows = [
        Participant(reflection_id=submission.reflection.id, number=submission.number, person_id=person_id)
        for person_id in people
    ]
    database.session.add_all(rows)
    database.session.flush()


def _possible(reflection: Reflection) -> list[Person]:
    """Who is in the group (of one that is dissolved, who wrote), and whom it named before they went to another."""
    dissolved = reflection.group_id is None
    here = queries.writers(reflection) if dissolved else queries.members(reflection.group_id)
    found = {one.id: one for one in [*here, *queries.named(reflection)]}
    return sorted(found.values(), key=lambda person: (person.sort_key, person.id))
