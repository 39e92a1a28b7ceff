"""How questions come into the bank, are remarked on, and are opened for practice."""

from flask_babel import lazy_gettext as _

from lms.help.page import Section, Step

BRINGING = Section(
    _("Bring questions into the bank"),
    (
        Step(
            _(
                "Questions → Import a file. Word, GIFT and Aiken are read; the right answer may "
                "be underlined, bold, coloured or stand in a table."
            )
        ),
        Step(
            _(
                "Look through the list: what could not be read is marked. Nothing is stored "
                "before you confirm, and a whole import can be taken back."
            )
        ),
        Step(
            _(
                "Name the documents that a question rests on by their numbers, with the clause. Once such a "
                "document is replaced or expires, new papers leave the question out, and its writer sees it "
                "under “Waits for me”."
            )
        ),
        Step(
            _(
                "Give each question a topic and a level (NB, TH, VD, VDC), then hand it to the "
                "council. Nobody approves what they wrote themselves."
            )
        ),
        Step(
            _(
                "Many questions in the wrong place? Tick them in the list, or filter and take all that fit, "
                "then “Topic and level”. It can be taken back at once; what is asked does not change."
            )
        ),
    ),
    numbered=True,
)
REMARKED = Section(
    _("What reviewers remark"),
    (
        Step(
            _(
                "“Waits for me” shows what came back, with the criteria that are not met, and remarks that "
                "wait for an answer."
            )
        ),
        Step(
            _(
                "A remark stands beside the part it is about: the text, an option, the key, the explanation or "
                "the source. Answer it there, or mark it as settled once you have changed the question."
            )
        ),
    ),
)
PRACTISING = Section(
    _("Open questions for practice"),
    (
        Step(
            _(
                "Questions → In use: tick questions, or filter by topic and take all that fit, then "
                "“Self-study”. The page says what can be opened, and what cannot and why, before anything "
                "changes."
            )
        ),
        Step(
            _(
                "What is open for practice is not drawn for new tests, since learners see its right "
                "answer. What stands on a paper of a test that is not over cannot be opened. Keep enough "
                "of each topic for tests."
            )
        ),
        Step(
            _(
                "Self-study, on top of the bank, shows totals and the hardest questions of a programme. "
                "What one learner practises is shown to nobody, and it is part of no mark and no statistic "
                "of a test."
            )
        ),
    ),
    numbered=True,
)
