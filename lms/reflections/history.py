"""What stood in a section earlier: every stored text is kept, the list shows the moments worth going back to."""

import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

from sqlalchemy import select

from lms import database
from lms.accounts.models import Person
from lms.outbox import writer
from lms.outbox.rules import COUNTED, Decision, Edit
from lms.outbox.store import Save
from lms.reflections import own, rules, writing
from lms.reflections.models import Reflection, ReflectionEdit, TaskSection

BACK = "back-"  # begins the name under which a text brought back is stored, as tabs have names
PAUSE = timedelta(minutes=5)
MOST_MOMENTS = 20
FEWER = 20  # so many words fewer at one stroke: what stood before is worth a line of its own


@dataclass(frozen=True)
class Moment:
    """What a section held from `at` on, until something else was stored."""

    version: int
    at: datetime
    value: Any
    brought_back: bool = False
    by: str = ""

    @property
    def words(self) -> int:
        if isinstance(self.value, str):
            return rules.words(self.value)
        return sum(rules.words(row["content"]) for row in self.value or ())


@dataclass(frozen=True)
class SectionPast:
    """One section with its earlier moments, the latest first. `version` is what stands now."""

    section: TaskSection
    version: int
    moments: Sequence[Moment]


def worth_keeping(moments: Iterable[Moment]) -> list[Moment]:
    """Of all that was stored, oldest first: the last before a pause, a large cut, or another text that came back.

    What stands now is left out; the latest come first.
    """
    known = list(moments)
    kept = [moment for moment, after in pairwise(known) if moment.value and _ends_something(moment, after)]
    return kept[::-1][:MOST_MOMENTS]


def _ends_something(moment: Moment, after: Moment) -> bool:
    paused = after.at - moment.at >= PAUSE
    return paused or after.brought_back or moment.words - after.words >= FEWER


def past_of(reflection: Reflection) -> list[SectionPast]:
    """The earlier moments of every section."""
    statement = (
        select(ReflectionEdit)
        .where(ReflectionEdit.reflection_id == reflection.id, ReflectionEdit.outcome.in_(COUNTED))
        .order_by(ReflectionEdit.slot, ReflectionEdit.version)
    )
    by_slot: dict[int, list[Moment]] = {section.slot: [] for section in reflection.task.sections}
    edits = database.session.scalars(statement).all()
    names = _names(edits) if reflection.by_group else {}
    for edit in edits:
        if edit.slot in by_slot:
            by_slot[edit.slot].append(_moment(edit, names))
    return [
        SectionPast(section, moments[-1].version if moments else 0, worth_keeping(moments))
        for section in reflection.task.sections
        for moments in [by_slot[section.slot]]
    ]


def moment_of(reflection: Reflection, slot: int, version: int) -> Moment | None:
    """What was stored as this version of a section that the task still has."""
    if slot not in {section.slot for section in reflection.task.sections}:
        return None
    statement = select(ReflectionEdit).where(
        *(ReflectionEdit.reflection_id == reflection.id, ReflectionEdit.slot == slot),
        *(ReflectionEdit.version == version, ReflectionEdit.outcome.in_(COUNTED)),
    )
    edit = database.session.scalars(statement).first()
    return _moment(edit, _names([edit]) if reflection.by_group else {}) if edit else None


def bring_back(
    reflection: Reflection,
    slot: int,
    moment: Moment,
    base: int,
    now: datetime,
    member_id: int | None = None,
) -> Decision:
    """Store the earlier text as a new edit after the version `base`; what stood until now stays in the history."""
    edit = Edit(slot, int(now.timestamp() * 1000), base, moment.value, clear=True)
    hand = member_id if reflection.by_group else None
    save = Save(reflection.id, BACK + secrets.token_urlsafe(9), (edit,), now, hand)
    [done] = writer.apply(database.session.connection(), writing.writers_of(reflection), [save])
    if done.owner is None:
        raise writing.refused()
    return done.decisions[0]


def version_now(reflection: Reflection, slot: int) -> int:
    texts = own.texts_of(reflection)
    return texts[slot].version if slot in texts else 0


def _moment(edit: ReflectionEdit, names: Mapping[int, str]) -> Moment:
    back = edit.tab.startswith(BACK)
    return Moment(edit.version, edit.received_at, edit.value, back, names.get(edit.by_id or 0, ""))


def _names(edits: Iterable[ReflectionEdit]) -> dict[int, str]:
    """Whose hand each was, where several write."""
    ids = {edit.by_id for edit in edits if edit.by_id}
    statement = select(Person.id, Person.full_name).where(Person.id.in_(ids))
    return dict(database.session.execute(statement).all())
