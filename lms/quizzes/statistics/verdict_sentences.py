"""What each verdict says: its title, and what to do."""

from flask_babel import gettext as _

from question_bank.statistics.verdicts import Kind

Sentences = tuple[str, str]


def sentences(letters: str) -> dict[Kind, Sentences]:
    """By kind; `letters` are those of the options that it is about."""
    return _about(letters) | _about_whole()


def _about(letters: str) -> dict[Kind, Sentences]:
    """Those that name an option."""
    return {
        Kind.WRONG_KEY: (
            _("The key may be wrong"),
            _(
                "Those who did well elsewhere chose %(letters)s more often than the key. "
                "Check the key against the text.",
                letters=letters,
            ),
        ),
        Kind.WRONG_PART: (
            _("The key of %(letters)s may be wrong", letters=letters),
            _(
                "Those who did well elsewhere were wrong about %(letters)s more often. Check it against the text.",
                letters=letters,
            ),
        ),
        Kind.AMBIGUOUS: (
            _("Perhaps %(letters)s is right, too", letters=letters),
            _(
                "Those who did well elsewhere are divided between %(letters)s and the key. Read both once more.",
                letters=letters,
            ),
        ),
        Kind.UNCHOSEN: (
            _("Nobody chose %(letters)s", letters=letters),
            _("An option that nobody believes does nothing. Replace it in the bank."),
        ),
    }


def _about_whole() -> dict[Kind, Sentences]:
    return {
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
    }
