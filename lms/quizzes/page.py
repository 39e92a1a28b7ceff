"""The page of an attempt. It is drawn once per paper and look; what differs between learners is put into its gaps."""

import json
import secrets
from collections.abc import Mapping
from typing import Any

from flask import render_template, session as cookie, url_for
from flask_login import current_user
from markupsafe import Markup

from lms.quizzes.openings import SatAttempt
from lms.quizzes.sheets import drawn, filled, sheet
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
    look = (attempt.key, attempt.title, attempt.code, attempt.layout, attempt.sequential, attempt.feedback)
    return _gapped.page(
        look, values, lambda given: _draw(attempt, given, drawn(attempt.key, language()), state)
    )


def plain_page(attempt: SatAttempt, state: Mapping[str, Any]) -> str:
    """The page as a form, with the saved answers in it, for browsers without script.

    Where there is no way back it holds what may still be answered; what stands for good is left out.
    """
    shown, more_to_come = _open_slots(attempt, state)
    more: dict[str, Any] = {"only": shown, "facts": attempt, "plain": True}
    if "checks" in state:
        more["checks"] = {told["slot"]: told for told in state["checks"]}
    paper = filled(attempt.key, state["answers"], more)
    return _draw(attempt, _values(attempt, state), paper, state, plain=True, more_to_come=more_to_come)


def _open_slots(attempt: SatAttempt, state: Mapping[str, Any]) -> tuple[list[int], bool]:
    """The slots that the form shows, and whether others come after them."""
    if not attempt.sequential:
        return list(state["slots"]), False
    units = [
        unit for unit in sheet(attempt.key).units(attempt.layout) if not set(unit) <= set(attempt.locked)
    ]
    return (units[0] if units else []), len(units) > 1


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
    facts: SatAttempt, values: Mapping[str, Any], paper: str, state: Mapping[str, Any], **more: bool
) -> str:
    how = {"plain": False, "more_to_come": False} | more
    return render_template(
        "quizzes/sit.html",
        facts=facts,
        paper=Markup(paper),  # noqa: S704 - our own template drew it
        slots=state["slots"],
        answers=state["answers"] if how["plain"] else [],
        here=url_for("attempts.show", attempt_public_id=values["public_id"]),
        **values,
        **how,
    )
