"""All that the notebook shows: saved things as far as they are open, own entries, and what was noted in lessons."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from flask import url_for
from flask_babel import gettext as _
from flask_login import current_user

from lms.classes.models import StudyClass
from lms.lessons.collecting import queries
from lms.lessons.collecting.labels import KINDS
from lms.lessons.collecting.models import CollectedItem
from lms.lessons.collecting.rules import finds, site_of
from lms.lessons.collecting.things import SAVINGS
from lms.lessons.reading import own
from lms.lessons.reading.own import Noted
from lms.web.filters import as_date


@dataclass(frozen=True)
class Line:
    """One line. Without `url` it leads nowhere: it is an entry of one's own, or no longer open (`lost`)."""

    title: str
    about: str = ""
    url: str = ""
    note: str = ""
    study_class: StudyClass | None = None
    item: CollectedItem | None = None
    at: datetime | None = None
    marked: bool = False
    lost: bool = False

    @property
    def link(self) -> str:
        return self.item.url if self.item else ""

    @property
    def site(self) -> str:
        return site_of(self.link)

    @property
    def said(self) -> list[str]:
        """What the small line below says: what kind of thing, of which class, since when."""
        kind = [str(KINDS[self.item.kind])] if self.item and not self.item.is_own else []
        where = [self.study_class.title] if self.study_class else []
        since = [_("put in on %(day)s", day=as_date(self.at))] if self.at else []
        return [*kind, *where, *since]

    def is_found(self, words: str, class_id: int | None) -> bool:
        here = class_id is None or (self.study_class is not None and self.study_class.id == class_id)
        return here and finds(self._texts, words)

    @property
    def _texts(self) -> tuple[str, ...]:
        where = self.study_class.title if self.study_class else ""
        return self.title, self.about, self.note, self.link, where


@dataclass
class Notebook:
    """The lines of one person, narrowed down to what they asked for; `is_empty` says whether there is any at all."""

    words: str = ""
    class_id: int | None = None
    saved: list[Line] = field(default_factory=list)
    own: list[Line] = field(default_factory=list)
    noted: list[Line] = field(default_factory=list)
    classes: Sequence[StudyClass] = ()
    is_empty: bool = True

    @property
    def found(self) -> int:
        return len(self.saved) + len(self.own) + len(self.noted)

    @property
    def narrowed(self) -> bool:
        return bool(self.words) or self.class_id is not None


def notebook(words: str, class_id: int | None) -> Notebook:
    """That of who asks; the same few statements for any number of lines."""
    learns = {one.id: one for one in queries.own_classes(current_user.grants)}
    kept = queries.items(current_user.id)
    things = queries.things(kept)
    saved = [_saved(one, things.get(one.id), learns) for one in kept if not one.is_own]
    own_entries = [_own(one, learns) for one in kept if one.is_own]
    noted = [_noted(one, learns) for one in own.noted_anywhere(current_user.id)]
    shown = Notebook(words, class_id, is_empty=not (kept or noted))
    shown.saved, shown.own, shown.noted = (
        [one for one in lines if one.is_found(words, class_id)] for lines in (saved, own_entries, noted)
    )
    shown.classes = _classes([*saved, *own_entries, *noted])
    return shown


def _saved(item: CollectedItem, thing: Any, learns: dict[int, StudyClass]) -> Line:
    """As the thing is called now, as long as it is open; after that as it was called when it was saved."""
    saving = SAVINGS[item.kind]
    if thing is None or not saving.is_open(thing):
        here = learns.get(item.study_class_id or 0)
        return Line(item.title, note=item.note, study_class=here, item=item, at=item.added_at, lost=True)
    return Line(
        saving.title(thing),
        saving.about(thing),
        saving.address(thing),
        item.note,
        getattr(thing, "study_class", None),
        item,
        item.added_at,
    )


def _own(item: CollectedItem, learns: dict[int, StudyClass]) -> Line:
    here = learns.get(item.study_class_id or 0)
    return Line(item.title, note=item.note, study_class=here, item=item, at=item.added_at)


def _noted(one: Noted, learns: dict[int, StudyClass]) -> Line:
    """The page of a version never changes; its lesson may be called otherwise later and is named only while open."""
    here = learns.get(one.study_class_id)
    if here is None or one.withdrawn:
        return Line(one.page, note=one.note, study_class=here, marked=one.marked, lost=True)
    address = url_for("lesson_readings.show", lesson_giving_id=one.giving_id, _anchor=f"page-{one.position}")
    return Line(one.page, one.lesson, address, one.note, here, marked=one.marked)


def _classes(lines: Iterable[Line]) -> list[StudyClass]:
    """The classes that any line belongs to, in the order of the lines."""
    return list({one.study_class.id: one.study_class for one in lines if one.study_class}.values())
