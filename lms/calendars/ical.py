"""Calendars as text by RFC 5545: UTC times, escaped words, lines of at most 75 octets that end in CRLF. Pure."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

MEDIA_TYPE = "text/calendar; charset=utf-8"
MAKER = "-//Sen//Timetable//VI"
OCTETS = 75
# How often a telephone may look again.
REFRESH = "PT1H"


@dataclass(frozen=True, kw_only=True)
class Event:
    """`uid` stays for ever; `sequence` counts the changes, `changed_at` is the last of them."""

    uid: str
    sequence: int
    changed_at: datetime
    starts_at: datetime
    ends_at: datetime
    summary: str
    location: str = ""
    description: str = ""
    url: str = ""
    cancelled: bool = False


def calendar(name: str, events: Iterable[Event]) -> bytes:
    """A whole calendar, to be subscribed to."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:{MAKER}",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"NAME:{escaped(name)}",
        f"X-WR-CALNAME:{escaped(name)}",
        f"REFRESH-INTERVAL;VALUE=DURATION:{REFRESH}",
        f"X-PUBLISHED-TTL:{REFRESH}",
        *(line for event in events for line in _event(event)),
        "END:VCALENDAR",
    ]
    return b"".join(folded(line) for line in lines)


def escaped(text: str) -> str:
    """A value of type TEXT; what cannot be written in one is left out."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    kept = "".join(letter for letter in plain if letter in "\n\t" or (letter >= " " and letter != "\x7f"))
    for letter, written in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\n", "\\n")):
        kept = kept.replace(letter, written)
    return kept


def folded(line: str) -> bytes:
    """The line in UTF-8, broken so that no letter is torn; what goes on begins with a space."""
    parts, part = [], b""
    for letter in line:
        octets = letter.encode()
        if len(part) + len(octets) > OCTETS:
            parts.append(part)
            part = b" "
        part += octets
    return b"\r\n".join([*parts, part]) + b"\r\n"


def moment(value: datetime) -> str:
    """An aware moment in UTC: `20261124T003000Z`."""
    return f"{value.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _event(event: Event) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{escaped(event.uid)}"
    yield f"SEQUENCE:{event.sequence}"
    yield f"DTSTAMP:{moment(event.changed_at)}"
    yield f"LAST-MODIFIED:{moment(event.changed_at)}"
    yield f"DTSTART:{moment(event.starts_at)}"
    yield f"DTEND:{moment(event.ends_at)}"
    yield f"SUMMARY:{escaped(event.summary)}"
    yield f"STATUS:{'CANCELLED' if event.cancelled else 'CONFIRMED'}"
    if event.cancelled:
        yield "TRANSP:TRANSPARENT"
    for name, value in (("LOCATION", event.location), ("DESCRIPTION", event.description)):
        if value:
            yield f"{name}:{escaped(value)}"
    if event.url:
        yield f"URL:{event.url}"
    yield "END:VEVENT"
