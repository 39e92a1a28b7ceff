"""What is said about questions of one's own and those that are shared."""

from flask_babel import lazy_gettext as _

from lms.help.page import Section, Step

SHARING = Section(
    _("Keep questions to yourself, or share them"),
    (
        Step(
            _(
                "A question belongs to the bank of its programme, to a unit, or to you alone. “Who may use it” on its "
                "page changes that; for many, tick them in the list, then “Share”."
            )
        ),
        Step(
            _(
                "Give a person or a unit the right to see it, to use it in tests or to change it, for good or up to a "
                "day. Who gave what and when stays in the history, and you can end it at any time."
            )
        ),
        Step(
            _(
                "What you keep to yourself is in nobody else's list, count, search or file, and cannot be reviewed or "
                "practised until you share it. Once it stood in a test, the staff of that test see it there."
            )
        ),
    ),
)

KEYWORDS = Section(
    _("Give questions keywords and an objective"),
    (
        Step(
            _(
                "Tick questions in the list, or filter and take all that fit, then “Keywords”: add or take away "
                "keywords, and name the objective of their topic. It makes no new version and asks for no review."
            )
        ),
        Step(
            _("Statistics of a test, “By question”, show below the table how far each objective was reached.")
        ),
    ),
)
