"""The one clock. Services take `now` as a parameter; only views and commands ask here."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")


def now() -> datetime:
    return datetime.now(UTC)


def today() -> date:
    """The day in Việt Nam."""
    return local(now()).date()


def local(moment: datetime) -> datetime:
    """The moment as people in the hall read it off the wall."""
    return moment.astimezone(ZONE)
