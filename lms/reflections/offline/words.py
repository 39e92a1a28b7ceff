"""What is said of a cell that cannot be taken."""

from flask_babel import gettext as _

from lms.reflections.offline.rules import Fault, Why


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
