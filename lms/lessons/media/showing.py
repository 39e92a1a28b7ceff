"""A file as it is shown in a page, wherever it hangs: a film with its player, pages of a PDF, slides, a picture."""

from collections.abc import Callable
from dataclasses import dataclass

from flask import Response, abort, send_file

from lms.files import pictures, slides
from lms.files.media_types import PDF, SLIDES
from lms.files.models import StoredFile
from lms.files.pages import Trouble
from lms.files.pictures import Leaves
from lms.files.slides import Deck

LATER = {Trouble.BUSY, Trouble.TOO_SLOW}


@dataclass(frozen=True)
class Where:
    """The addresses of a file where it hangs; `place` keeps the place of a film apart from that of others."""

    place: str
    file: str
    download: str
    page: Callable[[int], str]
    slide: Callable[[int, int], str]


@dataclass(frozen=True)
class Shown:
    """What a page needs to show the file; `trouble` is why its pages or slides cannot be."""

    title: str
    name: str
    size: int
    sha256: str
    kind: str
    where: Where
    leaves: Leaves | None = None
    deck: Deck | None = None
    trouble: Trouble | None = None


def shown(stored: StoredFile, title: str, where: Where) -> Shown:
    """May take a while when nobody has looked at the file before; the session has ended then."""
    kind = stored.media_type.partition("/")[0]
    facts = (title, stored.name, stored.size, stored.sha256, kind, where)
    found: Leaves | Deck | Trouble | None = None
    if stored.media_type == PDF:
        found = pictures.leaves_of(stored)
    elif stored.media_type == SLIDES:
        found = slides.deck_of(stored)
    match found:
        case Leaves():
            return Shown(*facts, leaves=found)
        case Deck():
            return Shown(*facts, deck=found)
        case _:
            return Shown(*facts, trouble=found)


def page_picture(stored: StoredFile | None, number: int) -> Response:
    """One page of a PDF."""
    if stored is None or stored.media_type != PDF:
        abort(404)
    leaves = pictures.leaves_of(stored)
    if isinstance(leaves, Leaves) and not 1 <= number <= len(leaves.sizes):
        abort(404)
    drawn = leaves if isinstance(leaves, Trouble) else pictures.picture(stored, number)
    if isinstance(drawn, Trouble):
        abort(503 if drawn in LATER else 404)
    return _sent(drawn, f"{stored.sha256}-{number}")


def slide_picture(stored: StoredFile | None, slide: int, place: int) -> Response:
    """One picture on a slide."""
    if stored is None or stored.media_type != SLIDES or max(slide, place) > 999:
        abort(404)
    return _sent(slides.picture(stored, slide, place) or abort(404), f"{stored.sha256}-{slide}-{place}")


def _sent(drawn: object, etag: str) -> Response:
    response = send_file(str(drawn), mimetype="image/jpeg", conditional=True, etag=etag)
    response.headers["Cache-Control"] = "private, no-cache"
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response
