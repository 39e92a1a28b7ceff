"""The page of an attempt. It is drawn once per paper and look; what differs between learners is put into its gaps."""

import json
import re
import secrets
from collections.abc import Mapping
from typing import Any

from flask import g, render_template, session as cookie, url_for
from flask_login import current_user
from flask_wtf.csrf import generate_csrf
from markupsafe import Markup, escape

from lms.quizzes.openings import SatAttempt
from lms.quizzes.sheets import drawn, filled
from lms.web import clock
from lms.web.filters import as_duration, as_time
from lms.web.page import language

# Nothing that a lecturer writes can hold this word.
_MARK = f"gap{secrets.token_hex(8)}"
_GAP = re.compile(rf"{_MARK}x(\w+?)x")
_kept: dict[tuple[str, ...], list[str]] = {}
MOST_KEPT = 500


def page(attempt: SatAttempt, state: Mapping[str, Any]) -> str:
    """The page with script; a message from the page before is shown without keeping it."""
    values = _values(attempt, state)
    if cookie.get("_flashes"):
        return _draw(attempt, values, drawn(attempt.key, language()), state)
    look = (attempt.key, attempt.title, attempt.code, language(), current_user.theme, current_user.text_size)
    if look not in _kept:
        if len(_kept) >= MOST_KEPT:
            _kept.clear()
        _kept[look] = _GAP.split(_with_gaps(attempt, values, state))
    values["csrf"] = generate_csrf()
    pieces = list(_kept[look])
    pieces[1::2] = [str(escape(values[name])) for name in pieces[1::2]]
    return "".join(pieces)


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


def _with_gaps(attempt: SatAttempt, values: Mapping[str, Any], state: Mapping[str, Any]) -> str:
    """The page with a marked gap for every value, the CSRF token's included."""
    gaps = {name: f"{_MARK}x{name}x" for name in (*values, "csrf")}
    generate_csrf()
    kept, g.csrf_token = g.csrf_token, gaps.pop("csrf")
    try:
        return _draw(attempt, gaps, drawn(attempt.key, language()), state)
    finally:
        g.csrf_token = kept


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
