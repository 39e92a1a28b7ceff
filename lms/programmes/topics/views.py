"""The topics of a programme put in order: by keyboard, by buttons, or dragged."""

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from lms.audit.models import AuditEntry
from lms.permissions import Permission
from lms.programmes.models import Programme
from lms.programmes.queries import parents_of
from lms.programmes.topics import rules, service
from lms.programmes.topics.rules import How, Move
from lms.programmes.topics.service import Outcome
from lms.web import clock
from lms.web.authorised import authorised

routes = Blueprint("programme_topics", __name__)


@routes.get("/programmes/<int:programme_id>/topics")
@authorised(Programme, Permission.PROGRAMME_EDIT)
def show(programme: Programme) -> str:
    return _page(programme)


@routes.post("/programmes/<int:programme_id>/topics/moves")
@authorised(Programme, Permission.PROGRAMME_EDIT)
def move(programme: Programme) -> Any:
    wish = _wish(request.form)
    if wish is None:
        flash(_("Choose a topic and where it is to go. Nothing was moved."), "danger")
        return _page(programme), 422
    outcome = service.move(current_user.person, programme, wish, request.form.get("seen", ""), clock.now())
    if outcome is Outcome.STALE:
        flash(
            _(
                "Somebody else moved topics meanwhile. This is how they stand now; nothing of yours was moved."
            ),
            "danger",
        )
        return _page(programme), 409
    if outcome is Outcome.STAYS:
        flash(_("It cannot go there. Nothing was moved."), "info")
    else:
        flash(_said(programme, wish.topic_id), "success")
    return redirect(url_for(".show", programme_id=programme.id, _anchor=f"topic-{wish.topic_id}"))


def _wish(sent: Mapping[str, str]) -> Move | None:
    """A button says `move=up-12`; a drop says what was dropped where: `move=into-12-7`."""
    how, *ids = sent.get("move", "").split("-")
    known = how in set(How) and all(one.isascii() and one.isdigit() and len(one) < 10 for one in ids)
    if not known or len(ids) != (2 if how in {How.BEFORE, How.AFTER, How.INTO} else 1):
        return None
    return Move(int(ids[0]), How(how), int(ids[1]) if len(ids) > 1 else None)


def _said(programme: Programme, topic_id: int) -> str:
    """Where the topic stands now, also for those who hear the page."""
    titles, parents = {topic.id: topic.title for topic in programme.topics}, parents_of(programme)
    above = titles.get(parents[topic_id] or 0)
    siblings = [one for one, parent_id in parents.items() if parent_id == parents[topic_id]]
    place = {"title": titles[topic_id], "number": siblings.index(topic_id) + 1, "count": len(siblings)}
    if above is None:
        return str(_("“%(title)s” is %(number)s of %(count)s at the top.", **place))
    return str(_("“%(title)s” is %(number)s of %(count)s below “%(above)s”.", above=above, **place))


def _page(programme: Programme) -> str:
    nodes = service.nodes_of(programme)
    titles = {topic.id: topic.title for topic in programme.topics}
    return render_template(
        "programme_topics/show.html",
        programme=programme,
        depths=rules.depths(nodes),
        possible=rules.possible(nodes),
        seen=rules.look(nodes),
        history=[(_topic_of(entry, titles), name, entry.at) for entry, name in service.history(programme)],
    )


def _topic_of(entry: AuditEntry, titles: Mapping[int, str]) -> str:
    return titles.get((entry.new or {}).get("topic", 0), "–")
