"""What each outcome of a check-in looks like: the tone of the page, its sign, its title."""

from flask_babel import LazyString, lazy_gettext as _

from lms.attendance.checking_in import Outcome

LOOKS: dict[Outcome, tuple[str, str, LazyString]] = {
    Outcome.RECORDED: ("success", "check", _("Checked in")),
    Outcome.ALREADY: ("success", "check", _("Recorded at")),
    Outcome.EARLY: ("warning", "clock", _("Not open yet")),
    Outcome.OVER: ("warning", "clock", _("Check-in is closed")),
    Outcome.CANCELLED: ("warning", "calendar", _("This session is cancelled")),
    Outcome.WRONG_CLASS: ("danger", "door", _("Not your class")),
    Outcome.WAITING: ("info", "hourglass", _("Waiting for confirmation")),
    Outcome.REFUSED: ("danger", "door", _("Not on the list of this class")),
    Outcome.STALE: ("warning", "qr", _("Please scan again")),
    Outcome.WRONG_CODE: ("warning", "qr", _("The code is not right")),
    Outcome.TOO_MANY: ("warning", "clock", _("Too many tries")),
}
