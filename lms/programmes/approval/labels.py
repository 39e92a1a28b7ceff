"""How it is said where a programme stands, and what was changed in it."""

from flask import Flask
from flask_babel import lazy_gettext as _l, lazy_pgettext

from lms.programmes.approval.rules import Change, Standing, What, depths
from lms.programmes.forms import KINDS

STANDINGS = {
    Standing.APPROVED: (lazy_pgettext("programme", "Approved"), "success"),
    Standing.BEFORE: (lazy_pgettext("programme", "Used since before there were appraisals"), "neutral"),
    Standing.CHANGED: (lazy_pgettext("programme", "Changed after its appraisal"), "warning"),
    Standing.ALTERED: (lazy_pgettext("programme", "Changed, not appraised"), "warning"),
    Standing.NEVER: (lazy_pgettext("programme", "Not approved"), "warning"),
}
_KINDS = {choice.value: choice.label for choice in KINDS}


_SENTENCES = {
    What.TITLE: _l("Title: “%(before)s” is now “%(after)s”."),
    What.BASIS: _l("Issued by: “%(before)s” is now “%(after)s”."),
    What.ADDED: _l("Added: “%(where)s”, %(after)s periods."),
    What.LEFT_OUT: _l("Left out: “%(where)s”."),
    What.RENAMED: _l("“%(before)s” is now called “%(after)s”."),
    What.KIND: _l("“%(where)s”: %(before)s is now %(after)s."),
    What.PERIODS: _l("“%(where)s”: %(after)s periods instead of %(before)s."),
    What.SESSIONS: _l("“%(where)s”: %(after)s sessions instead of %(before)s."),
    What.MOVED: _l("“%(where)s” moved from place %(before)s to place %(after)s."),
    What.BELOW: _l("“%(where)s” stands below “%(after)s” now."),
    What.CITED: _l("Rests also on: %(where)s."),
    What.CITED_NO_MORE: _l("No longer rests on: %(where)s."),
}
_ON_ITS_OWN = _l("“%(where)s” stands on its own now, not below “%(before)s”.")


def said(change: Change) -> str:
    """One change as a sentence."""
    words = {"where": change.where, "before": change.before, "after": change.after}
    if change.what is What.KIND:
        words |= {"before": _KINDS[change.before], "after": _KINDS[change.after]}
    on_its_own = change.what is What.BELOW and not change.after
    return str(_ON_ITS_OWN if on_its_own else _SENTENCES[change.what]) % words


def init_app(app: Flask) -> None:
    app.jinja_env.globals |= {"programme_standings": STANDINGS, "topic_kinds": _KINDS}
    app.jinja_env.filters |= {"programme_change": said, "topic_depths": depths}
