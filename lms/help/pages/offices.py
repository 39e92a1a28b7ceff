"""The pages of those who look, review and approve."""

from flask_babel import lazy_gettext as _

from lms.help.page import Page, Section, Step
from lms.help.pages.lessons import APPRAISING
from lms.help.pages.programmes import APPRAISING_PROGRAMMES
from lms.permissions import Role

UNIT_OFFICER = Page(
    "unit-officer",
    _("For unit officers"),
    _("You see your own unit and everything below it, nothing else."),
    (
        Section(
            _("What you can do"),
            (
                Step(
                    _(
                        "Units shows your unit, what stands below it and under which names it was known before."
                    )
                ),
                Step(
                    _("People shows who of your unit has an account. Search by name with or without marks.")
                ),
                Step(
                    _(
                        "A name or unit is wrong? Tell the organiser of the class: they correct it, and "
                        "the history keeps both."
                    )
                ),
                Step(
                    _(
                        "To nominate people for a class, send your list as Excel to the organiser: any "
                        "order of columns will do."
                    )
                ),
            ),
            numbered=True,
        ),
        Section(
            _("Proposals of learners"),
            (
                Step(
                    _(
                        "Proposals shows what learners propose after their classes and what organisers sent to your "
                        "unit or one below it. You are told when one comes."
                    )
                ),
                Step(
                    _(
                        "Take it up for consideration, then adopt it or answer it in words. Every writer reads the "
                        "answer with their reflection. An answer can be given anew; the former one stays readable."
                    )
                ),
                Step(
                    _(
                        "“List for the action programme” holds what was adopted and answered in a period, as Word in "
                        "the form of an official paper and as Excel. Names of learners never stand in it."
                    )
                ),
            ),
            numbered=True,
        ),
    ),
    role=Role.UNIT_OFFICER,
)

REVIEWER = Page(
    "reviewer",
    _("For the council"),
    _("Questions are used only after somebody other than their writer has approved them."),
    (
        Section(
            _("Review questions"),
            (
                Step(
                    _(
                        "The first page says how many questions wait. They lie in piles by council and topic, with "
                        "the days for which they have been waiting."
                    )
                ),
                Step(
                    _(
                        "A topic that has a council is reviewed by its members only; organisers and administrators "
                        "set councils up under Programmes → Review councils. Other topics are open to every reviewer."
                    )
                ),
                Step(
                    _(
                        "A council may have a term and a chair, a deputy and a secretary among its members. Before the "
                        "term ends its page reminds of it; afterwards the topics are open to every reviewer until the "
                        "term is renewed. Who sat on it when stays on the page of the council."
                    )
                ),
                Step(
                    _(
                        "Read the question, its key, the explanation and its source. Warnings and "
                        "similar questions stand beside it."
                    )
                ),
                Step(
                    _(
                        "Go through the criteria: met or not met, with a remark where one helps. The writer reads "
                        "them, and they stay with the version that was reviewed."
                    )
                ),
                Step(
                    _(
                        "A remark can be put beside the text, an option, the key, the explanation or the source. The "
                        "writer answers there or marks it as settled."
                    )
                ),
                Step(
                    _(
                        "Approve it once every criterion is met, or say why it is used nevertheless; or return it. "
                        "Several that meet every criterion can be approved at once."
                    )
                ),
                Step(
                    _(
                        "A published question is never changed: an edit makes a new version that comes "
                        "to you again."
                    )
                ),
            ),
            numbered=True,
        ),
        APPRAISING,
        APPRAISING_PROGRAMMES,
    ),
    role=Role.REVIEWER,
)

APPROVER = Page(
    "approver",
    _("For approvers"),
    _("You see all classes, their people, tests and results, and change nothing in them."),
    (
        Section(
            _("What to look at"),
            (
                Step(
                    _(
                        "Classes lists what is prepared, open and closed; each shows its programme, "
                        "decision, dates and timetable."
                    )
                ),
                Step(_("Results of a class can be opened down to the single session and the single mark.")),
                Step(
                    _(
                        "Units and programmes can be read; changes are made by the organiser or the "
                        "administrator."
                    )
                ),
            ),
            numbered=True,
        ),
    ),
    role=Role.APPROVER,
)

INSPECTOR = Page(
    "inspector",
    _("For inspectors"),
    _(
        "Classes, figures and people can be read, nothing can be changed. Reflections are read by markers only."
    ),
    (
        Section(
            _("Follow a figure to its source"),
            (
                Step(
                    _(
                        "Open the results of a class and choose a person: every session, test and mark "
                        "stands there with its time."
                    )
                ),
                Step(
                    _(
                        "A corrected mark of attendance shows who changed it, when and for what reason; "
                        "the old one is still there."
                    )
                ),
                Step(_("Marks are never overwritten either: a second mark stands behind the first.")),
            ),
            numbered=True,
        ),
    ),
    role=Role.INSPECTOR,
)
