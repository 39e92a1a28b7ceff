"""Keywords as they are typed, and what adding and taking away makes of them. Pure."""

from collections.abc import Iterable, Sequence

LONGEST, MOST = 60, 30


def read(typed: str | Iterable[str]) -> tuple[str, ...]:
    """Between commas, each once whatever its capitals, in the order in which they were typed."""
    parts = typed.split(",") if isinstance(typed, str) else typed
    found: dict[str, str] = {}
    for part in parts:
        tag = " ".join(part.split())[:LONGEST].strip()
        if tag:
            found.setdefault(tag.casefold(), tag)
    return tuple(found.values())[:MOST]


def changed(present: Sequence[str], add: Sequence[str], remove: Sequence[str]) -> tuple[str, ...]:
    """What is added stands behind; one that is there already stays as it is written."""
    gone = {tag.casefold() for tag in remove}
    return read([*(tag for tag in present if tag.casefold() not in gone), *add])
