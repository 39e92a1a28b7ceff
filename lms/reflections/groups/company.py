"""What one member's page is told of what the others write."""

from typing import Any

from lms.reflections.groups import queries
from lms.reflections.models import Reflection
from lms.web.filters import as_datetime


def sign(conflicts: list[dict[str, Any]], reflection_id: int) -> None:
    """Say of every text that stands against one's own whose it is."""
    written = queries.written_by(reflection_id)
    for conflict in conflicts:
        if conflict["slot"] in written:
            conflict["by"] = written[conflict["slot"]].name


def sections(reflection: Reflection) -> list[dict[str, Any]]:
    """What stands in each section, whose hand it was last and when."""
    written = queries.written_by(reflection.id)
    return [
        {
            "slot": text.slot,
            "version": text.version,
            "value": text.value,
            "tab": text.tab,
            "seq": text.seq,
            "by": written[text.slot].name if text.slot in written else "",
            "at": as_datetime(text.saved_at),
        }
        for text in queries.texts_of(reflection.id)
    ]
