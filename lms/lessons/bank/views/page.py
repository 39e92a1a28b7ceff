"""The page of one version of a lesson: as it stands, or with what somebody sent without success."""

from collections.abc import Callable
from typing import Any

from flask import render_template
from flask_babel import gettext as _
from flask_login import current_user

from lms.documents.citations import reviews
from lms.documents.citations.forms import VERDICTS
from lms.lessons.bank import queries
from lms.lessons.bank.forms import PageTitleForm
from lms.lessons.bank.models import LessonVersion
from lms.lessons.bank.outdated import KIND, waiting_among
from lms.web import clock

# What the features above show on this page: each gives the template what it needs.
Part = Callable[[LessonVersion], dict[str, Any]]
_parts: list[Part] = []


def add_part(part: Part) -> None:
    """Called at import of a feature's views."""
    if part not in _parts:
        _parts.append(part)


def lesson_page(version: LessonVersion, **typed: Any) -> str:
    """The contents of the version, what it quotes, and what the features above know of it."""
    shown: dict[str, Any] = {"title_form": PageTitleForm(formdata=None), "page_questions": {}}
    for part in _parts:
        shown |= part(version)
    writers = queries.writers_of(version.lesson_id)
    return render_template(
        "lesson_bank/show.html",
        lesson=version.lesson,
        version=version,
        topic=queries.topic_title(version.lesson.lineage),
        quotes=queries.quotes_of(version.id),
        looks=reviews.of_thing(KIND, version.lesson_id),
        verdicts=VERDICTS,
        waits_for_look=bool(waiting_among([version.lesson_id], clock.today())),
        wrote=current_user.id in writers,
        today=clock.today(),
        **shown | typed,
    )


def frozen() -> str:
    """Why nothing can be changed any more."""
    return _(
        "This version was handed in meanwhile and does not change any more. What you typed is still here; "
        "copy it, and take the version back or begin the next one."
    )
