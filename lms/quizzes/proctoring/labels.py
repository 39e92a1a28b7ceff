"""What states and events are called. Facts with their source; no word in here judges anybody."""

from flask_babel import lazy_gettext as _

from lms.quizzes.proctoring.kinds import Kind, Source
from lms.quizzes.proctoring.passes import Refusal
from lms.quizzes.proctoring.rules import State

STATES = {
    State.WAITING: _("Waiting to be let in"),
    State.DISCONNECTED: _("No contact"),
    State.SILENT: _("No new answer"),
    State.TIME_UP: _("Time is up"),
    State.PAUSED: _("Paused"),
    State.WORKING: _("Working"),
    State.NOT_STARTED: _("Not started"),
    State.HANDED_IN: _("Handed in"),
    State.CLOSED_BY_TIME: _("Closed by time"),
    State.COLLECTED: _("Collected by staff"),
}
SINCE = {
    State.WAITING: _("Waiting since %(time)s"),
    State.DISCONNECTED: _("No contact since %(time)s"),
    State.SILENT: _("No new answer since %(time)s"),
    State.PAUSED: _("Paused since %(time)s"),
    State.HANDED_IN: _("Handed in at %(time)s"),
    State.CLOSED_BY_TIME: _("Closed by time at %(time)s"),
    State.COLLECTED: _("Collected at %(time)s"),
}
TONES = {
    State.WAITING: "gold",
    State.DISCONNECTED: "danger",
    State.SILENT: "warning",
    State.TIME_UP: "warning",
    State.PAUSED: "gold",
    State.WORKING: "info",
    State.NOT_STARTED: "neutral",
    State.HANDED_IN: "success",
    State.CLOSED_BY_TIME: "success",
    State.COLLECTED: "success",
}
SOURCES = {
    Source.SERVER: _("recorded by the server"),
    Source.STAFF: _("done by staff"),
    Source.BROWSER: _("reported by the browser"),
}
KINDS = {
    Kind.LEFT: _("Another page or app was in front of the test"),
    Kind.BACK: _("The test was in front again"),
    Kind.OFFLINE: _("No network"),
    Kind.ONLINE: _("Network again"),
    Kind.RELOADED: _("Page loaded again"),
    Kind.STARTED: _("Started"),
    Kind.OTHER_DEVICE: _("Opened in another browser or device"),
    Kind.HANDED_IN: _("Handed in"),
    Kind.TIME_UP: _("Closed because time was up"),
    Kind.COLLECTED: _("Collected by staff"),
    Kind.REOPENED: _("Opened again"),
    Kind.EXTENDED: _("Given more time"),
    Kind.PAUSED: _("Paused"),
    Kind.RESUMED: _("Goes on after the pause"),
    Kind.ASKED_IN: _("Asked to be let in"),
    Kind.ADMITTED: _("Let in"),
    Kind.MOVE_OFFERED: _("Code made for another device"),
    Kind.MOVED: _("Goes on on another device by the code"),
}
NO_PASS = {
    Refusal.OVER: _("There is no code: the attempt is over. Open it again first."),
    Refusal.STAFF: _(
        "There is no code: this person also works here as staff and signs in with the own password only."
    ),
}
