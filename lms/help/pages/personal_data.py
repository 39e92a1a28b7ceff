"""What is kept about people, why and how long."""

from flask_babel import lazy_gettext as _

from lms.help.page import Page, Section, Step

PERSONAL_DATA = Page(
    "personal-data",
    _("Personal data"),
    _("What is kept, why, for how long, and what is never kept."),
    (
        Section(
            _("What is kept, and why"),
            (
                Step(
                    _(
                        "Name, date or year of birth, sex, position and unit: for the roster, the "
                        "result sheet and the certificate."
                    )
                ),
                Step(
                    _(
                        "Telephone, username, member code, mail address: to sign in and to be told what is due."
                    )
                ),
                Step(
                    _(
                        "Citizen number and card number only where the centre needs them to tell two "
                        "people apart. Copies of papers are never asked for."
                    )
                ),
                Step(
                    _(
                        "Check-ins with time and manner, answers, marks, reflections with every version "
                        "handed in: to give and to explain results."
                    )
                ),
                Step(
                    _(
                        "Self-study: which questions you practised, your answers and when each comes again, so that it "
                        "can be asked in time. It is kept apart from tests and goes with your account."
                    )
                ),
                Step(
                    _(
                        "Notebook: what you saved, links and notes of your own, so that you find them again. It is "
                        "shown to you alone and goes with your account."
                    )
                ),
                Step(
                    _(
                        "Which words a reflection has in common with others of the same unit, what a lecturer said "
                        "about it and what you explained: for the lecturers of the class. Equal words are looked for, "
                        "not what they mean; nothing is sent elsewhere."
                    )
                ),
                Step(
                    _(
                        "Devices you are signed in on, with address and time: to end a session that is "
                        "not yours. Passwords are kept only as a hash."
                    )
                ),
            ),
        ),
        Section(
            _("What is never kept"),
            (
                Step(
                    _(
                        "Opinions. No field asks for them, no program searches texts or questions for "
                        "them, no mark depends on them."
                    )
                ),
                Step(_("Ratings of a person outside their own class, faces, and movements of a telephone.")),
            ),
        ),
        Section(
            _("Who sees it"),
            (
                Step(
                    _("Your texts are read by the markers of your class only, and opening them is recorded.")
                ),
                Step(
                    _(
                        "Your proposals are read by the organisers of your class as well, and by the unit to which "
                        "they are sent: without your name, unless the page where you write says otherwise."
                    )
                ),
                Step(
                    _(
                        "What you practise is shown to you alone. Lecturers see totals of at least five people, "
                        "without names."
                    )
                ),
                Step(_("Who may do what stands in one table; the program itself goes by it.")),
            ),
        ),
        Section(
            _("How long"),
            (
                Step(
                    _(
                        "Results, attendance and the history of changes stay as long as the centre must "
                        "be able to explain a result."
                    )
                ),
                Step(
                    _(
                        "What you write and is not yet sent lies on your telephone only until it is "
                        "sent, handed in, or you sign out."
                    )
                ),
                Step(
                    _(
                        "Backups hold what stood in the database on their day; the administrator "
                        "deletes old ones."
                    )
                ),
            ),
        ),
        Section(
            _("Your rights"),
            (
                Step(
                    _(
                        "Look at your own data under your name at the top. To have something corrected "
                        "or deleted, speak to the organiser of your class."
                    )
                ),
            ),
        ),
    ),
)
