"""The page of an attempt. It is drawn once per paper and look; what differs between learners is put into its gaps."""

import json
import secrets
from collections.abc import Mapping
from typing import Any

from flask import render_template, session as cookie, url_for
from flask_login import current_user
from markupsafe import Markup

from lms.quizzes.openings import SatAttempt
from lms.quizzes.sheets import drawn, filled
from lms.web import clock
from lms.web.filters import as_duration, as_time
from lms.web.gaps import Gapped
from lms.web.page import language

_gapped = Gapped()


def page(attempt: SatAttempt, state: Mapping[str, Any]) -> str | bytes:
    """The page with script; a message from the page before is shown without keeping it."""
    values = _values(attempt, state)
    if cookie.get("_flashes"):
        return _draw(attempt, values, drawn(attempt.key, language()), state)
    look = (attempt.key, attempt.title, attempt.code)
    return _gapped.page(
        look, values, lambda given: _draw(attempt, given, drawn(attempt.key, language()), state)
    )


def plain_page(attempt: SatAttempt, state: Mapping[str, Any]) -> str:
    """The page as a form, with the saved answers in it, for browsers without script."""
    return _draw(attempt, _values(attempt, state), filled(attempt.key, state["answers"]), state, plain=True)


def _values(attempt: SatAttempt, state: Mapping[str, Any]) -> dict[str, Any]:
    """Everything that stands in the page and differs between two learners with the same paper."""
    return {
        "public_id": attempt.public_id,
        "ends": as_time(attempt.ends_at),
        "left": as_duration(attempt.ends_at - clock.now()),
        "state_json": json.dumps(state, ensure_ascii=False),
        "login_name": current_user.phone or current_user.username or current_user.member_code or "",
        "form_tab": secrets.token_hex(8),
    }


def _draw(
    facts: SatAttempt, values: Mapping[str, Any], paper: str, state: Mapping[str, Any], *, plain: bool = False
) -> str:
    return render_template(
        "quizzes/sit.html",
        facts=facts,
        plain=plain,
        paper=Markup(paper),  # noqa: S704 - our own template drew it
        slots=state["slots"],
        answers=state["answers"] if plain else [],
        here=url_for("attempts.show", attempt_public_id=values["public_id"]),
        **values,
    )
