"""What the page of an attempt tells the time by: always the server's."""

from typing import Any

from lms.quizzes.saving import sitting
from lms.web import clock


def times(row: Any) -> dict[str, str]:
    """Now, the end, how the attempt stands ("open", "paused", "closed"), and in which tab an answer was saved last."""
    now = clock.now()
    state = "closed" if sitting(row).is_over(now) else "paused" if row.paused_at else "open"
    paused_at = row.paused_at.isoformat() if state == "paused" else ""
    ends_at = row.ends_at.isoformat()
    return {
        "now": now.isoformat(),
        "ends_at": ends_at,
        "state": state,
        "paused_at": paused_at,
        "tab": row.tab,
    }
