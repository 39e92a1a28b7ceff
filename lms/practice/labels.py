"""Words of self-study; kind ones, since nobody is judged here."""

from flask import Flask
from flask_babel import lazy_gettext as _

from lms.practice.opening import Stays
from lms.practice.rules import Verdict
from question_bank.scheduling import Rating

VERDICTS = {
    Verdict.RIGHT: (_("That is right"), "success"),
    Verdict.PARTLY: (_("Partly right"), "info"),
    Verdict.WRONG: (_("Not quite right"), "info"),
    Verdict.UNKNOWN: (_("Have a look at the answer"), "info"),
}
RATINGS = {Rating.HARD: _("Hard"), Rating.GOOD: _("As it should be"), Rating.EASY: _("Easy")}
STAYS = {
    Stays.IN_TEST: _("stand on papers of tests that are not over"),
    Stays.CORRECTED: _("were corrected in a test and have to be changed in the bank first"),
    Stays.OUTDATED: _("cite a document that is no longer in force"),
    Stays.BY_HAND: _("are essays, which a person has to mark"),
    Stays.NOT_IN_USE: _("have no approved version"),
    Stays.PRIVATE: _("are kept to their author"),
    Stays.RETIRED: _("are retired"),
}


def init_app(app: Flask) -> None:
    app.jinja_env.globals |= {
        "practice_verdicts": VERDICTS,
        "practice_said": RATINGS,
        "practice_stays": STAYS,
    }
