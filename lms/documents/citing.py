"""What cites a document: each feature above says how its things do, and the page of the document shows them all."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from lms.documents.models import Document
from lms.permissions import Permission

SHOWN = 20


@dataclass(frozen=True)
class Citing:
    """One thing that cites the document: what it is called, the clause that it cites, where it stands."""

    title: str
    clause: str
    url: str


@dataclass(frozen=True)
class CitedBy:
    """All things of one kind that cite a document: how many, the first of them, and where all are listed."""

    title: str
    count: int
    first: Sequence[Citing] = ()
    url: str = ""


@dataclass(frozen=True)
class Kind:
    """How one kind of thing is found; who lacks the permission is told the number only."""

    permission: Permission
    find: Callable[[Document], CitedBy]


_kinds: list[Kind] = []


def add(kind: Kind) -> None:
    """Called at import of a feature's views; adding the same kind again changes nothing."""
    if kind not in _kinds:
        _kinds.append(kind)


def kinds() -> Sequence[Kind]:
    return tuple(_kinds)
