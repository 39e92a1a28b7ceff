"""What lecturers, appraisers and learners read about lessons."""

from flask_babel import lazy_gettext as _

from lms.help.page import Section, Step

WRITING = Section(
    _("Write a lesson"),
    (
        Step(
            _(
                "Lessons → New lesson. Write page by page, or paste from Word: headings, lists, tables, bold text and "
                "footnotes stay, everything else of Word is left out. Pictures are put in or pasted."
            )
        ),
        Step(
            _(
                "“Quote an official document” puts in the words of a clause and where they stand. If the document is "
                "replaced later, the page of the lesson says so, and the page of the document lists the lesson."
            )
        ),
        Step(
            _(
                "“As learners see it” shows the pages; then hand the lesson in. It does not change while it is "
                "appraised, and you see every sheet and remark and can reply to them."
            )
        ),
        Step(
            _(
                "What comes back is corrected in a new version. Earlier versions, sheets and decisions stay to be "
                "looked up."
            )
        ),
    ),
    numbered=True,
)

APPRAISING = Section(
    _("Appraise lessons"),
    (
        Step(
            _(
                "Lessons → Waits for appraisal. Read the pages, put remarks beside the words they are about, fill in "
                "the sheet. A mark below 5 needs a reason."
            )
        ),
        Step(
            _(
                "Two people who wrote no part of the lesson hand in sheets; then one of the council enters the "
                "decision. A sheet can be changed until then."
            )
        ),
        Step(
            _(
                "After correction the lecturer makes a new version; the sheets count on, so that one look at the "
                "corrections is enough. The form with all sheets can be printed and signed."
            )
        ),
    ),
    numbered=True,
)
