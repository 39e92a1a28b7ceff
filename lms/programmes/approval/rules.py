"""When two contents of a programme are the same, and what is different otherwise. Pure.

A content is what `reading` makes of a programme: JSON that stays readable when the programme is long gone.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from hashlib import sha256
from typing import Any

Content = Mapping[str, Any]


class Origin(StrEnum):
    """Why it is in force: it was used before programmes were appraised, or its appraisal approved it."""

    BEFORE = "before"
    APPRAISED = "appraised"


class Standing(StrEnum):
    """Where a programme stands. ALTERED: used before there were appraisals, and changed since. NEVER: none passed."""

    APPROVED = "approved"
    BEFORE = "before"
    CHANGED = "changed"
    ALTERED = "altered"
    NEVER = "never"

    @property
    def holds(self) -> bool:
        """Whether classes may be opened by it even where a centre is strict."""
        return self in {Standing.APPROVED, Standing.BEFORE}


class What(StrEnum):
    TITLE = "title"
    BASIS = "basis"
    ADDED = "added"
    LEFT_OUT = "left-out"
    RENAMED = "renamed"
    KIND = "kind"
    PERIODS = "periods"
    SESSIONS = "sessions"
    MOVED = "moved"
    BELOW = "below"
    CITED = "cited"
    CITED_NO_MORE = "cited-no-more"


@dataclass(frozen=True)
class Change:
    """One thing that is different; `where` is the topic as it is called now."""

    what: What
    where: str = ""
    before: Any = ""
    after: Any = ""


COMPARED = (
    (What.RENAMED, "title"),
    (What.KIND, "kind"),
    (What.PERIODS, "periods"),
    (What.SESSIONS, "sessions"),
)


def digest(content: Content) -> str:
    """The same for contents that say the same; how a document is worded in the register does not matter."""
    documents = sorted([one["id"], one["clause"]] for one in content["documents"])
    essence = {
        "title": content["title"],
        "basis": content["basis"],
        "topics": content["topics"],
        "documents": documents,
    }
    text = json.dumps(essence, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return sha256(text.encode()).hexdigest()


def standing(origin: Origin | None, same: bool) -> Standing:
    if origin is None:
        return Standing.NEVER
    if origin is Origin.BEFORE:
        return Standing.BEFORE if same else Standing.ALTERED
    return Standing.APPROVED if same else Standing.CHANGED


def differences(old: Content, new: Content) -> list[Change]:
    """What is to be told to somebody who knows the old one."""
    heads = ((What.TITLE, "title"), (What.BASIS, "basis"))
    found = [
        Change(what, before=old[name], after=new[name]) for what, name in heads if old[name] != new[name]
    ]
    return [*found, *_of_topics(old["topics"], new["topics"]), *_of_documents(old, new)]


def depths(topics: Sequence[Content]) -> list[int]:
    """How far below the top each topic of a content stands, in its order."""
    found: dict[str, int] = {}
    for one in topics:
        found[one["lineage"]] = found[one["below"]] + 1 if one["below"] in found else 0
    return list(found.values())


def _of_topics(old: Sequence[Content], new: Sequence[Content]) -> Iterator[Change]:
    before, after = ({one["lineage"]: one for one in topics} for topics in (old, new))
    yield from (Change(What.LEFT_OUT, one["title"]) for one in old if one["lineage"] not in after)
    moved = _moved([one for one in before if one in after], [one for one in after if one in before])
    for place, (lineage, now) in enumerate(after.items(), 1):
        was = before.get(lineage)
        if was is None:
            yield Change(What.ADDED, now["title"], after=now["periods"])
            continue
        for what, name in COMPARED:
            if was[name] != now[name]:
                yield Change(what, now["title"], was[name], now[name])
        if lineage in moved:
            yield Change(What.MOVED, now["title"], list(before).index(lineage) + 1, place)
        if was["below"] != now["below"]:
            yield Change(What.BELOW, now["title"], _title(before, was["below"]), _title(after, now["below"]))


def _moved(before: list[str], after: list[str]) -> set[str]:
    """Those that stand elsewhere, if as many as possible are said to have stayed."""
    blocks = SequenceMatcher(None, before, after, autojunk=False).get_matching_blocks()
    stayed = {one for block in blocks for one in after[block.b : block.b + block.size]}
    return set(after) - stayed


def _of_documents(old: Content, new: Content) -> Iterator[Change]:
    before, after = (
        {(one["id"], one["clause"]): one["words"] for one in content["documents"]} for content in (old, new)
    )
    yield from (Change(What.CITED_NO_MORE, words) for key, words in before.items() if key not in after)
    yield from (Change(What.CITED, words) for key, words in after.items() if key not in before)


def _title(topics: Mapping[str, Content], lineage: str | None) -> str:
    return str(topics[lineage]["title"]) if lineage and lineage in topics else ""
