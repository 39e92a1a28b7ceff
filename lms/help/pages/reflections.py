"""How reflections are set, marked and compared."""

from flask_babel import lazy_gettext as _

from lms.help.page import Section, Step

SETTING = Section(
    _("Set a reflection"),
    (
        Step(
            _(
                "In the class, under “Reflections”, start from an outline, or copy a task of an "
                "earlier class: all that it asked comes along, and you fill in the times."
            )
        ),
        Step(
            _(
                "Give more time to one person or to a group, with the reason; learners read both. "
                "Whoever has several times has the latest. You may also limit how often a "
                "reflection is handed in."
            )
        ),
    ),
    numbered=True,
)
MARKING_REFLECTIONS = Section(
    _("Mark reflections"),
    (
        Step(
            _(
                "On the first page, “Mark” leads to the next script. Scripts carry numbers "
                "instead of names until the marks are released."
            )
        ),
        Step(_("Choose a level in every criterion. Mark words of the text to write a comment beside them.")),
        Step(
            _("When all are marked, release them at once: the whole class sees its marks in the same moment.")
        ),
        Step(
            _(
                "A script can be returned for revision: say what to change and until when. The learner hands "
                "in again, and what was handed in before stays."
            )
        ),
        Step(
            _(
                "When a learner asks for a re-mark of a reflection, a lecturer who did not mark it decides: on "
                "the page of the task, “Re-marks”. The new mark is added, the old one stays."
            )
        ),
        Step(
            _(
                "On the page of a task, “Report” shows who has not handed in (one tap reminds them, once a "
                "day at most), marks and bands by unit and criterion, and who marked how many. It goes out as "
                ".xlsx and as an official .docx."
            )
        ),
        Step(_("Judge structure, exactness and application. A view is never marked.")),
    ),
    numbered=True,
)
COMMON = Section(
    _("See what scripts have in common"),
    (
        Step(
            _(
                "Once the time for handing in is over, the scripts are compared by themselves: with each "
                "other and with earlier classes of the same unit. Nothing leaves the house."
            )
        ),
        Step(
            _(
                "Marking → the task → “What scripts have in common”. What the task and the materials of the "
                "class say is taken out first; a bar shows what a script consists of."
            )
        ),
        Step(
            _(
                "Two texts stand side by side with numbered passages. Of a class that you do not mark only "
                "the passages show. While marking is without names, none shows here either."
            )
        ),
        Step(
            _(
                "Say “all is well”, or ask the learner to explain; the learner is asked kindly and sees only "
                "their own passages. You decide after reading; no mark changes by itself."
            )
        ),
    ),
    numbered=True,
)
