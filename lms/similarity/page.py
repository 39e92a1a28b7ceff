"""What one page shows: a script with what it shares, two scripts side by side, what a learner is asked."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from lms.permissions import GrantLike
from lms.reflections.models import Reflection, ReflectionTask, Submission
from lms.similarity import gate, queries, rules, texts
from lms.similarity.gate import Other
from lms.similarity.models import ComparedScript, Kin, TextDecision, Verdict
from lms.similarity.overview import Partner
from lms.similarity.queries import Seen
from lms.similarity.rules import Shares, Span, spans_of
from lms.similarity.texts import Section


@dataclass(frozen=True)
class ScriptPage:
    """One script: its text with quotes and shared passages marked, who shares them, what was said."""

    submission: Submission
    name: str
    blind: bool
    shares: Shares | None
    sections: list[Section]
    partners: list[Partner]
    earlier: list[Partner]
    history: Sequence[TextDecision]

    @property
    def task(self) -> ReflectionTask:
        return self.submission.reflection.task

    @property
    def decision(self) -> TextDecision | None:
        """What counts: the last word about this very version."""
        return next((one for one in self.history if one.submission_id == self.submission.id), None)

    @property
    def verdict(self) -> Verdict:
        return self.decision.verdict if self.decision else Verdict.UNSEEN

    @property
    def base(self) -> int:
        return self.decision.number if self.decision else 0


@dataclass(frozen=True)
class PairPage:
    """Two scripts side by side; of one that may not be read only what both have."""

    submission: Submission
    name: str
    blind: bool
    other: Other
    mine: float
    theirs: float
    passages: int
    left: list[Section]
    right: list[Section]
    excerpts: list[str]

    @property
    def task(self) -> ReflectionTask:
        return self.submission.reflection.task


@dataclass(frozen=True)
class AskedPage:
    """What a learner is asked: passages of their own text, and what they wrote so far."""

    reflection: Reflection
    decision: TextDecision
    excerpts: list[str]

    @property
    def is_open(self) -> bool:
        return self.decision.verdict is Verdict.EXPLAIN


def of_script(submission: Submission, grants: Iterable[GrantLike]) -> ScriptPage:
    found = queries.compared([submission.id]).get(submission.id)
    seen = queries.matches_of(submission.id)
    others = {one.id: one for one in queries.scripts(one.other_id for one in seen)}
    through = gate.opened(submission.reflection.task, grants, others.values())
    quoted = spans_of(found.quoted) if found else []
    marked = rules.without([span for one in seen for span in spans_of(one.passages)], quoted)
    partners = [
        Partner(one.id, through.other(others[one.other_id], one.kin), one.share, _numbers(one, marked))
        for one in seen
        if one.other_id in others
    ]
    return ScriptPage(
        submission,
        through.name(submission),
        through.blind,
        _shares(found),
        texts.laid_out(submission.parts, quoted, marked),
        [one for one in partners if one.other.kin is not Kin.OWN],
        [one for one in partners if one.other.kin is Kin.OWN],
        queries.history_of(submission.reflection_id),
    )


def of_pair(submission: Submission, match_id: int, grants: Iterable[GrantLike]) -> PairPage | None:
    """The page of two scripts; None if there is no such match."""
    seen = queries.match_of(submission.id, match_id)
    if seen is None:
        return None
    [second] = queries.scripts([seen.other_id])
    through = gate.opened(submission.reflection.task, grants, [second])
    other = through.other(second, seen.kin)
    found = queries.compared([submission.id, second.id])
    left = texts.laid_out(submission.parts, _quoted(found, submission), spans_of(seen.passages))
    theirs = spans_of(seen.passages, 2)
    right = texts.laid_out(second.parts, _quoted(found, second), theirs) if other.readable else []
    excerpts = [] if other.readable else texts.excerpts(second.parts, theirs)
    shares = (seen.share, seen.theirs)
    called = (through.name(submission), through.blind, other)
    return PairPage(submission, *called, *shares, len(seen.passages), left, right, excerpts)


def asked_of(reflection: Reflection) -> AskedPage | None:
    """What the learner is asked, or was asked and answered; None if nothing is to be shown."""
    decision = queries.last_decision(reflection.id)
    if decision is None:
        return None
    if decision.verdict is Verdict.EXPLAIN:
        return AskedPage(reflection, decision, _own_words(decision))
    answered = _answered_before(reflection)
    return AskedPage(reflection, answered, []) if answered and decision.verdict is Verdict.VALID else None


def _answered_before(reflection: Reflection) -> TextDecision | None:
    """The decision that shows the learner that what they wrote was read: the one that settled it."""
    history = queries.history_of(reflection.id)
    explained = any(one.explanations for one in history)
    return history[0] if explained else None


def _own_words(decision: TextDecision) -> list[str]:
    return texts.excerpts(decision.submission.parts, spans_of(decision.passages))


def _numbers(seen: Seen, marked: Sequence[Span]) -> tuple[int, ...]:
    """Which of the marked passages, counted from 1, this match is about."""
    spans = spans_of(seen.passages)
    return tuple(
        number
        for number, (start, end) in enumerate(marked, 1)
        if any(start < other_end and other_start < end for other_start, other_end in spans)
    )


def _shares(found: ComparedScript | None) -> Shares | None:
    return Shares(found.quoted_share, found.shared, found.repeated) if found and found.length else None


def _quoted(found: dict[int, ComparedScript], submission: Submission) -> list[Span]:
    return spans_of(found[submission.id].quoted) if submission.id in found else []
