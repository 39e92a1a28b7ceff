"""The main navigation: features say where they want to stand; a page shows what the person may use."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import request, url_for
from flask_babel import LazyString
from flask_login import current_user

from lms.permissions import Permission
from lms.web.authorised import can


@dataclass(frozen=True)
class Entry:
    """One entry: shown to holders of any of `permissions` (everybody signed in, if there are none).

    `place` orders the entries; from the sixth on they stand under "More" on a phone.
    """

    place: int
    label: LazyString
    endpoint: str
    icon: str
    permissions: Sequence[Permission] = ()


@dataclass(frozen=True)
class Link:
    label: str
    url: str
    icon: str
    current: bool
    wide: bool


_entries: list[Entry] = []
NARROW = 4


def add(*entries: Entry) -> None:
    """Called at import of a feature's views; adding the same entry again changes nothing."""
    _entries.extend(entry for entry in entries if entry not in _entries)
    _entries.sort(key=lambda entry: entry.place)


def links() -> list[Link]:
    """The entries this person may use; `current` is the one whose feature, or whose address, the page lies below."""
    if not current_user.is_authenticated:
        return []
    shown = [(entry, url_for(entry.endpoint)) for entry in _entries if _may_use(entry)]
    current = _current(shown)
    return [
        Link(str(entry.label), url, entry.icon, entry is current, place >= NARROW)
        for place, (entry, url) in enumerate(shown)
    ]


def _may_use(entry: Entry) -> bool:
    return not entry.permissions or any(map(can, entry.permissions))


def _current(shown: Sequence[tuple[Entry, str]]) -> Entry | None:
    """The one entry that the page belongs to: by its address, else by its feature."""
    below = [(len(url), entry) for entry, url in shown if _lies_below(url)]
    if below:
        return max(below, key=lambda found: found[0])[1]
    feature = (request.endpoint or "").split(".")[0]
    return next((entry for entry, _url in shown if entry.endpoint.split(".")[0] == feature), None)


def _lies_below(url: str) -> bool:
    """Whether the page stands below this address; everything stands below `/`, which therefore says nothing."""
    return url != "/" and request.path.startswith(url)
