"""Conditions in words, for pages and sheets."""

from flask_babel import gettext as _

from lms.results.rules import Condition, Part, Why
from lms.web.filters import as_number


def in_words(condition: Condition) -> str:
    """What stands, or what is missing, in one sentence."""
    if condition.part is Part.ATTENDANCE:
        return _attendance(condition)
    return _sentences()[condition.why] % {"title": condition.title, "mark": as_number(condition.value)}


def _attendance(condition: Condition) -> str:
    figures = {"value": as_number(condition.value), "need": as_number(condition.need)}
    if condition.met:
        return _("Attended %(value)s, needed %(need)s.", **figures)
    if condition.why is Why.ENOUGH_STILL_POSSIBLE:
        return _("Attended %(value)s so far, needed %(need)s; this can still be reached.", **figures)
    return _("Attended %(value)s, needed %(need)s: not enough.", **figures)


def _sentences() -> dict[Why, str]:
    return {
        Why.MET: _("%(title)s: passed with %(mark)s."),
        Why.EXEMPT: _("%(title)s: exempt."),
        Why.NOT_TAKEN: _("%(title)s: not taken yet."),
        Why.NOT_HANDED_IN: _("%(title)s: not handed in yet."),
        Why.WAITING_FOR_MARK: _("%(title)s: handed in, waits for its mark."),
        Why.MARK_TOO_LOW: _("%(title)s: %(mark)s is below the pass mark."),
    }
