"""What a learner is told about a file: why it was not taken, and what of a Word file its readers will not see."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from flask_babel import gettext as _, ngettext

from lms.files import troubles
from lms.files.pages import Trouble
from lms.files.service import shown_name
from lms.reflections.wordfiles.reading import WordTrouble


@dataclass(frozen=True)
class Taken:
    """What a file added: pages; or of a Word file so many words and pictures."""

    name: str
    pages: int = 0
    words: int | None = None
    pictures: int = 0


def refused(trouble: Trouble | WordTrouble, name: str, most: int) -> str:
    """Why a file called `name` was not taken, and what to do; `most` pages are taken."""
    if isinstance(trouble, WordTrouble):
        return _of_word(trouble, name, most)
    if trouble is Trouble.KIND:
        return _no_kind(name)
    return troubles.sentence(trouble, name, most)


def added(taken: Sequence[Taken]) -> list[str]:
    """What was added: the pages of all files together, then each Word file."""
    count = sum(one.pages for one in taken)
    pages = [ngettext("%(num)s page was added.", "%(num)s pages were added.", count)] if count else []
    return [*pages, *(_read(one) for one in taken if one.words is not None)]


def _read(file: Taken) -> str:
    name, words = file.name, file.words or 0
    said = ngettext(
        "“%(name)s” was read: %(num)s word.", "“%(name)s” was read: %(num)s words.", words, name=name
    )
    pictures = ngettext("%(num)s picture in it.", "%(num)s pictures in it.", file.pictures)
    return f"{said} {pictures}" if file.pictures else said


def left_out(words: Iterable[str]) -> list[str]:
    """One sentence for each kind of thing that is in the file and not in what is read."""
    told = {
        "changes": _("It has tracked changes: deleted text is left out, inserted text is read."),
        "formula": _("Formulas are shown as plain text."),
        "hidden": _("Hidden text is left out."),
        "margin": _("What stands above and below the pages is left out."),
        "object": _("Drawings and embedded files are left out. Put them in as pictures."),
        "picture": _("Some pictures cannot be shown. Put them in again as .jpg or .png."),
    }
    return [told[word] for word in words if word in told]


def _no_kind(name: str) -> str:
    return _(
        "“%(name)s” is neither a photo nor a PDF nor a Word file. Send .jpg, .png, .heic, .pdf or .docx.",
        name=shown_name(name),
    )


def _of_word(trouble: WordTrouble, name: str, most: int) -> str:  # noqa: C901 - a sentence for each
    shown = shown_name(name)
    match trouble:
        case WordTrouble.KIND:
            return _no_kind(name)
        case WordTrouble.LOCKED:
            return troubles.sentence(Trouble.LOCKED, name, most)
        case WordTrouble.DAMAGED:
            return troubles.sentence(Trouble.DAMAGED, name, most)
        case WordTrouble.SLOW:
            return troubles.sentence(Trouble.TOO_SLOW, name, most)
        case WordTrouble.OLD:
            return _(
                "“%(name)s” is an old Word file. Open it in Word, save it as .docx and send that.", name=shown
            )
        case WordTrouble.MACROS:
            return _(
                "“%(name)s” carries macros. Save it as .docx without macros and send it again.", name=shown
            )
        case WordTrouble.OUTSIDE:
            return _(
                "“%(name)s” shows pictures or texts that lie elsewhere. Put them into the file and send it again.",
                name=shown,
            )
        case WordTrouble.FORBIDDEN:
            return _(
                "“%(name)s” was not made by Word as it stands. Open it in Word, save it anew and send it again.",
                name=shown,
            )
        case WordTrouble.HUGE:
            return _("“%(name)s” is too large. Make its pictures smaller and send it again.", name=shown)
        case WordTrouble.LONG:
            return _(
                "“%(name)s” is longer than a reflection can be. Shorten it, or send it in parts.", name=shown
            )
        case WordTrouble.EMPTY:
            return _(
                "There is nothing to read in “%(name)s”. Look into the file and send it again.", name=shown
            )
