"""What is said of a cell that cannot be taken, of a script to which something happened, of a colleague's sheet."""

from flask_babel import LazyString, gettext as _, lazy_gettext

from lms.reflections.offline.fate import Bar
from lms.reflections.offline.rules import Fault, Why

OF_ANOTHER = lazy_gettext(
    "This sheet was made for another marker. Bring back the sheet that you downloaded yourself; nothing of this one "
    "was stored."
)
CLASH: dict[Bar, LazyString] = {
    Bar.RETURNED: lazy_gettext("Returned or handed in anew."),
    Bar.GIVEN: lazy_gettext("Given to another marker meanwhile; the script is not yours to mark any more."),
    Bar.FOUND: lazy_gettext("The mark of this script was found meanwhile and stays."),
    Bar.MARKED: lazy_gettext("Marked meanwhile."),
    Bar.BEGUN: lazy_gettext(
        "You went on with it on screen meanwhile. Your draft there is kept: finish it there, or drop it and bring the "
        "sheet back once more."
    ),
}


def sentence(fault: Fault) -> str:
    match fault.why:
        case Why.CODE:
            return _(
                "This code does not belong to a script of this sheet. It was changed or copied from elsewhere."
            )
        case Why.TWICE:
            return _("This script stands in the sheet twice. The first row is taken.")
        case Why.FORMULA:
            return _("A formula stands here. Type the value itself.")
        case Why.LEVEL:
            return _(
                "“%(typed)s” is no level of this criterion. Choose one from the list.", typed=fault.typed[:60]
            )
        case Why.NO_LEVEL:
            return _("A level is missing here. A script is marked once every criterion has one.")
        case Why.TOO_LONG:
            return _("This comment is too long.")
