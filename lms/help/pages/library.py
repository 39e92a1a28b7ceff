"""The library for self-study: for who keeps it and for who reads in it."""

from flask_babel import lazy_gettext as _

from lms.help.page import Section, Step

KEEPING = Section(
    _("Publish for self-study"),
    (
        Step(
            _(
                "An approved lesson: open it in Lessons, “Publish for self-study”. A material of a class: in its list, "
                "“Publish”. A bulletin, leaflet or link of your own: Self-study library → Keep the library."
            )
        ),
        Step(
            _(
                "Who organises for one unit publishes lessons and materials of that unit, and files of their own; "
                "what others published they see and do not change."
            )
        ),
        Step(
            _(
                "Choose the kind and who may read it: internal is for everybody who is signed in, public for anybody, "
                "also without an account."
            )
        ),
        Step(
            _(
                "A lesson is shown in the version that was published, without the questions below its pages. When a "
                "newer version is approved, the list says so; “Show the newer version” takes it over."
            )
        ),
        Step(
            _(
                "A file is handed out as it is: look through it for names and notes of the speaker before you make it "
                "public."
            )
        ),
        Step(
            _(
                "“Take it from the library” does so at once, with its pictures and files. What somebody downloaded "
                "before cannot be called back."
            )
        ),
    ),
)

STUDYING = Section(
    _("Study by yourself"),
    (
        Step(
            _(
                "The self-study library has lessons, bulletins, leaflets and links that the centre publishes. Its "
                "public part needs no account: the link stands below the form for signing in."
            )
        ),
        Step(
            _(
                "Search by words, with or without marks, or choose a kind. Who reads what is not kept, and it is part "
                "of no result."
            )
        ),
    ),
)
