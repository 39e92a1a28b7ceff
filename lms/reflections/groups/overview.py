"""The groups of a task as the lecturer sees them: how each stands, and who cannot take part for want of a group."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lms.accounts.models import Person
from lms.classes.models import StudyGroup
from lms.marking.models import Mark
from lms.reflections.groups import queries
from lms.reflections.models import Reflection, ReflectionTask, Submission
from lms.reflections.queries import Entry


@dataclass(frozen=True)
class Line:
    """One group; of one that is dissolved what it wrote is still there. `left_out`: members it did not name."""

    name: str
    members: int
    reflection: Reflection | None
    named: int
    left_out: Sequence[Person]
    submission: Submission | None = None
    mark: Mark | None = None


@dataclass(frozen=True)
class Overview:
    lines: Sequence[Line]
    without: Sequence[Person]


def of_task(task: ReflectionTask, entries: Sequence[Entry], groups: Sequence[StudyGroup]) -> Overview:
    """Groups in the order in which they were made, then those that are no longer there."""
    written = {one.id: one for one in queries.reflections_of_task(task)}
    sent = {entry.submission.reflection_id: entry for entry in entries if entry.submission}
    by_group = {one.group_id: one for one in written.values()}
    named = queries.named_ids(written)
    lines = [_line(group.name, by_group.get(group.id), entries, named, sent) for group in groups]
    gone = [one for one in written.values() if one.group_id is None]
    lines += [_line(one.group_name, one, [], named, sent) for one in gone]
    busy = {entry.person.id for entry in entries if entry.submission}
    without = [entry.person for entry in entries if not entry.group and entry.person.id not in busy]
    return Overview(lines, without)


def _line(
    name: str,
    reflection: Reflection | None,
    entries: Sequence[Entry],
    named: Mapping[int, set[int]],
    sent: Mapping[int, Entry],
) -> Line:
    members = [entry for entry in entries if entry.group == name]
    left_out = [entry.person for entry in members if entry.state == "left-out"]
    count = len(named.get(reflection.id, ())) if reflection else 0
    one = sent.get(reflection.id) if reflection else None
    handed_in = (one.submission, one.mark) if one else (None, None)
    return Line(name, len(members), reflection, count, left_out, *handed_in)
