"""The tabs of a class: features above say which of their pages stand there; each person sees what is theirs."""

from dataclasses import dataclass

from flask import request, url_for
from flask_babel import LazyString

from lms.classes.models import StudyClass
from lms.permissions import Permission
from lms.web.authorised import can


@dataclass(frozen=True)
class Tab:
    """A page about one class; its endpoint takes `study_class_id`."""

    place: int
    label: LazyString
    endpoint: str
    permission: Permission


_tabs: list[Tab] = []


def add(tab: Tab) -> None:
    """Called at import of a feature's views."""
    if tab not in _tabs:
        _tabs.append(tab)
        _tabs.sort(key=lambda kept: kept.place)


def tabs_of(study_class: StudyClass) -> list[dict[str, object]]:
    """As `macros/lists.html: tabs` wants them."""
    feature = (request.endpoint or "").split(".")[0]
    return [
        {
            "label": str(tab.label),
            "url": url_for(tab.endpoint, study_class_id=study_class.id),
            "current": request.endpoint == tab.endpoint or (tab.endpoint.split(".")[0] == feature != "classes"),
        }
        for tab in _tabs
        if can(tab.permission, study_class)
    ]
