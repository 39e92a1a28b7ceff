"""The page of organisers."""

from flask_babel import lazy_gettext as _

from lms.help.page import Page, Section, Step
from lms.help.pages.fairness import CODES
from lms.help.pages.library import KEEPING
from lms.help.pages.marking import SHARING_OUT
from lms.help.pages.programmes import HANDING_IN
from lms.help.pages.register import REGISTER
from lms.help.pages.watching import WATCHING
from lms.permissions import Role

ORGANISER = Page(
    "organiser",
    _("For organisers"),
    _("From the roster to the signed result sheet."),
    (
        Section(
            _("Put the topics of a programme in order"),
            (
                Step(
                    _(
                        "Programmes, a programme, “Order of the topics”: drag them, or move them by buttons or Alt "
                        "with the arrows; a topic may stand below another, three levels deep. Classes, questions and "
                        "materials keep their topic."
                    )
                ),
                Step(
                    _(
                        "Every move is kept with who made it. If somebody else moved topics meanwhile, the page says "
                        "so and shows how they stand."
                    )
                ),
            ),
        ),
        HANDING_IN,
        Section(
            _("Open a class"),
            (
                Step(
                    _(
                        "Classes → Open a class. Choose the programme; give the first day and the days "
                        "of the week: the timetable lays itself out."
                    )
                ),
                Step(
                    _(
                        "Appoint the lecturers and import the roster from any Excel file. Columns are "
                        "recognised; you correct what was guessed wrong."
                    )
                ),
                Step(
                    _(
                        "Look at the dry run: new, known, changed, unclear. Nothing is stored before "
                        "you say so, and an import can be undone."
                    )
                ),
                Step(_("Print the slips with first passwords, and divide the class into groups.")),
            ),
            numbered=True,
        ),
        Section(
            _("Attendance for 250 people in ten minutes"),
            (
                Step(
                    _(
                        "Half an hour before: open the hall screen of the session on the projector, in "
                        "full. Stand in the last row and scan once yourself."
                    )
                ),
                Step(
                    _(
                        "Ask people to scan as they come in, not all at once. Two helpers walk along "
                        "the rows and help those who are slow."
                    )
                ),
                Step(
                    _(
                        "Leave the list open on a second device: whoever has no telephone is ticked "
                        "there with one tap. The filter “nothing recorded” leaves only those who are "
                        "missing."
                    )
                ),
                Step(
                    _(
                        "Somebody who is not on the list scans too and waits at the door: let in or "
                        "refuse with one button."
                    )
                ),
                Step(
                    _(
                        "Tell the chair the figures on the screen. At the end of the session the second "
                        "check-in opens by itself."
                    )
                ),
            ),
            numbered=True,
        ),
        Section(
            _("Without network, without telephones"),
            (
                Step(
                    _(
                        "The network fails for a while: leave the screen open. Codes typed or scanned "
                        "count for the time at which they were made."
                    )
                ),
                Step(
                    _(
                        "Prepare in advance: on the page of the session, print the list for signing. "
                        "Afterwards tick everybody in the list, with the reason “signed on paper”."
                    )
                ),
                Step(
                    _(
                        "The scanner in the browser reads personal codes without network and sends them "
                        "later. It needs https."
                    )
                ),
                Step(_("A mistake? Correct the mark with a reason. The old one stays in the history.")),
            ),
            numbered=True,
        ),
        WATCHING,
        SHARING_OUT,
        CODES,
        REGISTER,
        KEEPING,
        Section(
            _("Send proposals to the units that can act on them"),
            (
                Step(
                    _(
                        "Class → Reflections → Proposals of learners. The list is in the order of the words, so that "
                        "those that say the same stand together. Only the version handed in last counts."
                    )
                ),
                Step(
                    _(
                        "Tick one or several, give them one wording and choose the unit. What was sent can be "
                        "reworded, sent to another unit, taken apart or taken back until the unit has answered."
                    )
                ),
                Step(
                    _(
                        "Units see no names unless the task said so before the first hand-in. Proposals are tasks for "
                        "units; nobody is judged by them."
                    )
                ),
            ),
            numbered=True,
        ),
        Section(
            _("Results and notices"),
            (
                Step(
                    _(
                        "Results shows each learner with what is met and what is missing, and why. The "
                        "sheet can be downloaded for Excel."
                    )
                ),
                Step(
                    _(
                        "Notices go to the inbox of everybody and, where a mail server is set, by mail. "
                        "The text can be copied into the Zalo group."
                    )
                ),
                Step(
                    _(
                        "Forgotten password in the hall: People → the person → new first password; "
                        "print or read out the slip."
                    )
                ),
            ),
            numbered=True,
        ),
    ),
    role=Role.ORGANISER,
)
