"""What cites a document: each feature above says how its things do, and the page of the document shows them all."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import LazyString

from lms.documents.models import Document
from lms.permissions import SHARED, Permission, Scope

SHOWN = 20


@dataclass(frozen=True)
class Citing:
    """One thing that cites the document: what it is called, the clauses that it cites, where it stands and lies."""

    thing_id: int
    title: str
    clause: str
    url: str
    scope: Scope = SHARED


@dataclass(frozen=True)
class Kind:
    """How things of one kind are found, the newest first, and who may open them and say that one is still right.

    `name` is kept in the reviews and never changes. Who lacks the permission for a thing is told the number only.
    """

    name: str
    title: LazyString
    permission: Permission
    edit: Permission
    find: Callable[[Document, int], tuple[int, Sequence[Citing]]]
    url: Callable[[Document], str] | None = None


_kinds: dict[str, Kind] = {}


def add(kind: Kind) -> None:
    """Called at import of a feature's views; adding the same kind again changes nothing."""
    _kinds[kind.name] = kind


def kinds() -> Sequence[Kind]:
    return tuple(_kinds.values())


def kind(name: str) -> Any:
    """The kind of this name; None if there is none."""
    return _kinds.get(name)


def by_thing(rows: Iterable[tuple[int, str, str]]) -> list[tuple[int, str, str]]:
    """Numbers, names and clauses, each thing once with all clauses that it cites, in the order of the rows."""
    clauses: dict[tuple[int, str], list[str]] = {}
    for thing_id, title, clause in rows:
        clauses.setdefault((thing_id, title), []).extend([clause] if clause else [])
    return [(*thing, "; ".join(said)) for thing, said in clauses.items()]
