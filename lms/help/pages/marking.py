"""What lecturers and organisers read about the marking workbench."""

from flask_babel import lazy_gettext as _

from lms.help.page import Section, Step

MARKING_BY_KEYBOARD = Section(
    _("Mark sixty scripts in an evening"),
    (
        Step(
            _(
                "A digit chooses the level of a criterion and goes on to the next; G records and shows the next "
                "script at once. ? lists all keys; they wait while you type."
            )
        ),
        Step(
            _(
                "/ searches your comment bank, without marks on letters; Enter puts the comment in. S keeps what you "
                "just wrote, F2 does so while you type. In the bank you can share a comment with the markers of "
                "the class or of the unit."
            )
        ),
        Step(
            _(
                "Every field is saved by itself and says so beside it. Without the network go on: what is not saved "
                "waits in the page, and the next two scripts are there already."
            )
        ),
        Step(
            _(
                "On photographed pages, click or tap where you mean, or draw a rectangle: a numbered comment stands "
                "there. M does so from the keyboard. The learner sees it in place after the release."
            )
        ),
        Step(
            _(
                "A Word file is shown as text with its headings, lists, tables, notes and pictures, and takes comments "
                "like typed text. Its name, its authors and comments beside its text stay with the learner; a "
                "name within the text itself is shown as it was written."
            )
        ),
        Step(
            _(
                "Without a network: from the list of scripts take the sheet and the scripts along, choose levels in "
                "Excel, bring the sheet back. You see what would be added, what a colleague marked meanwhile and "
                "which cells are wrong before anything counts."
            )
        ),
        Step(
            _(
                "A row without all levels comes back as your draft. What you went on with on screen meanwhile is kept "
                "and listed as a clash. Where two people mark a script, each takes along a sheet of their own, which "
                "knows nothing of the other and is taken back from its marker alone."
            )
        ),
        Step(
            _(
                "L flags a script to look at again, H to ask a colleague about it; the list of scripts shows each "
                "kind by itself. Colleagues see what they are asked."
            )
        ),
        Step(
            _(
                "Has a colleague recorded a mark for the same script meanwhile, you see line by line what differs, "
                "and make one mark out of both. Nothing is overwritten."
            )
        ),
    ),
)

SHARING_OUT = Section(
    _("Share the scripts out among markers"),
    (
        Step(
            _(
                "Task → Who marks what: evenly, by percent or by group; single scripts can be given to somebody. "
                "Each marker's list then holds their own scripts only."
            )
        ),
        Step(
            _(
                "What is marked stays with who marked it. What is handed in later stands in nobody's list until you "
                "share out once more; the page says how many there are."
            )
        ),
        Step(
            _(
                "The page shows numbers of scripts, never names. By group needs at least three scripts of each group "
                "where marking is blind."
            )
        ),
    ),
)
