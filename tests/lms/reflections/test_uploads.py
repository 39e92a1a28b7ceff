"""Photos and PDFs: drawn anew without what they carried, refused with one clear sentence, never half stored."""

import zlib
from io import BytesIO

import pypdf
import pytest
from PIL import Image

from lms import database
from lms.files import pages
from lms.files.models import StoredFile
from lms.files.pages import Trouble
from lms.reflections import handing
from lms.reflections.upload_models import Upload
from tests.lms.cast import NOW
from tests.lms.reflections import making
from tests.lms.scenes import scene

GPS, ARTIST = 0x8825, 0x013B


@scene
def reflection(cast):
    made = handing.begin(making.make_task(cast.k1, cast.chi), cast.an, NOW)
    database.session.commit()
    return made


def send(client, reflection, *files):
    sent = {"files": [(BytesIO(body), name) for name, body in files]}
    return client.post(f"/reflections/{reflection.public_id}/uploads", data=sent, follow_redirects=True)


def pdf(pages: int = 2, password: str | None = None) -> bytes:
    writer = pypdf.PdfWriter()
    writer.add_metadata({"/Author": "Nguyễn Văn An"})
    for _page in range(pages):
        writer.add_blank_page(595, 842)
    if password:
        writer.encrypt(password, algorithm="RC4-128")
    target = BytesIO()
    writer.write(target)
    return target.getvalue()


def huge_png(side: int) -> bytes:
    """A picture that claims more pixels than anything may hold."""

    def chunk(kind, body):
        return len(body).to_bytes(4, "big") + kind + body + zlib.crc32(kind + body).to_bytes(4, "big")

    head = side.to_bytes(4, "big") * 2 + bytes([8, 2, 0, 0, 0])
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(bytes(99)))
        + chunk(b"IEND", b"")
    )


def with_place() -> bytes:
    exif = Image.Exif()
    exif[ARTIST] = "Nguyen Van An"
    exif.get_ifd(GPS)[2] = (21.0, 1.0, 42.0)
    return making.photo(2000, 3000, exif=exif)


@pytest.mark.one_database
def test_a_photo_comes_out_without_place_author_or_camera():
    body = with_place()
    assert b"Nguyen Van An" in body
    [page] = pages.convert(body)
    drawn = Image.open(BytesIO(page.body))
    assert not dict(drawn.getexif())
    assert b"Nguyen" not in page.body
    assert max(drawn.size) == 1800


@pytest.mark.one_database
def test_a_photo_taken_sideways_stands_upright():
    exif = Image.Exif()
    exif[0x0112] = 6
    [page] = pages.convert(making.photo(800, 600, exif=exif))
    assert (page.width, page.height) == (600, 800)


@pytest.mark.one_database
@pytest.mark.parametrize(
    "body, trouble",
    [
        (pdf(1, password="mật khẩu"), Trouble.LOCKED),
        (pdf()[:300], Trouble.DAMAGED),
        (pdf(31), Trouble.TOO_MANY_PAGES),
        (b"%PDF-1.7\n" + bytes(range(256)) * 40, Trouble.DAMAGED),
        (making.photo()[:400], Trouble.DAMAGED),
        (making.photo(200, 200), Trouble.TOO_SMALL),
        (huge_png(50_000), Trouble.TOO_LARGE),
        (huge_png(9_000), Trouble.TOO_LARGE),
        (b"<html><script>alert(1)</script>", Trouble.KIND),
        (b"GIF89a<script>", Trouble.KIND),
        (b"PK\x03\x04 not a page", Trouble.KIND),
        (b"", Trouble.KIND),
        (b"\xff\xd8\xff<script>alert(1)</script>", Trouble.DAMAGED),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_no_readable_page_is_refused_for_its_reason(body, trouble):
    assert pages.look_at(body) is trouble


@pytest.mark.one_database
def test_a_picture_with_a_script_behind_it_comes_out_as_the_picture_alone():
    [page] = pages.convert(making.photo() + b"<script>alert(1)</script>%PDF-1.4")
    assert b"script" not in page.body


def test_pages_of_a_pdf_are_counted_and_shown(app, as_user, reflection):
    answer = send(as_user("an"), reflection, ("thu hoạch.pdf", pdf(3)))
    assert answer.status_code == 200
    making.draw_pages(app)
    [upload] = database.session.query(Upload).all()
    assert (upload.name, len(upload.pages)) == ("thu hoạch.pdf", 3)
    assert database.session.query(StoredFile).filter_by(media_type="image/jpeg").count() == 3
    shown = as_user("an").get(f"/reflections/{reflection.public_id}/pages/{upload.pages[0].id}")
    assert shown.mimetype == "image/jpeg"
    shown.close()


def test_a_file_that_cannot_be_taken_is_named_and_the_others_are_stored(as_user, reflection):
    answer = send(as_user("an"), reflection, ("<b>khóa.pdf", pdf(1, "x")), ("trang.jpg", making.photo()))
    assert "&lt;b&gt;khóa.pdf" in answer.text
    assert "mật khẩu" in answer.text
    assert [upload.name for upload in database.session.query(Upload)] == ["trang.jpg"]


@pytest.mark.parametrize(
    "name", ["../../etc/passwd.jpg", "..\\x.jpg", "a\u202egpj.exe.jpg", "x" * 300 + ".jpg", "😀.jpg"]
)
def test_hostile_names_are_only_names(as_user, reflection, name):
    assert send(as_user("an"), reflection, (name, making.photo())).status_code == 200
    [upload] = database.session.query(Upload).all()
    assert not set(upload.name) & {"/", "\\", "\u202e"}
    assert len(upload.name) <= 201


def test_the_same_photo_sent_twice_is_there_once(as_user, reflection):
    an, body = as_user("an"), making.photo()
    send(an, reflection, ("a.jpg", body))
    send(an, reflection, ("b.jpg", body))
    assert database.session.query(Upload).count() == 1


def test_no_file_is_taken_after_the_end_and_nobody_elses_is_taken_out(cast, as_user, reflection, app):
    with app.app_context():
        upload_id = making.add_page(reflection, cast.an).upload_id
    reflection.task.due_at = NOW.replace(year=2020)
    reflection.task.opens_at = NOW.replace(year=2019)
    database.session.commit()
    assert send(as_user("an"), reflection, ("a.jpg", making.photo())).status_code == 409
    path = f"/reflections/{reflection.public_id}/uploads/{upload_id}/removal"
    assert as_user("binh").post(path).status_code == 404
