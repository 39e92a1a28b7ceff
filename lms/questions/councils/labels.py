"""What posts, terms and changes of a council are called on a page."""

from collections.abc import Mapping
from typing import Any

from flask import Flask
from flask_babel import lazy_gettext as _l, lazy_pgettext

from lms.questions.councils.rules import Post, Standing, Wrong

POSTS = {
    Post.CHAIR: lazy_pgettext("council", "Chair"),
    Post.DEPUTY: lazy_pgettext("council", "Deputy chair"),
    Post.SECRETARY: lazy_pgettext("council", "Secretary"),
    Post.MEMBER: lazy_pgettext("council", "Member"),
}
STANDINGS = {
    Standing.COMING: (lazy_pgettext("council", "Term not begun"), "neutral"),
    Standing.STANDS: (lazy_pgettext("council", "At work"), "success"),
    Standing.ENDING: (lazy_pgettext("council", "Term ends soon"), "warning"),
    Standing.OVER: (lazy_pgettext("council", "Term is over"), "warning"),
    Standing.ENDED: (lazy_pgettext("council", "Ended"), "neutral"),
}
WRONG = {
    Wrong.NO_MEMBER: _l(
        "Only a member of the council can have this post. Tick the person among the members."
    ),
    Wrong.TWO_POSTS: _l("This person has another post in the council already."),
}
CHANGES = {
    "council.founded": lazy_pgettext("council", "set up"),
    "council.changed": lazy_pgettext("council", "changed"),
    "council.ended": lazy_pgettext("council", "ended"),
}
_PARTS = {
    "unit": lazy_pgettext("council", "the unit"),
    "name": lazy_pgettext("council", "the name"),
    "members": lazy_pgettext("council", "the members"),
    "posts": lazy_pgettext("council", "the posts"),
    "topics": lazy_pgettext("council", "the topics"),
    "term": lazy_pgettext("council", "the term"),
}


def changed(old: Mapping[str, Any] | None, new: Mapping[str, Any] | None) -> str:
    """What of a council was changed, in words; empty where everything was."""
    if not old or not new:
        return ""
    return ", ".join(
        str(words) for part, words in _PARTS.items() if part in new and old.get(part) != new[part]
    )


def init_app(app: Flask) -> None:
    app.jinja_env.globals |= {
        "council_posts": POSTS,
        "council_standings": STANDINGS,
        "council_changes": CHANGES,
        "council_changed": changed,
    }
