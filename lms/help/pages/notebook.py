"""What a learner reads about their notebook."""

from flask_babel import lazy_gettext as _

from lms.help.page import Section, Step

NOTEBOOK = Section(
    _("Keep a notebook of your own"),
    (
        Step(
            _(
                "Press “Save in my notebook” at a lesson or a material. Press again to take it out. “Notebook” at the "
                "top (on a telephone below) shows everything."
            )
        ),
        Step(
            _(
                "“New entry” keeps what you found by yourself: a title, and a link, a note or both; for a class, if "
                "you like. Links lead away from Sen and open in a new tab."
            )
        ),
        Step(
            _(
                "Notes and bookmarks of your lessons stand on the same page and lead to their place. Search with or "
                "without marks, choose a class, or print the page."
            )
        ),
        Step(
            _(
                "If something is no longer open to you, the title that you saved and your notes stay. Nobody else "
                "sees your notebook; no mark and no report uses it."
            )
        ),
    ),
    numbered=True,
)
