"""For the button beside a thing: what of its kind is in the notebook of who asks."""

from flask import Flask
from flask_babel import lazy_pgettext
from flask_login import current_user

from lms.lessons.collecting import queries
from lms.lessons.collecting.models import CollectedItem, CollectedKind

KINDS = {
    CollectedKind.LESSON: lazy_pgettext("notebook", "Lesson"),
    CollectedKind.MATERIAL: lazy_pgettext("notebook", "Material"),
    CollectedKind.DOCUMENT: lazy_pgettext("notebook", "Official document"),
}


def collected(kind: str) -> dict[int, CollectedItem]:
    """What the person saved of this kind, by the id of the thing; one statement."""
    return queries.saved(current_user.id, CollectedKind(kind))


def init_app(app: Flask) -> None:
    app.jinja_env.globals["collected"] = collected
