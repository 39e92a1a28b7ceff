"""One thing to do, as the first page says it."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Due:
    """What, a line about it, where, under which words, until when."""

    title: str
    note: str
    url: str
    action: str
    until: datetime | None = None
    urgent: bool = False
