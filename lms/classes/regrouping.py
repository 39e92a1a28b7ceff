"""What groups have begun together, and what becomes of it when the class is divided anew. Features above, which keep
it, say so here."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from lms.classes import grouping, queries
from lms.classes.grouping import Spread
from lms.classes.models import StudyClass


@dataclass(frozen=True)
class Begun:
    """Something that a group writes and has not handed in (or got back). `named` keep it wherever they are; once the
    group is dissolved, `writers` can still open it."""

    group_id: int
    title: str
    named: frozenset[int] = frozenset()
    writers: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Becomes:
    """How many go on with it as before, take it over as new members, and lose sight of it.

    `dissolved`: its group goes; then `stay` are those who wrote in it or are named, whatever group they come into.
    """

    group: str
    title: str
    stay: int
    join: int
    leave: int
    dissolved: bool = False


Source = Callable[[StudyClass], Sequence[Begun]]
_sources: list[Source] = []


def add(source: Source) -> None:
    """Called at import of a feature."""
    if source not in _sources:
        _sources.append(source)


def begun_in(study_class: StudyClass) -> list[Begun]:
    return [begun for source in _sources for begun in source(study_class)]


def preview(study_class: StudyClass, count: int, how: Spread) -> list[Becomes]:
    """What would become of all that was begun if the class were divided so; nothing where nothing was."""
    begun = begun_in(study_class)
    if not begun:
        return []
    enrolments = queries.enrolled(study_class.id)
    members: dict[int, set[int]] = defaultdict(set)
    for one in enrolments:
        if one.group_id is not None:
            members[one.group_id].add(one.person_id)
    parts = grouping.spread([(one.person_id, one.unit_id) for one in enrolments], count, how)
    return becomes(begun, [(one.id, one.name) for one in queries.groups_of(study_class)], members, parts)


def becomes(
    begun: Sequence[Begun],
    groups: Sequence[tuple[int, str]],
    members: Mapping[int, set[int]],
    parts: Sequence[Sequence[int]],
) -> list[Becomes]:
    """What each becomes if the people of `parts` are put into the groups in this order; those beyond are dissolved.

    `groups` are (id, name), `members` the people who are in each now, by its id.
    """
    places = {group_id: place for place, (group_id, _name) in enumerate(groups)}
    found = []
    for one in begun:
        place, present = places[one.group_id], members.get(one.group_id, set()) | one.named
        name = groups[place][1]
        if place >= len(parts):
            kept = one.writers | one.named
            found.append(Becomes(name, one.title, len(kept), 0, len(present - kept), dissolved=True))
            continue
        new = set(parts[place])
        stay = present & (new | one.named)
        found.append(Becomes(name, one.title, len(stay), len(new - present), len(present - stay)))
    return found
