"""What lecturers read about reflections that groups write together."""

from flask_babel import lazy_gettext as _

from lms.help.page import Section, Step

WRITTEN_TOGETHER = Section(
    _("Reflections written in groups"),
    (
        Step(
            _(
                "“Written in groups” lets each group (tổ) of the class hand in one together. Form the groups first: "
                "who may write follows the groups as they are, and forming them anew hands what was begun to the new "
                "members, after you have seen group by group who goes on with what and who cannot open it any more. "
                "The page of the task lists learners without a group."
            )
        ),
        Step(
            _(
                "The group's mark counts for everybody whom it named at hand-in. Under “Marks of the members” one "
                "member can have another mark, or none, with the reason; only once names are known."
            )
        ),
    ),
)
