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
                "On the page of a document choose “Text of the document” and send its Word or PDF file. Chapters, "
                "articles, clauses and points become places, and a citation such as “point b clause 2 Article 5” "
                "opens there. Look through the text once."
            )
        ),
        Step(
            _(
                "Search finds numbers, headings and words of the texts, with or without marks: the number itself "
                "first, then headings, then words that stand side by side. Each result shows the place."
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
        Step(
            _(
                "Once a document is replaced or expires, “Look through them” lists the questions, materials, tasks and "
                "programmes that cite it. Whoever may change one says whether it is still right or has been changed."
            )
        ),
    ),
)
