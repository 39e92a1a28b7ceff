"""What publications are called on a page."""

from flask import Flask
from flask_babel import lazy_gettext as _l, lazy_pgettext

from lms.lessons.publishing.models import PublicationKind, Visibility

KINDS = {
    PublicationKind.LESSON: lazy_pgettext("publication", "Lesson"),
    PublicationKind.OUTLINE: lazy_pgettext("publication", "Outline"),
    PublicationKind.DOCUMENT: lazy_pgettext("publication", "Official document"),
    PublicationKind.SLIDES: lazy_pgettext("publication", "Slides"),
    PublicationKind.READING: lazy_pgettext("publication", "Further reading"),
    PublicationKind.BULLETIN: lazy_pgettext("publication", "Bulletin"),
    PublicationKind.LEAFLET: lazy_pgettext("publication", "Leaflet"),
    PublicationKind.PRINTED: lazy_pgettext("publication", "Printed publication"),
    PublicationKind.INTERNAL: lazy_pgettext("publication", "Internal information"),
    PublicationKind.OTHER: lazy_pgettext("publication", "Other publication"),
}
VISIBILITIES = {
    Visibility.INTERNAL: _l("Internal: everybody who is signed in"),
    Visibility.PUBLIC: _l("Public: anybody, without signing in"),
}


def init_app(app: Flask) -> None:
    app.jinja_env.globals |= {"publication_kinds": KINDS, "publication_visibilities": VISIBILITIES}
