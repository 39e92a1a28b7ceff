"""How programmes are appraised: for those who write them, and for those who judge them."""

from flask_babel import lazy_gettext as _

from lms.help.page import Section, Step

HANDING_IN = Section(
    _("Have a programme appraised"),
    (
        Step(
            _(
                "A programme → Appraisal → Hand in. A copy is kept and appraised; you see every sheet and can reply "
                "to it."
            )
        ),
        Step(
            _(
                "If topics, periods or documents change after it passed, the programme says so with every change, in "
                "lists and when a class is opened. Hand it in again."
            )
        ),
        Step(
            _(
                "Programmes that were used before there were appraisals count as approved until they change. Whether "
                "classes may be opened by others is set by the administrator (SEN_ONLY_APPRAISED_PROGRAMMES); as a "
                "rule they may, with a note."
            )
        ),
    ),
)

APPRAISING_PROGRAMMES = Section(
    _("Appraise programmes"),
    (
        Step(
            _(
                "Programmes → Waits for appraisal. What lies there is a copy that does not change: topics, periods, "
                "documents. What is new beside what is in force stands there as well."
            )
        ),
        Step(
            _(
                "Two people who wrote no part of it fill in the sheet, by the criteria for programmes; a mark below 5 "
                "needs a reason. Where topics have a council, its members appraise."
            )
        ),
        Step(
            _(
                "Then one of them concludes: passed, correct and appraise again, or not passed. Those who wrote it "
                "reply to sheets, and everything can be printed and signed."
            )
        ),
    ),
    numbered=True,
)
