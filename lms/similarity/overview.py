"""The list of a task: every script with what it consists of, whom it shares most with, and what was said about it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from lms.accounts import names
from lms.permissions import GrantLike
from lms.reflections.models import ReflectionTask, Submission
from lms.similarity import gate, graph, queries, rules
from lms.similarity.gate import Gate, Other
from lms.similarity.graph import Drawing
from lms.similarity.models import ComparedScript, Comparison, Kin, TextDecision, TextMatch, Verdict
from lms.similarity.rules import Shares

MOST_DRAWN = 40
SMALL = 0.05


class Shown(StrEnum):
    """Which scripts the list shows."""

    ALL = "all"
    UNSEEN = "unseen"
    VALID = "valid"
    EXPLAIN = "explain"


@dataclass(frozen=True)
class Partner:
    """Another script with passages in common, and how much of this one they are."""

    match_id: int
    other: Other
    share: float
    numbers: tuple[int, ...] = ()

    @property
    def is_small(self) -> bool:
        """Little more than a figure of speech: shown when asked for."""
        return self.share < SMALL


@dataclass(frozen=True)
class Line:
    """One script in the list. Without `shares` it was not compared yet, or holds no typed text."""

    submission: Submission
    name: str
    shares: Shares | None
    partners: list[Partner]
    decision: TextDecision | None
    typed: bool = True

    @property
    def number(self) -> int:
        return self.submission.reflection.script_no or 0

    def holds(self, word: str) -> bool:
        """Whether it is called so; a name that does not show is not asked."""
        return str(self.number).startswith(word) or word in names.search_key(self.name)

    @property
    def verdict(self) -> Verdict:
        return self.decision.verdict if self.decision else Verdict.UNSEEN

    @property
    def explained(self) -> bool:
        return bool(self.decision and self.decision.explanations)


@dataclass(frozen=True)
class Link:
    """Two scripts of a group, each with how much of it is in common."""

    match_id: int
    one: Line
    other: Line
    share_one: float
    share_other: float


@dataclass(frozen=True)
class Group:
    """Scripts that have much in common, directly or through others."""

    lines: list[Line]
    links: list[Link]
    drawing: Drawing | None


@dataclass(frozen=True)
class Overview:
    task: ReflectionTask
    blind: bool
    comparison: Comparison | None
    lines: list[Line]
    groups: list[Group] = field(default_factory=list)

    def shown(self, which: Shown, text: str = "") -> list[Line]:
        """The scripts in this state whose number begins so, or whose name, if it shows, holds these words."""
        words = names.search_key(text).split()
        return [
            line
            for line in self.lines
            if (which is Shown.ALL or line.verdict.value == which.value)
            and all(line.holds(word) for word in words)
        ]


def of_task(task: ReflectionTask, grants: Iterable[GrantLike]) -> Overview:
    """In the same number of queries however many scripts there are."""
    mine = {one.id: one for one in queries.scripts_of_task(task)}
    matches = list(queries.matches_of_task(task.id))
    elsewhere = {match.b_id for match in matches} - mine.keys()
    others = {one.id: one for one in queries.scripts(elsewhere)} if elsewhere else {}
    seen = gate.opened(task, grants, others.values())
    found = queries.compared_of_task(task.id)
    decisions = queries.decisions_by_script(task)
    partners = _partners(matches, mine | others, seen)
    lines = {
        number: _line(one, found.get(number), partners.get(number, []), decisions.get(number), seen)
        for number, one in mine.items()
    }
    ordered = sorted(lines.values(), key=_order)
    likely = _likely(matches, found, lines)
    comparison = queries.last_comparison(task.id)
    return Overview(task, seen.blind, comparison, ordered, _groups(likely, lines))


def _line(
    submission: Submission,
    found: ComparedScript | None,
    partners: list[Partner],
    decision: TextDecision | None,
    seen: Gate,
) -> Line:
    shares = Shares(found.quoted_share, found.shared, found.repeated) if found and found.length else None
    ordered = sorted(partners, key=lambda one: (-one.share, one.match_id))
    return Line(submission, seen.name(submission), shares, ordered, decision, submission.word_count > 0)


def _order(line: Line) -> tuple[float, int]:
    """What is shared most stands first; the number tells nothing."""
    return (-(line.shares.shared if line.shares else -1.0), line.number)


def _partners(
    matches: Iterable[TextMatch], scripts: dict[int, Submission], seen: Gate
) -> dict[int, list[Partner]]:
    made: dict[int, list[Partner]] = {}
    for match in matches:
        if not {match.a_id, match.b_id} <= scripts.keys():
            continue
        other = seen.other(scripts[match.b_id], match.kin)
        made.setdefault(match.a_id, []).append(Partner(match.id, other, match.share_a))
        if match.kin is Kin.SAME_TASK:
            back = seen.other(scripts[match.a_id], match.kin)
            made.setdefault(match.b_id, []).append(Partner(match.id, back, match.share_b))
    return made


def _likely(
    matches: Iterable[TextMatch], found: dict[int, ComparedScript], lines: dict[int, Line]
) -> list[TextMatch]:
    """Matches within the task that are so large that somebody should look at the scripts together."""
    return [
        match
        for match in matches
        if match.kin is Kin.SAME_TASK
        and {match.a_id, match.b_id} <= lines.keys() & found.keys()
        and (
            rules.is_likely(match.share_a, found[match.a_id].quoted_share)
            or rules.is_likely(match.share_b, found[match.b_id].quoted_share)
        )
    ]


def _groups(likely: list[TextMatch], lines: dict[int, Line]) -> list[Group]:
    made = []
    for members in rules.groups((match.a_id, match.b_id) for match in likely):
        listed = sorted((lines[member] for member in members), key=_order)
        inside = [match for match in likely if match.a_id in members]
        links = [
            Link(match.id, lines[match.a_id], lines[match.b_id], match.share_a, match.share_b)
            for match in sorted(inside, key=lambda one: -max(one.share_a, one.share_b))
        ]
        made.append(Group(listed, links, _drawing(listed, links)))
    return made


def _drawing(lines: list[Line], links: list[Link]) -> Drawing | None:
    if len(lines) > MOST_DRAWN:
        return None
    edges = [(link.one.number, link.other.number, max(link.share_one, link.share_other)) for link in links]
    return graph.drawn([line.number for line in lines], edges)
