"""The picture of the code: coarse, with its quiet zone, and read back by a real decoder."""

import re

import pytest
import zxingcpp
from PIL import Image, ImageDraw, ImageFilter

from lms.attendance import tokens
from lms.web import qr
from lms.web.qr import Drawing
from tests.lms.attendance.test_tokens import NOW, SECRET
from tests.scale import scaled

TOKEN = tokens.make(123_456, SECRET, NOW)
HOSTS = ["SEN.VN", "SEN.LAMGIANG.EDU.VN", "192.168.1.20:8080", "LLCT.TRUONGCHINHTRI.LG.GOV.VN"]


def picture(drawing: Drawing, module: int = 6, *, dark: str = "#000", light: str = "#fff") -> Image.Image:
    """The path as a browser would paint it."""
    image = Image.new("RGB", (drawing.size * module,) * 2, light)
    brush = ImageDraw.Draw(image)
    for x, y, width in re.findall(r"M(\d+) (\d+)h(\d+)v1h-\d+z", drawing.path):
        left, top = int(x) * module, int(y) * module
        brush.rectangle((left, top, left + int(width) * module - 1, top + module - 1), fill=dark)
    return image


def decoded(image: Image.Image) -> str:
    found = zxingcpp.read_barcodes(image)
    return found[0].text if found else ""


@pytest.mark.parametrize("host", HOSTS)
def test_the_address_of_a_hall_needs_at_most_29_modules(host: str) -> None:
    drawing = qr.draw(f"HTTPS://{host}/C/{TOKEN}")
    assert drawing.modules in {25, 29}
    assert decoded(picture(drawing)) == f"HTTPS://{host}/C/{TOKEN}"


def test_nothing_is_drawn_in_the_quiet_zone() -> None:
    drawing = qr.draw(f"HTTPS://SEN.VN/C/{TOKEN}")
    ends = [
        (int(x), int(y), int(x) + int(width))
        for x, y, width in re.findall(r"M(\d+) (\d+)h(\d+)", drawing.path)
    ]
    inside = range(qr.QUIET_ZONE, drawing.size - qr.QUIET_ZONE)
    assert all(x in inside and y in inside and end - 1 in inside for x, y, end in ends)
    assert {min(x for x, _y, _end in ends), max(end for _x, _y, end in ends)} == {inside.start, inside.stop}


def test_a_small_blurred_and_turned_picture_is_still_read() -> None:
    read = []
    for number in range(scaled(200, least=5)):
        text = f"HTTPS://{HOSTS[number % len(HOSTS)]}/C/{tokens.make(number + 1, SECRET, NOW)}"
        drawing = qr.draw(text)
        image = picture(drawing, 12).rotate(30 * (number % 2), expand=True, fillcolor="#fff")
        image = image.filter(ImageFilter.GaussianBlur(12 / 4)).resize(
            (240, 240) if number % 2 else (200, 200)
        )
        read.append(decoded(image) == text)
    assert sum(read) / len(read) >= 0.99


def test_an_address_beyond_all_sense_is_refused() -> None:
    with pytest.raises(ValueError, match="too long"):
        qr.draw("A" * 1000)
