"""Saving what is being written, by the outbox protocol; and the same for a form that posts without a script."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from http import HTTPStatus
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import Connection, Table, func, literal, select

from lms import database
from lms.accounts.models import Person, PersonState
from lms.classes.models import Enrolment, EnrolmentState
from lms.outbox import token, writer
from lms.outbox.rules import Decision, Edit, Standing
from lms.outbox.store import Save, Store
from lms.outbox.writer import Done, Writer
from lms.reflections import own, rules
from lms.reflections.allowance_models import GroupExtension
from lms.reflections.models import (
    Extension,
    Reflection,
    ReflectionEdit,
    ReflectionTask,
    ReflectionText,
    SectionKind,
    TaskSection,
)
from lms.web.errors import LmsError

PURPOSE, OF_GROUP = "reflection", "group-reflection"
# Text that arrives after the end is still the writer's own; after this it is kept in the history only.
KEPT_AFTER = timedelta(days=2)


@dataclass(frozen=True)
class Bearer:
    """What a page's token says: whose reflection it saves to, and what kind of section each slot is.

    Of a group's reflection the person is the member at whose page it is written.
    """

    public_id: str
    reflection_id: int
    person_id: int
    texts: frozenset[int]
    rows: frozenset[int]
    of_group: bool = False

    @property
    def by_id(self) -> int | None:
        """Whose hand it is, where several write."""
        return self.person_id if self.of_group else None

    @property
    def writer(self) -> Writer:
        return GROUP_AUTOSAVE if self.of_group else AUTOSAVE

    def check(self, slot: int, value: Any) -> str:
        """Why the value cannot stand in the slot; empty if it can."""
        if slot in self.texts:
            return "" if value is None or rules.tidy_text(value) is not None else _too_long()
        if slot in self.rows:
            return "" if value is None or rules.tidy_rows(value) is not None else _too_long()
        return _("This section is no longer part of the task. Load the page again.")


@dataclass(frozen=True)
class Owner:
    """A locked reflection, as far as saving needs it."""

    opens_at: datetime
    ends_at: datetime


def _table(model: Any) -> Table:
    table: Table = model.__table__
    return table


@dataclass
class Writers:
    """The reflections as the outbox knows its owners."""

    store: Store = field(
        default_factory=lambda: Store(_table(ReflectionText), _table(ReflectionEdit), "reflection_id")
    )

    def lock(self, connection: Connection, owner_ids: Sequence[int]) -> Mapping[int, Owner]:
        """Reflections of people who may write, with their own end."""
        own = select(func.max(Extension.due_at)).where(
            Extension.task_id == Reflection.task_id, Extension.person_id == Reflection.person_id
        )
        of_group = select(func.max(GroupExtension.due_at)).where(
            GroupExtension.task_id == Reflection.task_id, GroupExtension.group_id == Enrolment.group_id
        )
        statement = (
            select(
                *(Reflection.id, ReflectionTask.opens_at, ReflectionTask.due_at, ReflectionTask.late_until),
                own.correlate(Reflection).scalar_subquery().label("own"),
                of_group.correlate(Reflection, Enrolment).scalar_subquery().label("of_group"),
            )
            .join(ReflectionTask, ReflectionTask.id == Reflection.task_id)
            .join(Person, Person.id == Reflection.person_id)
            .join(
                Enrolment,
                (Enrolment.study_class_id == ReflectionTask.study_class_id)
                & (Enrolment.person_id == Reflection.person_id),
            )
            .where(
                Reflection.id.in_(owner_ids),
                Person.state == PersonState.ACTIVE,
                Enrolment.state == EnrolmentState.ENROLLED,
            )
            .order_by(Reflection.id)
            .with_for_update(of=Reflection)
        )
        return {row.id: _owner(row) for row in connection.execute(statement)}

    def standing(self, owner: Owner, save: Save, _edit: Edit) -> Standing:
        in_time = owner.opens_at <= save.received_at < owner.ends_at + KEPT_AFTER
        return Standing.IN_TIME if in_time else Standing.TOO_LATE

    def saved(self, connection: Connection, done: Sequence[Done]) -> None:
        """Nothing else follows from a save."""


class GroupWriters(Writers):
    """The same of groups. Which members may write is asked where a save comes in."""

    def lock(self, connection: Connection, owner_ids: Sequence[int]) -> Mapping[int, Owner]:
        """Reflections of groups, with their own end."""
        longer = select(func.max(GroupExtension.due_at)).where(
            GroupExtension.task_id == Reflection.task_id, GroupExtension.group_id == Reflection.group_id
        )
        statement = (
            select(
                *(Reflection.id, ReflectionTask.opens_at, ReflectionTask.due_at, ReflectionTask.late_until),
                literal(None).label("own"),
                longer.correlate(Reflection).scalar_subquery().label("of_group"),
            )
            .join(ReflectionTask, ReflectionTask.id == Reflection.task_id)
            .where(Reflection.id.in_(owner_ids), Reflection.person_id.is_(None))
            .order_by(Reflection.id)
            .with_for_update(of=Reflection)
        )
        return {row.id: _owner(row) for row in connection.execute(statement)}


WRITERS, GROUP_WRITERS = Writers(), GroupWriters()
AUTOSAVE, GROUP_AUTOSAVE = Writer(WRITERS), Writer(GROUP_WRITERS)


def sign(reflection: Reflection, member_id: int | None = None) -> str:
    """The token that lets this page save, with or without a login; a group's names the member whose page it is."""
    by_kind = {
        kind: [section.slot for section in reflection.task.sections if section.kind is kind]
        for kind in SectionKind
    }
    purpose, hand = (PURPOSE, reflection.person_id) if reflection.person_id else (OF_GROUP, member_id)
    facts: list[int | str] = [reflection.public_id, reflection.id, hand or 0]
    return token.sign(
        purpose, [*facts, _listed(by_kind[SectionKind.TEXT]), _listed(by_kind[SectionKind.PROPOSALS])]
    )


