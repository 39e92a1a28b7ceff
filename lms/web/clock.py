"""The one clock. Services take `now` as a parameter; only views and commands ask here."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")


def now() -> datetime:
    return datetime.now(UTC)


def local(moment: datetime) -> datetime:
    """The moment as people in the hall read it off the wall."""
    return moment.astimezone(ZONE)
