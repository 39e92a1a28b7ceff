"""Calendars as text, read back by a reader of the tests' own."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, strategies as st

from lms.calendars.ical import Event, calendar, escaped, folded, moment
from lms.web.clock import ZONE

START = datetime(2026, 11, 24, 7, 30, tzinfo=ZONE)


def event(**changes: Any) -> Event:
    values: dict[str, Any] = {
        "uid": "session-7@sen.example",
        "sequence": 2,
        "changed_at": START - timedelta(days=1),
        "starts_at": START,
        "ends_at": START + timedelta(hours=3, minutes=30),
        "summary": "Bài 2: Cương lĩnh; phần 1, phần 2",
        **changes,
    }
    return Event(**values)


def read(data: bytes) -> list[dict[str, str]]:
    """The events of a calendar: lines unfolded, values unescaped."""
    text = data.decode().replace("\r\n ", "")
    lines = [line.partition(":") for line in text.split("\r\n") if line]
    found: list[dict[str, str]] = []
    for name, _colon, value in lines:
        if (name, value) == ("BEGIN", "VEVENT"):
            found.append({})
        elif found:
            found[-1].setdefault(name, unescaped(value))
    return found


def unescaped(value: str) -> str:
    letters, found = iter(value), []
    for letter in letters:
        if letter == "\\":
            after = next(letters)
            found.append("\n" if after in "nN" else after)
        else:
            found.append(letter)
    return "".join(found)


def test_an_event_is_read_back_as_it_was():
    [found] = read(calendar("Lịch học", [event(location="Hội trường A", description="Lớp 1\nBuổi 2")]))
    assert found["UID"] == "session-7@sen.example"
    assert found["SEQUENCE"] == "2"
    assert found["DTSTART"] == "20261124T003000Z"
    assert found["DTEND"] == "20261124T040000Z"
    assert found["DTSTAMP"] == found["LAST-MODIFIED"] == "20261123T003000Z"
    assert found["SUMMARY"] == "Bài 2: Cương lĩnh; phần 1, phần 2"
    assert found["LOCATION"] == "Hội trường A"
    assert found["DESCRIPTION"] == "Lớp 1\nBuổi 2"
    assert found["STATUS"] == "CONFIRMED"
    assert found["END"] == "VEVENT"


def test_a_cancelled_session_stays_and_says_so():
    [found] = read(calendar("Lịch", [event(cancelled=True)]))
    assert (found["STATUS"], found["TRANSP"]) == ("CANCELLED", "TRANSPARENT")


def test_a_calendar_without_events_is_a_calendar():
    lines = calendar("Lịch", []).decode().split("\r\n")
    assert (lines[0], lines[1], lines[-2:]) == ("BEGIN:VCALENDAR", "VERSION:2.0", ["END:VCALENDAR", ""])


@pytest.mark.parametrize(
    "text, written",
    [
        ("a, b; c\\d", "a\\, b\\; c\\\\d"),
        ("một\r\nhai\rba\nbốn", "một\\nhai\\nba\\nbốn"),
        ("chuông\x07 và\x00 xóa\x7f", "chuông và xóa"),
        ("BEGIN:VEVENT\nEND:VEVENT", "BEGIN:VEVENT\\nEND:VEVENT"),
    ],
)
def test_what_has_a_meaning_in_a_calendar_is_escaped(text, written):
    assert escaped(text) == written


def test_moments_are_told_in_utc():
    assert moment(datetime(2026, 1, 1, 6, 59, 59, tzinfo=ZONE)) == "20251231T235959Z"
    assert moment(datetime(2026, 1, 1, tzinfo=UTC)) == "20260101T000000Z"


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=400))
def test_no_line_is_longer_than_it_may_be_and_no_letter_is_torn(text: str):
    line = "SUMMARY:" + escaped(text)
    written = folded(line)
    assert written.endswith(b"\r\n")
    parts = written[:-2].split(b"\r\n")
    assert all(len(part) <= 75 for part in parts)
    assert [part.decode()[:1] for part in parts[1:]] == [" "] * (len(parts) - 1)
    assert "".join([parts[0].decode(), *(part.decode()[1:] for part in parts[1:])]) == line


@given(
    st.lists(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=120), max_size=4)
)
def test_whatever_titles_hold_every_event_is_read_back(titles: list[str]):
    found = read(calendar("Lịch", [event(uid=str(n), summary=title) for n, title in enumerate(titles)]))
    assert [one["SUMMARY"] for one in found] == titles
