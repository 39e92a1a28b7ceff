"""The section about the proctor's board, which lecturers and organisers share."""

from flask_babel import lazy_gettext as _

from lms.help.page import Section, Step

WATCHING = Section(
    _("Watch a test while it runs"),
    (
        Step(
            _(
                "The board of a test renews itself every ten seconds. Who waits, has lost contact or has "
                "not answered for a while stands on top; the counts above the list filter it."
            )
        ),
        Step(
            _(
                "A power cut or a disturbance: pause for everybody and say why. Time stands still, what "
                "arrives is saved, and when you let all go on, every end moves by the length of the pause."
            )
        ),
        Step(
            _(
                "A broken device: open the learner’s page from the board and make a code for another "
                "device. The learner scans or types it there and goes on with every saved answer; the code "
                "is good once, for ten minutes."
            )
        ),
        Step(
            _(
                "The learner’s page tells what happened, each line with its source. What a browser reports "
                "(“page not in front”) proves nothing; speak with the learner before you conclude anything."
            )
        ),
    ),
)
