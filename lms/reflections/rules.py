"""When a reflection may be written and handed in, how its words are counted, what is missing, and its digest. Pure."""

import hashlib
import json
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from lms.reflections.looks import Look, unpacked

LONGEST_TEXT = 56_000  # bytes: with all around it, one section fits into one message of the outbox
LONGEST_PROPOSAL = 2_000
LONGEST_ADDRESSEE = 200
MOST_PROPOSALS = 20
LEVELS = ("locality", "unit", "person")


class Standing(StrEnum):
    """Where a task stands for one person at one moment."""

    NOT_OPEN = "not-open"
    OPEN = "open"
    LATE = "late"
    OVER = "over"

    @property
    def takes(self) -> bool:
        return self in {Standing.OPEN, Standing.LATE}


@dataclass(frozen=True)
class More:
    """More time, given to a person or to their `group`, and why."""

    until: datetime
    reason: str
    group: str = ""


@dataclass(frozen=True)
class Window:
    """From when to when one person may hand in: in time until `due_at`, late until `ends_at`.

    `more` says why it is longer than that of the class.
    """

    opens_at: datetime
    due_at: datetime
    ends_at: datetime
    more: More | None = None

    def at(self, now: datetime) -> Standing:
        if now < self.opens_at:
            return Standing.NOT_OPEN
        if now < self.due_at:
            return Standing.OPEN
        return Standing.LATE if now < self.ends_at else Standing.OVER


@dataclass(frozen=True)
class Part:
    """One section as written: `text` of a text section, `rows` of a section of proposals; what came from Word has
    `looks`."""

    slot: int
    title: str
    prompt: str
    text: str = ""
    rows: tuple[dict[str, str], ...] = ()
    looks: tuple[Look, ...] = ()

    @property
    def words(self) -> int:
        return words(self.text) + sum(words(row["content"]) for row in self.rows)

    @property
    def blank(self) -> bool:
        return not self.text.strip() and not self.rows and not self.looks


def window(
    opens_at: datetime, due_at: datetime, late_until: datetime | None, given: Iterable[More] = ()
) -> Window:
    """The window of one person: of all the time given the latest moment counts, and none ends before the class's."""
    longest = latest(given)
    more = longest if longest and longest.until > due_at else None
    due = more.until if more else due_at
    return Window(opens_at, due, max(due, late_until) if late_until else due, more)


def latest(given: Iterable[More]) -> More | None:
    """What lasts longest; of two that end together, the one given first."""
    return max(given, key=lambda more: more.until, default=None)


def words(text: str) -> int:
    """How many words, as Word counts them: runs of anything between spaces."""
    return len(text.split())


def tidy_text(value: Any) -> str | None:
    """Plain text in NFC with one kind of line end and no control characters; None if it cannot be a section's text."""
    if not isinstance(value, str) or len(value.encode("utf-8", "replace")) > LONGEST_TEXT:
        return None
    return plain(value)


def plain(value: str) -> str:
    """The same for a text of any length."""
    text = (
        unicodedata.normalize("NFC", value).replace("\r\n", "\n").replace("\r", "\n").replace("\u00a0", " ")
    )
    return "".join(
        letter for letter in text if letter in "\n\t" or unicodedata.category(letter) not in _HIDDEN
    )


def tidy_rows(value: Any) -> list[dict[str, str]] | None:
    """Rows of proposals, empty ones left out; None if it cannot be such rows."""
    if not isinstance(value, list) or len(value) > MOST_PROPOSALS:
        return None
    rows = [_tidy_row(row) for row in value]
    if any(row is None for row in rows):
        return None
    return [row for row in rows if row and (row["content"] or row["addressee"])]


def missing(parts: Iterable[Part], required: Iterable[int]) -> list[int]:
    """The slots of required sections that hold nothing."""
    wanted = set(required)
    return [part.slot for part in parts if part.slot in wanted and part.blank]


def digest(parts: Sequence[Part], files: Iterable[str], people: Sequence[int] = ()) -> str:
    """The receipt's digest: over exactly what was handed in, and nothing else, so that it can be checked again.

    With `people`, whom a group names as taking part.
    """
    content: dict[str, Any] = {
        "parts": [{"slot": part.slot, "text": part.text, "rows": list(part.rows)} for part in parts],
        "files": list(files),
    }
    if people:
        content["people"] = list(people)
    packed = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(packed.encode()).hexdigest()


def frozen(part: Part) -> dict[str, Any]:
    """A part as a submission keeps it."""
    kept = {"slot": part.slot, "title": part.title, "prompt": part.prompt, "text": part.text}
    looks = {"looks": [look.packed() for look in part.looks]} if part.looks else {}
    return {**kept, "rows": list(part.rows), **looks}


def thawed(kept: Mapping[str, Any]) -> Part:
    looks = tuple(map(unpacked, kept.get("looks", ())))
    return Part(kept["slot"], kept["title"], kept["prompt"], kept["text"], tuple(kept["rows"]), looks)


def paragraphs(text: str) -> list[str]:
    """The paragraphs of a text, as they are shown."""
    return [paragraph.strip("\n") for paragraph in re.split(r"\n\s*\n|\n", text) if paragraph.strip()]


def _tidy_row(row: Any) -> dict[str, str] | None:
    if not isinstance(row, dict):
        return None
    level, content, addressee = (row.get(name, "") for name in ("level", "content", "addressee"))
    content, addressee = tidy_text(content), tidy_text(addressee)
    if level not in LEVELS or content is None or addressee is None:
        return None
    if len(content) > LONGEST_PROPOSAL or len(addressee) > LONGEST_ADDRESSEE:
        return None
    return {"level": level, "content": content.strip(), "addressee": addressee.strip()}


_HIDDEN = frozenset({"Cc", "Cs", "Co", "Cn"})
