"""What a key says of itself: of which moment it is, and which questions were corrected since they were printed."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from flask_babel import gettext as _

from lms.quizzes.corrections.rules import Change
from lms.quizzes.labels import ACTIONS
from lms.quizzes.on_paper.printing import KeyLine
from lms.web.filters import as_date, as_datetime

Keys = Mapping[str, Sequence[KeyLine]]


def key_notes(keys: Keys, now: datetime) -> list[str]:
    """The moment of the key first, then each correction in force with where the question stands."""
    found = _corrections(keys)
    if not found:
        return [_("As of %(moment)s. No question was corrected.", moment=as_datetime(now))]
    latest = max(change.at for change, _places in found)
    first = _(
        "As of %(moment)s, with all corrections. Keys printed before %(date)s are not right any more.",
        moment=as_datetime(now),
        date=as_datetime(latest),
    )
    return [first, *(_told(change, places) for change, places in found)]


def _corrections(keys: Keys) -> list[tuple[Change, list[str]]]:
    """Each with its places, by mã đề, in the order of approval."""
    found: dict[int, tuple[Change, list[str]]] = {}
    for code, lines in keys.items():
        for line in lines:
            for change in line.changes:
                found.setdefault(change.id, (change, []))[1].append(f"{code}: {line.number}")
    return sorted(found.values(), key=lambda pair: (pair[0].at, pair[0].id))


def _told(change: Change, places: Sequence[str]) -> str:
    return str(
        _(
            "Corrected on %(date)s: %(what)s (paper and question %(places)s).",
            date=as_date(change.at),
            what=str(ACTIONS[change.action]),
            places=" · ".join(places),
        )
    )
