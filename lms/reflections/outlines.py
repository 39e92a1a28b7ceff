"""The outlines a task can start from; what a lecturer then makes of them is data."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from flask_babel import LazyString, lazy_gettext as _

from lms.reflections.models import SectionKind


class Outline(StrEnum):
    AWARENESS = "awareness"
    NEW_MEMBERS = "new-members"
    RESOLUTION = "resolution"


@dataclass(frozen=True)
class SectionPlan:
    """One section as it is to be. `slot` names a section that exists already."""

    title: str
    prompt: str = ""
    guidance: str = ""
    kind: SectionKind = SectionKind.TEXT
    min_words: int | None = None
    max_words: int | None = None
    required: bool = True
    slot: int | None = None


@dataclass(frozen=True)
class TaskOutline:
    """A title, instructions and sections, in the language of whoever looks."""

    name: LazyString
    title: LazyString
    instructions: LazyString
    sections: Sequence[tuple[LazyString, LazyString, LazyString, int | None, int | None]]

    def plans(self) -> list[SectionPlan]:
        texts = [
            SectionPlan(str(title), str(prompt), str(guidance), SectionKind.TEXT, least, most)
            for title, prompt, guidance, least, most in self.sections
        ]
        return [
            *texts,
            SectionPlan(str(_PROPOSALS), "", str(_PROPOSALS_HOW), SectionKind.PROPOSALS, required=False),
        ]


HONOUR = _("I wrote this reflection myself and named the sources of what I quoted.")
_PROPOSALS = _("III. Proposals and requests")
_PROPOSALS_HOW = _("One row for each proposal: at which level, what, and who should consider it.")
_HOW_MARKED = _("Marked for structure, accuracy and concrete application. Personal views are not marked.")

OUTLINES: dict[Outline, TaskOutline] = {
    Outline.AWARENESS: TaskOutline(
        _("Awareness class"),
        _("Reflection of the awareness class"),
        _("Write from what was taught and from your own work. Plain words, to the point."),
        [
            (
                _("I. Understanding"),
                _("Present the main content of the lesson that you will apply most in your work."),
                _("Name the lesson and the main points; quote briefly and say where from."),
                400,
                800,
            ),
            (
                _("II. Application to yourself"),
                _(
                    "Relate it to your locality or unit and to yourself: one thing done, one thing to be done."
                ),
                _HOW_MARKED,
                300,
                600,
            ),
        ],
    ),
    Outline.NEW_MEMBERS: TaskOutline(
        _("Class for new members"),
        _("Reflection of the class for new members"),
        _("Answer the question of the class, then say how you will carry out the duties of a member."),
        [
            (
                _("I. Understanding"),
                _("Present the duties and rights of a member according to what was taught."),
                _("Name the articles and topics that you refer to."),
                400,
                800,
            ),
            (
                _("II. Application to yourself"),
                _("What have you done in your cell since you were admitted, and what will you do this year?"),
                _HOW_MARKED,
                300,
                800,
            ),
        ],
    ),
    Outline.RESOLUTION: TaskOutline(
        _("Study of a resolution"),
        _("Reflection on the study of the resolution"),
        _("Answer both questions; the proposals go to the unit that can act on them."),
        [
            (
                _("I. Understanding"),
                _("Question 1. Present the main new points of the resolution that was studied."),
                _("Refer to the parts of the resolution."),
                300,
                800,
            ),
            (
                _("II. Application to the locality and the unit"),
                _("Question 2. What can your locality, office or unit do to carry the resolution out?"),
                _HOW_MARKED,
                300,
                800,
            ),
        ],
    ),
}
