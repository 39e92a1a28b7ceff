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
                "replaced later, the lesson says so, stands under “Waiting for me” on your first page, and in the list "
                "of the document. Look at it there and say whether it is still right; who said so stays written."
            )
        ),
        Step(
            _(
                "Files below the text are read in the page: PDF page by page, slides of PowerPoint as words, tables "
                "and pictures without their layout, films and sound with a player."
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
                "What waits for you stands on your first page: lessons to appraise, lessons to decide about. You hear "
                "of new lessons and of replies in your inbox."
            )
        ),
        Step(
            _(
                "Lessons → Criteria of appraisal says by what lessons are judged. Members change the criteria of their "
                "own council: other words, other weights, another order. Lessons that are handed in already, and "
                "finished sheets, keep theirs."
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

GIVING = Section(
    _("Give lessons to a class and see who is stuck"),
    (
        Step(
            _(
                "Class → Lessons → Give a lesson. Only approved versions can be given; the page lists the others and "
                "says why they wait. A later version is given anew: what was read stays what was read."
            )
        ),
        Step(
            _(
                "A lesson opens at once, from a day on, or after a session was attended, another lesson was read or a "
                "test was passed. Learners see what is missing."
            )
        ),
        Step(
            _(
                "Questions below a page come from those that are open for self-study. Learners hear at once whether "
                "they are right; there is no mark, and you do not see the answers."
            )
        ),
        Step(
            _(
                "The figures of a lesson say who has not begun, who stopped at which page and who is done, down to "
                "names. They are for helping: no mark and no report uses them."
            )
        ),
    ),
    numbered=True,
)

READING_LESSONS = Section(
    _("Read lessons"),
    (
        Step(
            _(
                "Class → Lessons. Once a lesson is open in the browser, all its pages are there: read on without a "
                "network. Place, notes and bookmarks stay on the device and are sent later; the line on top says so."
            )
        ),
        Step(
            _(
                "A page counts once it was open long enough for its length and its questions are answered, right or "
                "not. Turning pages over does not count."
            )
        ),
        Step(
            _(
                "“Letters” makes them larger, the background dark, and prints the lesson. Your notes and bookmarks "
                "stand below the list of lessons; nobody else sees them."
            )
        ),
        Step(
            _(
                "The search above the list finds words in every lesson that is open to you, with or without marks."
            )
        ),
    ),
)
