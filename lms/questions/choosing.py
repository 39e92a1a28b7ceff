"""The questions that somebody ticked in the list, or all that fit its filter; none that they have no right to."""

from collections.abc import Sequence
from datetime import date

from werkzeug.datastructures import MultiDict

from lms.questions import listing
from lms.questions.sharing.queries import among
from lms.questions.sharing.rules import Right, Viewer

FILTERS = ("q", "place", "level", "type", "author", "home", "tag", "objective", "document", "source", "state")
MOST_TICKED = 500


def chosen(sent: MultiDict[str, str], viewer: Viewer, right: Right, today: date) -> list[int]:
    """Ids, in order."""
    if "all" in sent:
        return listing.fitting_ids(listing.from_arguments(sent, today), viewer, right)
    ticked = [one for one in sent.getlist("question", type=int) if 0 < one < 2**31][:MOST_TICKED]
    return among(ticked, viewer, right)


def kept(sent: MultiDict[str, str], ids: Sequence[int]) -> list[tuple[str, str]]:
    """What the next page has to know to mean the same questions."""
    if "all" in sent:
        return [("all", "1"), *((name, sent[name]) for name in FILTERS if sent.get(name))]
    return [("question", str(one)) for one in ids]
