"""Turns one photo or PDF into page pictures, in a process of its own (`bounded.py`).

Whatever a hostile file does here, it does to this process alone, within its memory and its time. What comes out are
new pictures drawn from the pixels: no place, no author, no camera, no script survives.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pillow_heif
import pypdfium2 as pdfium
from PIL import Image, ImageOps

from lms.bounded import serve, writing
from lms.files import shapes
from lms.files.shapes import Shape

PHOTOS = ("JPEG", "PNG", "HEIF")
LONGEST_SIDE = 1800
SHORTEST_SIDE = 300
MOST_PIXELS = 250_000_000  # of a JPEG, which is made small while it is read
MOST_AT_ONCE = 36_000_000  # of what is read whole: with all that is drawn from it less than 300 MB
MOST_PAGES = 30
MEMORY = 1 << 30
WRONG_PASSWORD = 4  # FPDF_ERR_PASSWORD

Image.MAX_IMAGE_PIXELS = MOST_PIXELS  # what is too large is said by us, for its kind
pillow_heif.register_heif_opener()


class Problem(Exception):
    """Why the file cannot be taken; the text is a code that the caller puts into a sentence."""


def main(source: Path, folder: Path, shape: Sequence[float] = (), look: bool = False) -> dict[str, Any]:
    """The pages written to `folder`, or why there are none. A photo is cut and turned as `shape` says.

    With `look` nothing is drawn: only how many pages there will be, as far as that can be known without drawing.
    """
    try:
        if look:
            return {"count": _looked_at(source)}
        pictures = _pdf(source) if _is_pdf(source) else _photo(source, shapes.unpacked(shape))
        return {"pages": [_write(picture, folder, place) for place, picture in enumerate(pictures, 1)]}
    except Problem as problem:
        return {"problem": str(problem)}
    except Image.DecompressionBombError:
        return {"problem": "too-large"}
    except (OSError, ValueError, SyntaxError, MemoryError, pdfium.PdfiumError):
        return {"problem": "damaged"}


def _is_pdf(source: Path) -> bool:
    with source.open("rb") as opened_file:
        return opened_file.read(5) == b"%PDF-"


def _looked_at(source: Path) -> int:
    """How many pages; what is locked, cut off, too large or too small is found without drawing all of it."""
    if _is_pdf(source):
        document = _document(source)
        for place in range(len(document)):
            _check_size(*document.get_page_size(place))
        return len(document)
    with Image.open(source, formats=PHOTOS) as picture:
        _check_dots(picture)
        if picture.format == "JPEG":
            picture.draft(
                "RGB", (SHORTEST_SIDE, SHORTEST_SIDE)
            )  # an eighth of each side, but every byte is read
            picture.load()
        elif picture.format == "PNG":
            picture.verify()  # the sums over all its pieces
        elif not _all_there(source.read_bytes()):
            raise Problem("damaged")
    return 1


def _all_there(body: bytes) -> bool:
    """Whether the boxes of a HEIF file end where the file does."""
    at = 0
    while at + 8 <= len(body):
        size = int.from_bytes(body[at : at + 4])
        if size == 1:
            size = int.from_bytes(body[at + 8 : at + 16])
        if size == 0:  # the last one, up to the end
            return True
        at += max(size, 8)
    return at == len(body)


def _check_dots(picture: Image.Image) -> None:
    if picture.width * picture.height > most_dots(picture):
        raise Problem("too-large")
    if min(picture.size) < SHORTEST_SIDE:
        raise Problem("too-small")


def _photo(source: Path, shape: Shape) -> list[Image.Image]:
    with Image.open(source, formats=PHOTOS) as picture:
        _check_dots(picture)
        longest = LONGEST_SIDE if shape.is_whole else 2 * LONGEST_SIDE  # a part of it must still be readable
        picture.draft("RGB", (longest, longest))
        picture.thumbnail((2 * longest, 2 * longest))  # in place: everything after works on little
        return [on_white(_cut(_turned(ImageOps.exif_transpose(picture), shape.turn), shape))]


def most_dots(picture: Image.Image) -> int:
    """How many dots are taken: cameras write plain JPEG, which needs little memory at any size."""
    if picture.format == "JPEG" and "progressive" not in picture.info:
        return MOST_PIXELS
    return MOST_AT_ONCE if picture.mode in {"RGB", "L", "1", "P"} else MOST_AT_ONCE // 2


def _turned(picture: Image.Image, quarters: int) -> Image.Image:
    ways = Image.Transpose
    way = {1: ways.ROTATE_270, 2: ways.ROTATE_180, 3: ways.ROTATE_90}.get(
        quarters
    )  # they count the other way
    return picture if way is None else picture.transpose(way)


def _cut(picture: Image.Image, shape: Shape) -> Image.Image:
    """The page between the four corners, laid flat."""
    if shape.is_whole:
        return picture
    size = shapes.size_of(shape, *picture.size)
    if max(size) > LONGEST_SIDE:
        size = (max(1, size[0] * LONGEST_SIDE // max(size)), max(1, size[1] * LONGEST_SIDE // max(size)))
    if max(size) < SHORTEST_SIDE:
        raise Problem("too-small")
    plan = shapes.coefficients(shape, picture.size, size)
    way, resample = Image.Transform.PERSPECTIVE, Image.Resampling.BICUBIC
    return picture.convert("RGB").transform(size, way, plan, resample)


def _pdf(source: Path) -> Any:
    document = _document(source)
    return (_rendered(document[index]) for index in range(len(document)))


def _document(source: Path) -> pdfium.PdfDocument:
    document = opened(source)
    if len(document) == 0:
        raise Problem("damaged")
    if len(document) > MOST_PAGES:
        raise Problem("too-many-pages")
    return document


def opened(source: Path) -> pdfium.PdfDocument:
    try:
        return pdfium.PdfDocument(source)
    except pdfium.PdfiumError as error:
        locked = getattr(error, "err_code", None) == WRONG_PASSWORD or "password" in str(error).lower()
        raise Problem("locked" if locked else "damaged") from error


def _rendered(page: Any) -> Image.Image:
    width, height = page.get_size()
    _check_size(width, height)
    return page.render(scale=LONGEST_SIDE / max(width, height)).to_pil()


def _check_size(width: float, height: float) -> None:
    if min(width, height) <= 0 or max(width, height) / min(width, height) > 20:
        raise Problem("damaged")


def on_white(picture: Image.Image) -> Image.Image:
    """Without transparency, and no larger than a page needs to be read."""
    picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    if picture.mode in {"RGBA", "LA", "PA"} or "transparency" in picture.info:
        layer = picture.convert("RGBA")
        picture = Image.new("RGB", layer.size, "white")
        picture.paste(layer, mask=layer.getchannel("A"))
    return picture.convert("RGB")


def _write(picture: Image.Image, folder: Path, place: int) -> dict[str, Any]:
    name = f"{place:03}.jpg"
    clean = save(picture, folder / name)
    return {"name": name, "width": clean.width, "height": clean.height}


def save(picture: Image.Image, target: Path) -> Image.Image:
    """The pixels alone, as a JPEG."""
    clean = Image.new("RGB", picture.size)
    clean.paste(picture.convert("RGB"))
    with writing():
        clean.save(target, "JPEG", quality=82, optimize=True, progressive=True)
    return clean


if __name__ == "__main__":
    serve(main, MEMORY)
