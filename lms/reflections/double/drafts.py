"""What a reader has chosen so far; kept with the reading, where nobody else's page looks."""

from datetime import datetime

from lms import database
from lms.marking.models import RubricVersion
from lms.marking.service import PASSAGE
from lms.reflections.double.models import ScriptReading


def save(
    reading: ScriptReading, version: RubricVersion, values: dict[str, str], now: datetime
) -> ScriptReading:
    reading.values, reading.values_version_id, reading.saved_at = values, version.id, now
    database.session.flush()
    return reading


def save_fields(
    reading: ScriptReading, version: RubricVersion, fields: dict[str, str], now: datetime
) -> ScriptReading | None:
    """Keep single fields, what else the draft holds stays. None where a mark was recorded since it was begun."""
    database.session.refresh(reading, with_for_update=True)
    begun = fields.get("base", "")
    if begun.isdecimal() and len(reading.marks) > int(begun):
        return None
    kept = dict(reading.values) if reading.values_version_id == version.id else {}
    return save(reading, version, kept | fields, now)


def drop(reading: ScriptReading) -> None:
    reading.values, reading.values_version_id, reading.saved_at = {}, None, None


def forget_passage(reading: ScriptReading) -> None:
    """A comment on a passage that was being written is written now."""
    reading.values = {name: value for name, value in reading.values.items() if not name.startswith(PASSAGE)}
