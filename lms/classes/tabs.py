"""The tabs of a class: features above say which of their pages stand there; each person sees what is theirs."""

from dataclasses import dataclass

from flask import Flask, request, url_for
from flask_babel import LazyString

from lms.classes.agenda import items_of, timed
from lms.classes.models import StudyClass
from lms.classes.places import heads, places_of
from lms.permissions import Permission
from lms.web.authorised import can


@dataclass(frozen=True)
class Tab:
    """A page about one class; its endpoint takes `study_class_id`. `also` names blueprints whose pages belong to it."""

    place: int
    label: LazyString
    endpoint: str
    permission: Permission
    also: tuple[str, ...] = ()


# Features with more than one tab.
SHARED_BY_TABS = {"classes", "home"}
_tabs: list[Tab] = []


def add(tab: Tab) -> None:
    """Called at import of a feature's views."""
    if tab not in _tabs:
        _tabs.append(tab)
        _tabs.sort(key=lambda kept: kept.place)


def init_app(app: Flask) -> None:
    app.jinja_env.globals |= {
        "class_tabs": tabs_of,
        "class_address": address_of,
        "heads_of": lambda stored: heads(places_of(stored)),
        "agenda_of": lambda stored, starts_at: timed(items_of(stored), starts_at),
    }


def tabs_of(study_class: StudyClass) -> list[dict[str, object]]:
    """As `macros/lists.html: tabs` wants them."""
    return [
        {"label": str(tab.label), "url": _address(tab, study_class), "current": _is_current(tab)}
        for tab in _tabs
        if can(tab.permission, study_class)
    ]


def address_of(study_class: StudyClass) -> str:
    """Where the class is shown to the person who asks: the first of its pages that is theirs."""
    return next((_address(tab, study_class) for tab in _tabs if can(tab.permission, study_class)), "")


def _address(tab: Tab, study_class: StudyClass) -> str:
    return url_for(tab.endpoint, study_class_id=study_class.id)


def _is_current(tab: Tab) -> bool:
    """The endpoint itself, or any page of its feature; `classes` has several tabs and so counts by endpoint only."""
    feature = (request.endpoint or "").split(".")[0]
    own = tab.endpoint.split(".")[0]
    return (
        request.endpoint == tab.endpoint
        or feature in tab.also
        or (feature == own and own not in SHARED_BY_TABS)
    )
