"""The page of lecturers."""

from flask_babel import lazy_gettext as _

from lms.help.page import Page
from lms.help.pages.fairness import CODES, MARKING_FAIRLY
from lms.help.pages.lessons import GIVING, WRITING
from lms.help.pages.marking import MARKING_BY_KEYBOARD, SHARING_OUT
from lms.help.pages.materials import OFFERING
from lms.help.pages.questions import BRINGING, PRACTISING, REMARKED
from lms.help.pages.reflections import COMMON, MARKING_REFLECTIONS, SETTING
from lms.help.pages.register import REGISTER
from lms.help.pages.sets import SETS
from lms.help.pages.sharing import KEYWORDS, SHARING
from lms.help.pages.tests import MAKING, MARKING_ANSWERS, ON_PAPER, STATISTICS
from lms.help.pages.together import WRITTEN_TOGETHER
from lms.help.pages.watching import WATCHING
from lms.permissions import Role

LECTURER = Page(
    "lecturer",
    _("For lecturers"),
    _("From a Word file of questions to marks released to the whole class."),
    (
        BRINGING,
        WRITING,
        GIVING,
        REGISTER,
        OFFERING,
        SHARING,
        KEYWORDS,
        SETS,
        REMARKED,
        PRACTISING,
        MAKING,
        WATCHING,
        MARKING_ANSWERS,
        ON_PAPER,
        STATISTICS,
        SETTING,
        WRITTEN_TOGETHER,
        MARKING_REFLECTIONS,
        COMMON,
        MARKING_BY_KEYBOARD,
        SHARING_OUT,
        MARKING_FAIRLY,
        CODES,
    ),
    role=Role.LECTURER,
)
