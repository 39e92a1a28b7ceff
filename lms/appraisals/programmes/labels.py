"""What states and conclusions are called on a page, and why something cannot be done."""

from flask import Flask
from flask_babel import lazy_gettext as _l, lazy_pgettext

from lms.appraisals.programmes.models import SubmissionState
from lms.appraisals.rules import No
from lms.appraisals.sheets import Conclusion

STATES = {
    SubmissionState.SUBMITTED: (lazy_pgettext("programme", "Under appraisal"), "info"),
    SubmissionState.WITHDRAWN: (lazy_pgettext("programme", "Taken back"), "neutral"),
    SubmissionState.PASSED: (lazy_pgettext("programme", "Passed"), "success"),
    SubmissionState.TO_CORRECT: (lazy_pgettext("programme", "Correct and appraise again"), "warning"),
    SubmissionState.FAILED: (lazy_pgettext("programme", "Not passed"), "danger"),
}
CONCLUSIONS = {
    Conclusion.PASS: STATES[SubmissionState.PASSED],
    Conclusion.CORRECT: STATES[SubmissionState.TO_CORRECT],
    Conclusion.FAIL: STATES[SubmissionState.FAILED],
}
WHY_NOT = {
    No.OWN: _l("You wrote a part of this programme or handed it in; somebody else appraises it."),
    No.COUNCIL: _l("Topics of this programme have a council, and only its members appraise the programme."),
    No.STATE: _l("It is not under appraisal any more, or somebody has appraised it or handed it in already."),
    No.FEW: _l("Two people must have handed in their sheets first."),
    No.FAILED: _l(
        "A sheet says that the programme does not pass. Conclude so, or ask that appraiser to look again."
    ),
    No.CORRECTIONS: _l("A sheet asks for corrections. Conclude so, or ask that appraiser to look again."),
    No.UNSAID: _l("Say why, or what is to be corrected: the programme is changed by it."),
    No.EMPTY: _l("The programme has no topics yet. Write them, then hand it in."),
    No.SAME: _l("The programme is approved just as it stands. There is nothing to appraise."),
}


def init_app(app: Flask) -> None:
    app.jinja_env.globals |= {
        "programme_states": STATES,
        "programme_conclusions": CONCLUSIONS,
        "programme_why_not": WHY_NOT,
    }
