"""What is said about situational sets."""

from flask_babel import lazy_gettext as _

from lms.help.page import Section, Step

SETS = Section(
    _("Situational sets of questions"),
    (
        Step(
            _(
                "Questions → Situational sets → Write a set: first the case, with pictures if needed; beside it, as "
                "beside the form of every question, you see how it looks on a phone and in print."
            )
        ),
        Step(
            _(
                "On the page of the set write its questions, put some of the bank into it by their numbers, and order "
                "them. In a test those that are drawn stand together, in this order."
            )
        ),
        Step(
            _(
                "A case that is changed is reviewed with its questions: each gets a new version. Until those are "
                "approved, tests go on with the text as it was."
            )
        ),
        Step(
            _(
                "A case may name the documents that it rests on, with the clause. Once one of them no longer holds, "
                "new papers leave the questions of the set out, the set waits in your inbox, and the page of the "
                "document lists it for review."
            )
        ),
    ),
    numbered=True,
)
