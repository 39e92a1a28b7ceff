"""What can come before a lesson: each feature says what it offers in a class and which of it a person has met."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from flask_babel import LazyString

from lms.classes.models import StudyClass
from lms.lessons.giving.models import Condition, LessonGiving


@dataclass(frozen=True)
class Kind:
    """`offered`: (id, title) in a class; `met`: those of the ids that a person has met; `words` say what to do."""

    condition: Condition
    words: LazyString
    offered: Callable[[StudyClass], list[tuple[int, str]]]
    met: Callable[[StudyClass, Collection[int], int, datetime], set[int]]


@dataclass(frozen=True)
class Lock:
    """Why a lesson is not open for somebody: it opens at a moment, or after what `words` and `title` say."""

    opens_at: datetime | None = None
    words: str = ""
    title: str = ""


_kinds: dict[Condition, Kind] = {}


def add(kind: Kind) -> None:
    """Called at import of the feature that knows; adding it again changes nothing."""
    _kinds[kind.condition] = kind


def kinds() -> Iterable[Kind]:
    return [_kinds[one] for one in Condition if one in _kinds]


def titles(study_class: StudyClass, givings: Iterable[LessonGiving]) -> dict[int, str]:
    """What each lesson waits for, in words, by giving; what is gone is left out. Each kind is asked once."""
    listed = list(givings)
    offered = _offered(study_class, listed)
    return {
        one.id: f"{_kinds[one.after_kind].words}: {offered[one.after_kind][one.after_id]}"
        for one in listed
        if one.after_kind in offered and one.after_id in offered[one.after_kind]
    }


def locks(
    study_class: StudyClass, givings: Iterable[LessonGiving], person_id: int, now: datetime
) -> dict[int, Lock]:
    """The lessons of a class that are not open for this person, each with why; each kind is asked once.

    What a condition named and is gone cannot be met any more, and so asks nothing.
    """
    listed = list(givings)
    offered = _offered(study_class, listed)
    met = {kind: _kinds[kind].met(study_class, _ids(kind, listed), person_id, now) for kind in offered}
    found: dict[int, Lock] = {}
    for one in listed:
        if one.opens_at is not None and now < one.opens_at:
            found[one.id] = Lock(opens_at=one.opens_at)
        elif one.after_kind in met and one.after_id is not None and one.after_id not in met[one.after_kind]:
            title = offered[one.after_kind].get(one.after_id)
            if title is not None:
                found[one.id] = Lock(words=str(_kinds[one.after_kind].words), title=title)
    return found


def _offered(study_class: StudyClass, givings: list[LessonGiving]) -> dict[Condition, dict[int, str]]:
    """What there is of each kind that any of the lessons waits for."""
    used = [kind for kind in _kinds.values() if _ids(kind.condition, givings)]
    return {kind.condition: dict(kind.offered(study_class)) for kind in used}


def _ids(condition: Condition, givings: list[LessonGiving]) -> set[int]:
    return {one.after_id for one in givings if one.after_kind is condition and one.after_id is not None}
