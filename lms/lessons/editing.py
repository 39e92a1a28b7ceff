"""Changing what is said about a material: its title, what it belongs to, its kind, when it opens."""

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_login import current_user

from lms.lessons import service
from lms.lessons.forms import FactsForm
from lms.lessons.models import Material
from lms.lessons.views import routes
from lms.permissions import Permission
from lms.web import clock
from lms.web.authorised import authorised

__all__ = ["routes"]


@routes.get("/materials/<int:material_id>/edit")
@authorised(Material, Permission.MATERIAL_EDIT)
def edit(material: Material) -> str:
    given = {
        "title": material.title,
        "topic_id": material.topic_id or 0,
        "kind": material.kind.value,
        "opens_at": material.opens_at,
    }
    return _page(material, _offering(FactsForm(formdata=None, data=given), material))


@routes.post("/materials/<int:material_id>")
@authorised(Material, Permission.MATERIAL_EDIT)
def update(material: Material) -> Any:
    form = _offering(FactsForm(), material)
    if not form.validate():
        return _page(material, form), 422
    service.change(material, form.facts, current_user.person, clock.now())
    flash(_("The material is changed."), "success")
    return redirect(
        url_for(".index", study_class_id=material.study_class_id, _anchor=f"material-{material.id}")
    )


def _offering(form: FactsForm, material: Material) -> FactsForm:
    form.offer(material.study_class.programme.topics)
    return form


def _page(material: Material, form: FactsForm) -> str:
    return render_template(
        "lessons/edit.html", material=material, study_class=material.study_class, form=form
    )
