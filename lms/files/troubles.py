"""What a person is told about a photo or PDF that cannot be taken."""

from flask_babel import gettext as _

from lms.files.pages import Trouble
from lms.files.service import shown_name


def sentence(trouble: Trouble, name: str, most: int) -> str:
    """Why a file called `name` was not taken, and what to do; `most` pages are taken."""
    shown = shown_name(name)
    match trouble:
        case Trouble.KIND:
            return _("“%(name)s” is neither a photo nor a PDF. Send .jpg, .png, .heic or .pdf.", name=shown)
        case Trouble.LOCKED:
            return _(
                "“%(name)s” is locked with a password. Save it without one and send it again.", name=shown
            )
        case Trouble.TOO_LARGE:
            return _("“%(name)s” is too large. Take the photo at a lower resolution.", name=shown)
        case Trouble.TOO_SMALL:
            return _("“%(name)s” is too small to be read. Take the photo again, closer.", name=shown)
        case Trouble.TOO_MANY_PAGES:
            return _("“%(name)s” has too many pages. At most %(most)s are taken.", name=shown, most=most)
        case Trouble.TOO_SLOW | Trouble.BUSY:
            return _("“%(name)s” could not be read in time. Send it again, or send photos.", name=shown)
        case Trouble.UNSAFE:
            return _(
                "“%(name)s” was stopped by the virus check of the centre. Nothing of it was stored.",
                name=shown,
            )
        case Trouble.TOO_OFTEN:
            return _(
                "“%(name)s” was not taken: too many files were sent for this already. Speak to your lecturer.",
                name=shown,
            )
        case Trouble.DAMAGED:
            return _("“%(name)s” is damaged and cannot be opened. Make it again and send it.", name=shown)
