"""Photos of a handwritten reflection: cut out, turned, put in order, joined; the photo as sent is kept and shown to
its sender alone."""

import hashlib
from io import BytesIO

import pypdf
import pytest
from PIL import Image

from lms import database
from lms.files import pages, service as files
from lms.files.shapes import shape_of
from lms.reflections import handing, own, uploads
from lms.reflections.models import Submission
from tests.lms.cast import NOW
from tests.lms.reflections import making
from tests.lms.scenes import scene

HALF = [0, 0, 100, 0, 100, 50, 0, 50]
ARTIST = 0x013B


@scene
def reflection(cast):
    made = handing.begin(making.make_task(cast.k1, cast.chi), cast.an, NOW)
    database.session.commit()
    return made


@pytest.fixture
def photographed(app, reflection):
    """So many photos, each of another size; the pages are drawn as if the worker had done it."""

    def take(count=1):
        with app.app_context():
            return added(reflection, count)

    return take


def added(reflection, count):
    made = [
        uploads.add(
            *(reflection, f"trang {number}.jpg", making.photo(600, 700 + number)),
            *(
                [pages.PagePicture(making.photo(600, 700 + number), 600, 700 + number)],
                reflection.person,
                NOW,
            ),
        )
        for number in range(count)
    ]
    database.session.commit()
    return made


def form(numbers=HALF, turn=0):
    return {"turn": str(turn), **{f"corners-{place}": str(number) for place, number in enumerate(numbers)}}


def hand_in(reflection) -> Submission:
    made = handing.hand_in(reflection, own.window_of(reflection), honour=True, now=NOW)
    assert isinstance(made, Submission)
    database.session.commit()
    return made


def names(reflection):
    database.session.expire_all()
    return [upload.name for upload in reflection.uploads]


def fetched(client, address):
    """The answer with its body, its file closed again."""
    answer = client.get(address)
    body = answer.data
    answer.close()
    return answer, body


def path(reflection, rest):
    return f"/reflections/{reflection.public_id}/{rest}"


def test_a_page_is_cut_out_and_what_was_handed_in_keeps_the_one_it_had(as_user, reflection, photographed):
    [first] = photographed()
    before = hand_in(reflection)
    an = as_user("an")
    answer = an.post(path(reflection, f"uploads/{first.id}"), data=form(turn=1))
    assert answer.status_code == 302
    database.session.expire_all()
    [standing] = reflection.uploads
    [page] = standing.pages
    assert (page.width, page.height) == (700, 300)
    assert [one.upload_id for one in before.files] == [first.id]
    after = hand_in(reflection)
    assert after.number == 2
    assert after.sha256 != before.sha256


def test_a_page_can_be_cut_out_again_from_the_whole_photo(as_user, reflection, photographed):
    [first] = photographed()
    an = as_user("an")
    an.post(path(reflection, f"uploads/{first.id}"), data=form())
    database.session.expire_all()
    [cut] = reflection.uploads
    shown = an.get(path(reflection, f"uploads/{cut.id}/edit")).text
    assert 'value="50.00"' in shown
    an.post(path(reflection, f"uploads/{cut.id}"), data=form([0, 0, 100, 0, 100, 100, 0, 100]))
    database.session.expire_all()
    [again] = reflection.uploads
    assert (again.pages[0].width, again.pages[0].height) == (600, 700)
    assert again.digest == first.sha256


@pytest.mark.parametrize(
    "numbers", [[0, 0, 100, 100, 100, 0, 0, 100], [0, 0, 101, 0, 100, 50, 0, 50], ["x", *HALF[1:]]]
)
def test_corners_that_enclose_no_page_change_nothing_and_stay_as_typed(
    as_user, reflection, numbers, photographed
):
    [first] = photographed()
    answer = as_user("an").post(path(reflection, f"uploads/{first.id}"), data=form(numbers))
    assert answer.status_code == 422
    assert f'value="{numbers[0]}"' in answer.text
    database.session.expire_all()
    assert [upload.id for upload in reflection.uploads] == [first.id]


