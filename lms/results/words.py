"""Conditions in words, for pages and sheets."""

from flask_babel import gettext as _, lazy_gettext

from lms.results.rules import Condition, Part, Why
from lms.web.filters import as_number

_SENTENCES = {
    Why.MET: lazy_gettext("%(title)s: passed with %(mark)s."),
    Why.EXEMPT: lazy_gettext("%(title)s: exempt."),
    Why.NOT_TAKEN: lazy_gettext("%(title)s: not taken yet."),
    Why.NOT_HANDED_IN: lazy_gettext("%(title)s: not handed in yet."),
    Why.WAITING_FOR_MARK: lazy_gettext("%(title)s: handed in, waits for its mark."),
    Why.MARK_TOO_LOW: lazy_gettext("%(title)s: %(mark)s is below the pass mark."),
}


def in_words(condition: Condition) -> str:
    """What stands, or what is missing, in one sentence."""
    if condition.part is Part.ATTENDANCE:
        return _attendance(condition)
    return str(_SENTENCES[condition.why]) % {"title": condition.title, "mark": as_number(condition.value)}


def _attendance(condition: Condition) -> str:
    figures = {"value": as_number(condition.value), "need": as_number(condition.need)}
    if condition.met:
        return _("Attended %(value)s, needed %(need)s.", **figures)
    if condition.why is Why.ENOUGH_STILL_POSSIBLE:
        return _("Attended %(value)s so far, needed %(need)s; this can still be reached.", **figures)
    return _("Attended %(value)s, needed %(need)s: not enough.", **figures)
