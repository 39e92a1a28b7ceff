"""What states, refusals and outcomes are called on a page."""

from flask import Flask
from flask_babel import lazy_gettext as _

from lms.outbox.rules import Outcome
from lms.questions.labels import LEVELS
from lms.quizzes.appeals.page import called
from lms.quizzes.appeals.rules import Refused as Appeal
from lms.quizzes.attempts import NotGiven
from lms.quizzes.corrections.rules import Action
from lms.quizzes.corrections.service import Refused as Correction
from lms.quizzes.points import points_of_share
from lms.quizzes.proctoring.labels import KINDS, SOURCES, STATES, TONES
from lms.quizzes.rules import ClosedBy, Refusal

CLOSED_BY = {
    ClosedBy.CLICK: _("Handed in"),
    ClosedBy.TIMER: _("Time was up"),
    ClosedBy.SWEEP: _("Time was up, collected by the system"),
    ClosedBy.STAFF: _("Collected by the organisers"),
}
REFUSED = {
    Refusal.NOT_PUBLISHED: _("This quiz is not open."),
    Refusal.NOT_YET: _("This quiz has not opened yet. Come back at the time shown."),
    Refusal.TOO_LATE: _("The last moment to start has passed. Please speak to the organiser."),
    Refusal.CLOSED: _("This quiz is closed. Please speak to the organiser if you could not take it."),
    Refusal.NO_ATTEMPT_LEFT: _("All attempts at this quiz are used."),
    Refusal.TOO_SOON: _("The next attempt can be started a little later, at the time shown."),
    NotGiven.CODE: _("The code of the hall is not right. It stands on the screen in front."),
    NotGiven.HONOUR: _("Please read the word of honour and tick it; then you can start."),
    Refusal.PAUSED: _("The test is paused. You can start as soon as it goes on."),
    Refusal.NOT_ADMITTED: _("The organisers let learners in one by one. Please wait a moment."),
}
VERDICTS = {"right": _("Right."), "partly": _("Partly right."), "wrong": _("Not right.")}
OUTCOMES = {
    Outcome.CONFLICT: _("Another device had stored a newer answer"),
    Outcome.BLANK: _("An empty field does not replace an answer"),
    Outcome.INVALID: _("Cannot be an answer to this question"),
    Outcome.LATE: _("Too late"),
}
ACTIONS = {
    Action.KEY: _("Another answer is right"),
    Action.ACCEPT: _("One more answer is right"),
    Action.CREDIT: _("Void: everybody gets the full mark"),
    Action.DROP: _("Void: the question does not count"),
    Action.WEIGHT: _("Another weight"),
    Action.UNDO: _("Taken back"),
}
CORRECTION_REFUSED = {
    Correction.WAITING: _("A correction of this question waits for approval already. Decide that one first."),
    Correction.NOTHING_LEFT: _("Nothing would be left of a paper. Give everybody the full mark instead."),
    Correction.OWN: _("Nobody approves their own correction. Ask one of the people named on this page."),
    Correction.DECIDED: _("It was decided meanwhile. Look at the list again."),
}
APPEAL_REFUSED = {
    Appeal.NONE_TAKEN: _("No re-marks are taken for this test."),
    Appeal.NOT_SHOWN: _("A re-mark can be asked for once the mark is shown."),
    Appeal.OVER: _("The time to ask for a re-mark is over. Please speak to your lecturer."),
    Appeal.OPEN: _("You have asked about this already; it is not decided yet."),
    Appeal.DECIDED: _("This was decided already. Please speak to your lecturer if something is unclear."),
    Appeal.NO_SUCH: _("There is no such question in your test. Nothing was sent."),
}


def init_app(app: Flask) -> None:
    app.jinja_env.globals |= {
        "quiz_closed_by": CLOSED_BY,
        "quiz_refused": REFUSED,
        "quiz_outcomes": OUTCOMES,
        "quiz_verdicts": VERDICTS,
        "quiz_levels": LEVELS,
        "attempt_states": STATES,
        "attempt_tones": TONES,
        "event_kinds": KINDS,
        "event_sources": SOURCES,
        "correction_actions": ACTIONS,
        "script_called": called,
        "points_of_share": points_of_share,
    }
