"""What a person is told about a file that is not taken: why, and what to do."""

from flask_babel import gettext as _

from lms.files.uploads.parts import Settled
from lms.files.uploads.rules import MB, Limits, Refusal
from lms.web.filters import as_number


def of_refusal(why: Refusal, size: int, limits: Limits) -> str:
    """Why a file is not begun."""
    match why:
        case Refusal.KIND:
            return _(
                "This kind of file cannot be used. Send a PDF, Word, Excel or PowerPoint file, a picture, a film "
                "(.mp4, .webm) or sound (.mp3, .m4a, .ogg, .wav)."
            )
        case Refusal.EMPTY:
            return _("The file is empty. Choose it again.")
        case Refusal.LARGE:
            return _(
                "The file has %(size)s MB, at most %(most)s MB are taken. Make it smaller, for example with a lower "
                "resolution, or offer a link.",
                size=_megabytes(size),
                most=_megabytes(limits.file),
            )
        case Refusal.PERSON:
            return _(
                "With this file you would have brought more than %(most)s MB in all. Remove materials that are no "
                "longer needed, or ask the administrator for more room.",
                most=_megabytes(limits.person),
            )
        case Refusal.UNIT:
            return _(
                "With this file the classes of the unit would use more than %(most)s MB. Remove materials that are no "
                "longer needed, or ask the administrator for more room.",
                most=_megabytes(limits.unit),
            )


def of_settled(settled: Settled) -> str:
    """Why a file that was sent is not offered yet."""
    match settled:
        case Settled.SHORT:
            return _(
                "The file has not arrived wholly yet. Choose it again: sending goes on where it stopped."
            )
        case Settled.DIFFERENT:
            return _(
                "What arrived is not what was read on your device, perhaps because the file was changed meanwhile. "
                "Nothing was kept; choose the file again."
            )
        case _:
            return _("This upload was given up or is over a day old. Choose the file again.")


def not_what_it_says() -> str:
    return _("The file is not of the kind that its name says, or it is damaged. Nothing was kept.")


def _megabytes(size: int) -> str:
    return as_number(-(-size // MB))
