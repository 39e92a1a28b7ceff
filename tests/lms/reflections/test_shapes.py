"""How a page lies in its photo: which four corners make a page, and where its dots come from."""

from math import inf, nan

import pytest
from PIL import Image

from lms.files import page_worker, shapes
from lms.files.shapes import Shape, shape_of

pytestmark = pytest.mark.one_database
SLANTED = [0.2, 0.1, 0.9, 0.2, 0.8, 0.9, 0.1, 0.8]


def test_the_whole_picture_is_a_shape_and_says_so():
    assert shape_of(0, [0, 0, 1, 0, 1, 1, 0, 1]) == Shape()
    assert Shape().is_whole
    assert not shape_of(0, SLANTED).is_whole


@pytest.mark.parametrize(
    "turn, numbers",
    [
        (4, SLANTED),
        (-1, SLANTED),
        (0, SLANTED[:6]),
        (0, [*SLANTED[:7], 1.01]),
        (0, [*SLANTED[:7], nan]),
        (0, [*SLANTED[:7], inf]),
        (0, [0, 0, 1, 1, 1, 0, 0, 1]),  # crossed
        (0, [0, 0, 0, 1, 1, 1, 1, 0]),  # the other way round: it would come out mirrored
        (0, [0, 0, 1, 0, 0.2, 0.2, 0, 1]),  # with a dent
        (0, [0, 0, 0.5, 0, 1, 0, 0, 1]),  # three in one line
        (0, [0.5, 0.5, 0.55, 0.5, 0.55, 0.55, 0.5, 0.55]),  # a speck
    ],
)
def test_four_corners_that_enclose_no_page_are_no_shape(turn, numbers):
    assert shape_of(turn, numbers) is None


def test_a_shape_survives_being_kept():
    shape = shape_of(3, SLANTED)
    assert shapes.unpacked(shape.packed()) == shape
    assert shapes.unpacked([]) == Shape()


def test_each_corner_of_the_page_comes_from_its_corner_of_the_photo():
    shape, picture, page = shape_of(0, SLANTED), (400, 600), (200, 300)
    a, b, c, d, e, f, g, h = shapes.coefficients(shape, picture, page)
    found = [
        ((a * x + b * y + c) / (g * x + h * y + 1), (d * x + e * y + f) / (g * x + h * y + 1))
        for x, y in [(0, 0), (200, 0), (200, 300), (0, 300)]
    ]
    wanted = [(x * 400, y * 600) for x, y in shape.corners]
    assert [pytest.approx(point) for point in wanted] == found


def test_a_sheet_photographed_at_an_angle_comes_out_flat_and_upright():
    """A red sheet on black, its top left corner blue, lying on its side in the photo."""
    photo = Image.new("RGB", (1200, 900), "black")
    flat = Image.new("RGB", (300, 600), "red")
    flat.paste("blue", (0, 0, 90, 90))
    photo.paste(flat.transpose(Image.Transpose.ROTATE_90), (300, 150))
    upright = page_worker._turned(photo, 1)
    assert upright.size == (900, 1200)
    left, top, right, bottom = 450 / 900, 300 / 1200, 750 / 900, 900 / 1200
    page = page_worker._cut(upright, shape_of(1, [left, top, right, top, right, bottom, left, bottom]))
    assert page.size == (300, 600)
    assert page.getpixel((20, 20))[2] > 200
    assert page.getpixel((280, 580))[0] > 200
    assert page.getpixel((280, 20))[0] > 200
