"""What kinds of materials are called on a page."""

from flask import Flask
from flask_babel import lazy_pgettext

from lms.lessons.models import MaterialKind

KINDS = {
    MaterialKind.OUTLINE: lazy_pgettext("material", "Outline"),
    MaterialKind.DOCUMENT: lazy_pgettext("material", "Official document"),
    MaterialKind.SLIDES: lazy_pgettext("material", "Slides"),
    MaterialKind.DRAFT: lazy_pgettext("material", "Draft to discuss"),
    MaterialKind.READING: lazy_pgettext("material", "Further reading"),
    MaterialKind.BULLETIN: lazy_pgettext("material", "Bulletin, leaflet"),
    MaterialKind.OTHER: lazy_pgettext("material", "Other material"),
}


def init_app(app: Flask) -> None:
    app.jinja_env.globals["material_kinds"] = KINDS
