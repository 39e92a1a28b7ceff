"""Materials of a class: for who offers them and for who reads them."""

from flask_babel import lazy_gettext as _

from lms.help.page import Section, Step

OFFERING = Section(
    _("Offer materials to a class"),
    (
        Step(
            _(
                "In the class: Materials → Add a material. Films, sound, PDF, Word, Excel, PowerPoint and pictures are "
                "taken, and links."
            )
        ),
        Step(
            _(
                "A large file is sent in pieces and may be interrupted: leave the page, close the machine, come back "
                "within a day and choose the same file; sending goes on where it stopped."
            )
        ),
        Step(
            _(
                "A material has a kind and, if wanted, a day from which learners open it, for example the eve of its "
                "session; until then they see its name and the day. “Change” puts right what is said about it."
            )
        ),
        Step(
            _(
                "Slides saved as PDF are read in the page as they look on the wall. Those of PowerPoint (.pptx) are "
                "read there too: words, tables and pictures without the layout, no notes of the speaker and no hidden "
                "slides. A film or sound gets subtitles (.vtt) on its own page."
            )
        ),
        Step(
            _(
                "Name the documents that a material rests on; when one of them is replaced, the material is listed for "
                "review on the page of the document."
            )
        ),
    ),
)
READING = Section(
    _("Read, watch and listen"),
    (
        Step(
            _(
                "Materials of a class open in the page: films and sound with a player, PDFs page by page. Only what "
                "you look at is loaded."
            )
        ),
        Step(
            _(
                "A film goes on where you left it on this device. Nobody else sees that; signing out forgets it."
            )
        ),
    ),
)
