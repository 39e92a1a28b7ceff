"""The page of learners: written for somebody of seventy with a telephone."""

from flask_babel import lazy_gettext as _

from lms.help.page import Page, Section, Step
from lms.help.pages.lessons import READING_LESSONS
from lms.help.pages.library import STUDYING
from lms.help.pages.materials import READING
from lms.help.pages.notebook import NOTEBOOK
from lms.permissions import Role

LEARNER = Page(
    "learner",
    _("For learners"),
    _("Everything can be done on a telephone. Nothing you have written is lost when the network fails."),
    (
        Section(
            _("Sign in"),
            (
                Step(
                    _(
                        "Open the address that your class was given. You may write your telephone "
                        "number, your username or your member code."
                    )
                ),
                Step(
                    _(
                        "Type the password from the slip of paper. Capitals and small letters are not the same."
                    )
                ),
                Step(_("On your own telephone, tick “Stay signed in”, so that you need not type it again.")),
                Step(_("Forgot the password? Tell the organiser in the hall; a new slip takes a minute.")),
            ),
            numbered=True,
        ),
        Section(
            _("Check in to a session"),
            (
                Step(_("Open the camera of the telephone and hold it towards the code on the big screen.")),
                Step(
                    _(
                        "Touch the line that appears. If you are asked to sign in, do so: your scan "
                        "still counts."
                    )
                ),
                Step(
                    _(
                        "Green with the time means done. You check in twice: at the start and at the "
                        "end of the session."
                    )
                ),
                Step(
                    _(
                        "The camera does not work? Type the six digits under the code. No telephone? "
                        "Tell the organiser: they tick you on the list."
                    )
                ),
                Step(_("If you cannot come, ask on the page of the class beforehand and say why.")),
            ),
            numbered=True,
        ),
        READING_LESSONS,
        READING,
        NOTEBOOK,
        STUDYING,
        Section(
            _("Take a test"),
            (
                Step(
                    _(
                        "On the first page, touch “Take the test”. Read how many questions and minutes "
                        "there are, then start."
                    )
                ),
                Step(
                    _("Answer in any order. Each answer is saved by itself; the top of the page says when.")
                ),
                Step(
                    _(
                        "No network? Go on. The answers wait in the telephone and are sent when the "
                        "network is back."
                    )
                ),
                Step(
                    _(
                        "The telephone has no power left? Go on with another one: sign in and open the "
                        "test again."
                    )
                ),
                Step(_("Touch “Hand in” when you are done. If time runs out, what you answered is counted.")),
            ),
            numbered=True,
        ),
        Section(
            _("Practise by yourself"),
            (
                Step(
                    _(
                        "On the page of your class, touch “Self-study”: it says how many questions are due today. A "
                        "few minutes a day are enough; you may stop after any question."
                    )
                ),
                Step(
                    _(
                        "After each answer you see at once what is right and why. What you missed comes again in ten "
                        "minutes, what you knew after days, then weeks: just before it would be forgotten."
                    )
                ),
                Step(
                    _(
                        "After a right answer you may say how it was: hard brings it back sooner, easy later. You need "
                        "not say."
                    )
                ),
                Step(
                    _(
                        "Practice is yours alone: no points, no rank, no mark, and nobody else sees your answers."
                    )
                ),
            ),
            numbered=True,
        ),
        Section(
            _("Ask for a re-mark"),
            (
                Step(
                    _(
                        "If a mark does not seem right, open the result of the test and touch “Ask for a re-mark”. "
                        "The page says until when."
                    )
                ),
                Step(
                    _(
                        "Choose the question and say why. Somebody who did not mark it looks at it again; the "
                        "mark may rise, stay or fall."
                    )
                ),
                Step(_("The answer stands on the same page, and you are told. Until then you can withdraw.")),
                Step(
                    _(
                        "When a question was corrected for everybody, the result says on which day and why; "
                        "nobody has to ask."
                    )
                ),
            ),
            numbered=True,
        ),
        Section(
            _("Write the reflection"),
            (
                Step(
                    _(
                        "Write in the page: it is saved as you write. Or write by hand and add photos "
                        "of the pages."
                    )
                ),
                Step(
                    _(
                        "Photos can be put in order with the arrows below them. The frame beside "
                        "them opens the photo: turn it, and draw the four signs to the corners of the sheet."
                    )
                ),
                Step(
                    _(
                        "Readers get the pages without place, time and device. The photos as you sent them are kept "
                        "for you alone. What was handed in can be downloaded as one PDF."
                    )
                ),
                Step(
                    _(
                        "A reflection written in Word is sent as .docx. It is read at once: “See how it is read” shows "
                        "what your readers get. A file that is locked, damaged, of an old kind or that carries macros "
                        "is refused with a sentence that says what to do; what you typed stays."
                    )
                ),
                Step(
                    _(
                        "“What stood here earlier” lists the moments to which you can go back. Bringing one "
                        "back loses nothing."
                    )
                ),
                Step(
                    _(
                        "Touch “Hand in” and keep the receipt. You may hand in again until the time is "
                        "over; the last one counts."
                    )
                ),
                Step(
                    _(
                        "Some reflections are written in groups: everybody in the group writes on their own device, "
                        "and each section says who changed it last. If two change the same section at once, both "
                        "texts are kept and the second person decides. Any member hands in and ticks who took "
                        "part; everybody sees the receipt."
                    )
                ),
                Step(
                    _(
                        "Your proposals may be sent on to a unit. Where each was sent and what the unit answers stands "
                        "on the page of your reflection, and you are told."
                    )
                ),
                Step(
                    _(
                        "Once the marks are there, you may ask for a re-mark of the whole or of one criterion on the "
                        "same page, as long as the days last. If it comes back for revision, the page says what to "
                        "change and until when."
                    )
                ),
                Step(
                    _(
                        "Marked are the structure, the exactness and the application to your work. Your "
                        "views are not marked."
                    )
                ),
                Step(
                    _(
                        "If your lecturer asks how a passage came about, write a few sentences. It is no accusation, "
                        "and it changes no mark by itself."
                    )
                ),
            ),
            numbered=True,
        ),
        Section(
            _("Make it easier to read"),
            (Step(_("Touch your initials at the top: there you choose larger letters and a dark page.")),),
        ),
    ),
    role=Role.LEARNER,
)
