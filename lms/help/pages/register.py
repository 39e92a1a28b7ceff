"""The register of documents, for those who keep it."""

from flask_babel import lazy_gettext as _

from lms.help.page import Section, Step

REGISTER = Section(
    _("Keep the register of documents"),
    (
        Step(
            _(
                "Official documents → Enter a document: number, type, issuer, day and abstract. Spaces and dashes "
                "in the number do not matter; a document is entered only once."
            )
        ),
        Step(
            _(
                "When a new document replaces one, enter the new one, open the old one and choose “Replaced by …”. "
                "It counts from the day on which the new one is in force."
            )
        ),
        Step(
            _(
                "The page of a document shows what cites it. A replacement that was entered by mistake can be taken "
                "back; the history keeps who changed what."
            )
        ),
    ),
)
