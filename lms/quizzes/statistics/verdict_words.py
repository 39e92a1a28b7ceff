"""Verdicts in words: what is wrong, why the figures say so, what to do; and which correction would put it right."""

from dataclasses import dataclass

from flask_babel import gettext as _

from lms.quizzes.corrections.rules import Action
from lms.quizzes.statistics.items import Item
from question_bank.statistics.verdicts import Kind, Verdict


@dataclass(frozen=True)
class Told:
    """`title` is what is wrong, `advice` what to do. `action` and `answer` are the correction to begin with, if any."""

    title: str
    advice: str
    tone: str
    tentative: bool
    action: Action | None = None
    answer: str = ""


def told(item: Item) -> list[Told]:
    """The verdicts about a question, the gravest first; letters are those of its first paper."""
    return [_told(one, item) for one in item.verdicts]


def _told(verdict: Verdict, item: Item) -> Told:
    signs = {one.key: one.sign for one in item.answers}
    letters = ", ".join(signs[name] for name in verdict.options)
    title, advice = _sentences(letters)[verdict.kind]
    action = _CORRECTIONS.get(verdict.kind)
    answer = verdict.options[0] if action is not None and verdict.options else ""
    tone = "neutral" if verdict.tentative else "danger" if verdict.alarm else "warning"
    return Told(title, advice, tone, verdict.tentative, action, answer)


_CORRECTIONS = {
    Kind.WRONG_KEY: Action.KEY,
    Kind.AMBIGUOUS: Action.ACCEPT,
    Kind.BACKWARDS: Action.KEY,
    Kind.GUESSING: Action.CREDIT,
}


def _sentences(letters: str) -> dict[Kind, tuple[str, str]]:
    return {
        Kind.WRONG_KEY: (
            _("The key may be wrong"),
            _(
                "Those who did well elsewhere chose %(letters)s more often than the key. "
                "Check the key against the text.",
                letters=letters,
            ),
        ),
        Kind.AMBIGUOUS: (
            _("Perhaps %(letters)s is right, too", letters=letters),
            _(
                "Those who did well elsewhere chose %(letters)s about as often as the key. Read both once more.",
                letters=letters,
            ),
        ),
        Kind.BACKWARDS: (
            _("Those who know are wrong more often"),
            _("Look for a misprint in the key, or for words that can be read in two ways."),
        ),
        Kind.GUESSING: (
            _("Answered as if by guessing"),
            _(
                "No more are right than by chance. See whether it was taught, and whether the question is clear."
            ),
        ),
        Kind.NO_DISCRIMINATION: (
            _("Does not tell those who know from those who do not"),
            _(
                "Whoever does well elsewhere does no better here. "
                "Make what is asked more exact before it is used again."
            ),
        ),
        Kind.BLANK: (
            _("Many left it blank"),
            _("See whether time was short, or the question unclear."),
        ),
        Kind.TOO_HARD: (
            _("Too hard"),
            _("At most a fifth of the points was earned. See whether it was taught."),
        ),
        Kind.TOO_EASY: (
            _("Too easy"),
            _("Nearly everybody is right. Keep it to warm up, or make the other options more likely."),
        ),
        Kind.UNCHOSEN: (
            _("Nobody chose %(letters)s", letters=letters),
            _("An option that nobody believes does nothing. Replace it in the bank."),
        ),
    }
