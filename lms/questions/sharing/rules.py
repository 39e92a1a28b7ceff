"""Who may do what with a question that is kept to a unit or to its author. Pure; `queries.open_to` says it in SQL.

A question that nobody keeps back is open to whoever works with the bank. What roles allow besides is asked elsewhere.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

EVERYWHERE = "/"  # the path of every unit begins with it


class Right(StrEnum):
    """What is given; each includes those before it."""

    SEE = "see"
    USE = "use"
    EDIT = "edit"


AT_LEAST = {right: tuple(Right)[place:] for place, right in enumerate(Right)}


@dataclass(frozen=True)
class Viewer:
    """Who asks, and on which day.

    `above` are the units that their work lies under, these units themselves included; `within` are the paths of units
    that a role of theirs covers with all below; `in_charge` likewise where they answer for the bank.
    """

    person_id: int | None = None
    above: frozenset[int] = frozenset()
    within: tuple[str, ...] = ()
    in_charge: tuple[str, ...] = ()
    day: date = date.max

    def works_at(self, path: str) -> bool:
        """Whether the unit of this path is theirs: their work lies under it, or a role covers it."""
        return bool(self.above & {_last(path)}) or path.startswith(self.within)

    def answers_for(self, path: str) -> bool:
        return path.startswith(self.in_charge)


NOBODY = Viewer()


@dataclass(frozen=True)
class Given:
    """One share that has not been ended: to a person or to the unit of a path, up to a day (included) or for good."""

    right: Right
    person_id: int | None = None
    path: str | None = None
    until: date | None = None

    def reaches(self, viewer: Viewer) -> bool:
        if self.until is not None and self.until < viewer.day:
            return False
        if self.path is not None:
            return viewer.works_at(self.path)
        return viewer.person_id is not None and self.person_id == viewer.person_id


@dataclass(frozen=True)
class Kept:
    """A question that is kept to the unit of `path`, or to its author where there is none."""

    author_id: int | None
    path: str | None
    shares: Sequence[Given] = ()


def may(kept: Kept, viewer: Viewer, right: Right) -> bool:
    """Whether the viewer has this right to a question that is kept back."""
    if viewer.person_id is not None and kept.author_id == viewer.person_id:
        return True
    if kept.path is not None and viewer.works_at(kept.path):
        return True
    return any(one.right in AT_LEAST[right] and one.reaches(viewer) for one in kept.shares)


def may_share(author_id: int | None, path: str | None, viewer: Viewer) -> bool:
    """Whether the viewer says who may use it: its author, or who answers for the unit (`EVERYWHERE`: for the bank).

    `path` is None for what is kept to its author; nobody else opens that.
    """
    if viewer.person_id is not None and author_id == viewer.person_id:
        return True
    return path is not None and viewer.answers_for(path)


def _last(path: str) -> int:
    parts = path.strip("/").rpartition("/")
    return int(parts[2]) if parts[2] else 0
