"""The one page on which a thing says what it cites; each feature brings its thing and where to go."""

from dataclasses import dataclass
from typing import Any

from flask import flash, redirect, render_template
from flask_babel import gettext as _
from flask_login import current_user

from lms.documents.citations.forms import CitationsForm, form_of
from lms.documents.citations.shelf import Shelf
from lms.web import clock


@dataclass(frozen=True)
class Place:
    """A thing with its shelf; `title` is what it is called, `url` saves, `back` shows it."""

    shelf: Shelf
    thing: Any
    title: str
    url: str
    back: str


def page(place: Place) -> str:
    return _page(place, form_of(place.shelf.of(place.thing)))


def save(place: Place) -> Any:
    form = CitationsForm()
    if not form.validate():
        return _page(place, form), 422
    place.shelf.cite(place.thing, form.cited, current_user.person, clock.now())
    flash(_("What it rests on is stored."), "success")
    return redirect(place.back)


def _page(place: Place, form: CitationsForm) -> str:
    return render_template("documents/edit_citations.html", place=place, form=form)