def test_pages_are_put_in_order_and_stop_at_the_ends(as_user, reflection, photographed):
    first, second, third = photographed(3)
    an = as_user("an")
    an.post(path(reflection, f"uploads/{third.id}/place"), data={"to": "earlier"})
    assert names(reflection) == ["trang 0.jpg", "trang 2.jpg", "trang 1.jpg"]
    for _time in range(3):
        an.post(path(reflection, f"uploads/{first.id}/place"), data={"to": "later"})
    assert names(reflection) == ["trang 2.jpg", "trang 1.jpg", "trang 0.jpg"]
    kept = hand_in(reflection)
    an.post(path(reflection, f"uploads/{first.id}/place"), data={"to": "earlier"})
    assert [one.upload_id for one in kept.files] == [third.id, second.id, first.id]
    assert hand_in(reflection).number == 2


def test_the_photo_as_sent_is_kept_byte_for_byte_and_comes_as_a_download(app, as_user, reflection):
    exif = Image.Exif()
    exif[ARTIST] = "Nguyen Van An"
    body = making.photo(1200, 1600, exif=exif)
    an = as_user("an")
    an.post(path(reflection, "uploads"), data={"files": [(BytesIO(body), "trang.jpg")]})
    making.draw_pages(app)
    [upload] = reflection.uploads
    original, kept = fetched(an, path(reflection, f"uploads/{upload.id}/original"))
    assert kept == body
    assert original.headers["Content-Disposition"].startswith("attachment")
    _answer, whole = fetched(an, path(reflection, f"uploads/{upload.id}/whole"))
    assert b"Nguyen" not in whole
    assert hashlib.sha256(body).hexdigest() == upload.sha256


def test_of_a_pdf_pages_are_shown_as_they_are(app, as_user, reflection):
    body = pypdf.PdfWriter()
    body.add_blank_page(595, 842)
    target = BytesIO()
    body.write(target)
    an = as_user("an")
    an.post(path(reflection, "uploads"), data={"files": [(BytesIO(target.getvalue()), "bài.pdf")]})
    making.draw_pages(app)
    [upload] = reflection.uploads
    assert an.get(path(reflection, f"uploads/{upload.id}/edit")).status_code == 404
    assert an.get(path(reflection, f"uploads/{upload.id}/whole")).status_code == 404
    assert fetched(an, path(reflection, f"uploads/{upload.id}/original"))[1] == target.getvalue()


def test_a_small_picture_is_taken_with_one_sentence_about_it(as_user, reflection, photographed):
    photographed()
    page = as_user("an").get(path(reflection, "edit")).text
    assert page.count("Ảnh này nhỏ") == 1
    assert "1 trang" in page


def test_all_pages_come_as_one_pdf_and_the_markers_copy_tells_no_name(
    cast, as_user, reflection, photographed
):
    photographed(3)
    submission = hand_in(reflection)
    mine = as_user("an").get(path(reflection, "submissions/1/pages.pdf"))
    assert mine.mimetype == "application/pdf"
    assert len(pypdf.PdfReader(BytesIO(mine.data)).pages) == 3
    theirs = as_user("chi").get(f"/scripts/{submission.public_id}/pages.pdf")
    text = "".join(page.extract_text() for page in pypdf.PdfReader(BytesIO(theirs.data)).pages)
    assert f"{reflection.script_no}" in text
    assert "2 / 3" in text
    for name in ("Nguyễn", "An", "trang 0"):
        assert name not in text + str(theirs.headers)
    assert b"trang 0" not in theirs.data
    typed = making.hand_in(making.make_task(cast.k1, cast.chi), cast.an)
    database.session.commit()
    assert as_user("chi").get(f"/scripts/{typed.public_id}/pages.pdf").status_code == 404


def test_two_who_cut_the_same_page_out_leave_one_page(app, reflection, photographed):
    [first] = photographed()
    with app.app_context():
        shape = shape_of(0, [number / 100 for number in HALF])
        picture = uploads.shape(first, reflection, shape)
        made = uploads.replace(first, reflection, shape, picture, reflection.person, NOW)
        assert uploads.replace(first, reflection, shape, picture, reflection.person, NOW) is first
        database.session.expire_all()
        assert [upload.id for upload in reflection.uploads] == [made.id]
        assert files.path_of(made.source.original).read_bytes() == making.photo(600, 700)