def bearer() -> Bearer | None:
    """Who the request says it is, by its header."""
    for purpose in (PURPOSE, OF_GROUP):
        facts = token.from_header(purpose)
        if facts is not None and len(facts) == 5:
            slots = _slots(facts[3]), _slots(facts[4])
            return Bearer(facts[0], facts[1], facts[2], *slots, of_group=purpose == OF_GROUP)
    return None


def writers_of(reflection: Reflection) -> Writers:
    """Through whom texts of this reflection are stored."""
    return GROUP_WRITERS if reflection.by_group else WRITERS


def save_form(
    reflection: Reflection, form: Mapping[str, str], now: datetime, member_id: int | None = None
) -> list[Decision]:
    """Store what a form without a script sent, and say what became of what differs from what stands."""
    texts = own.texts_of(reflection)
    stamp = int(now.timestamp() * 1000)
    edits = [
        Edit(section.slot, stamp, _base(form, section), value or None, clear=True)
        for section in reflection.task.sections
        if (value := _value(form, section)) is not None
        and (value or None) != (texts[section.slot].value if section.slot in texts else None)
    ]
    if not edits:
        return []
    hand = member_id if reflection.by_group else None
    save = Save(reflection.id, form.get("tab") or new_tab(), tuple(edits), now, hand)
    [done] = writer.apply(database.session.connection(), writers_of(reflection), [save])
    if done.owner is None:
        raise refused()
    return done.decisions


def refused() -> LmsError:
    """Its writer is suspended or has left the class."""
    return LmsError(
        _("This reflection takes no more text. What you typed stays on this device."), HTTPStatus.FORBIDDEN
    )


def new_tab() -> str:
    """A name for one rendering of the form."""
    return "form-" + secrets.token_urlsafe(9)


def typed_rows(form: Mapping[str, str], slot: int) -> list[dict[str, str]]:
    """The rows of proposals as they stand in a form."""
    rows = []
    for place in range(rules.MOST_PROPOSALS):
        name = f"row-{slot}-{place}"
        if f"{name}-content" in form:
            keys = ("level", "content", "addressee")
            rows.append({key: form.get(f"{name}-{key}", "") for key in keys})
    return rows


def _value(form: Mapping[str, str], section: TaskSection) -> Any:
    if section.kind is SectionKind.TEXT:
        return rules.tidy_text(form.get(f"text-{section.slot}"))
    if f"base-{section.slot}" not in form:
        return None
    return rules.tidy_rows(typed_rows(form, section.slot))


def _base(form: Mapping[str, str], section: TaskSection) -> int:
    base = form.get(f"base-{section.slot}", "0")
    return int(base) if base.isdecimal() else 0


def _owner(row: Any) -> Owner:
    given = [rules.More(until, "") for until in (row.own, row.of_group) if until]
    window = rules.window(row.opens_at, row.due_at, row.late_until, given)
    return Owner(window.opens_at, window.ends_at)


def _too_long() -> str:
    return _("This section is too long to be stored. Shorten it; the text stays on this device.")


def _listed(slots: Sequence[int]) -> str:
    return ",".join(map(str, slots))


def _slots(listed: str) -> frozenset[int]:
    return frozenset(int(slot) for slot in listed.split(",") if slot)
