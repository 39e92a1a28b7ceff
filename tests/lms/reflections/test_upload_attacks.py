"""What is sent to harm: files that are not what they say, names that lead elsewhere, pictures that grow, floods. Each
is refused with a sentence, or lies there inert."""

import sys
import unicodedata
from io import BytesIO
from types import SimpleNamespace

import pytest
from PIL import Image

from lms import database
from lms.files import pages, scanning
from lms.files.pages import Trouble
from lms.reflections import handing, uploads
from lms.reflections.upload_models import Upload
from tests.lms.cast import NOW
from tests.lms.reflections import hostile, making
from tests.lms.scenes import scene

EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="1000000" height="1000000"><script>alert(1)</script></svg>'


@scene
def reflection(cast):
    made = handing.begin(making.make_task(cast.k1, cast.chi), cast.an, NOW)
    database.session.commit()
    return made


def send(client, reflection, *files):
    sent = {"files": [(BytesIO(body), name) for name, body in files]}
    return client.post(f"/reflections/{reflection.public_id}/uploads", data=sent, follow_redirects=True)


def moving(frames: int) -> bytes:
    """An animated PNG."""
    pictures = [Image.new("RGB", (310, 320), (n, 0, 0)) for n in range(frames)]
    target = BytesIO()
    pictures[0].save(target, "PNG", save_all=True, append_images=pictures[1:])
    return target.getvalue()


def flat(side: int, kind: str) -> bytes:
    target = BytesIO()
    Image.new("L", (side, side)).save(target, kind)
    return target.getvalue()


@pytest.mark.one_database
@pytest.mark.parametrize(
    "body",
    [
        b"MZ" + bytes(200),
        b"<html>%PDF-1.7</html>" + bytes(300),
        b"GIF89a/*" + bytes(300) + b"*/=1;alert(1)",
        SVG,
        hostile.XXE,
        hostile.BILLION,
        hostile.book(),
        hostile.package({"META-INF/MANIFEST.MF": b"Main-Class: x", "word/document.xml": b"<w/>"}),
        hostile.OLE,
        EICAR,
        b"\0" * 1000,
    ],
    ids=[
        "exe",
        "html before pdf",
        "gif and js",
        "svg",
        "xxe",
        "entities",
        "xlsx",
        "jar",
        "ole",
        "eicar",
        "zeros",
    ],
)
def test_what_is_no_photo_and_no_pdf_is_refused_by_its_first_bytes(body):
    assert pages.convert(body) is Trouble.KIND


@pytest.mark.one_database
@pytest.mark.parametrize("tail", [hostile.book(), SVG, b"<?php system($_GET[0]);", b"%PDF-1.7" + bytes(100)])
def test_what_hangs_behind_a_photo_is_not_in_its_page(tail):
    [page] = pages.convert(making.photo() + tail)
    assert tail[:20] not in page.body


@pytest.mark.one_database
def test_only_the_first_picture_of_a_moving_one_is_drawn():
    [page] = pages.convert(moving(60))
    assert (page.width, page.height) == (310, 320)


@pytest.mark.one_database
@pytest.mark.parametrize(
    "body, side", [(flat(5_900, "PNG"), 1800), (flat(12_000, "JPEG"), 1800)], ids=["png", "jpeg"]
)
def test_a_photo_of_a_good_camera_is_drawn_small(body, side):
    [page] = pages.convert(body)
    assert page.width == side


@pytest.mark.parametrize(
    "name",
    [
        "../" * 40 + "etc/passwd",
        "..\\..\\windows\\system32\\x.jpg",
        "%2e%2e%2fx.jpg",
        "nul\0byte.jpg",
        "CON",
        "aux.jpg",
        "cuối...",
        ".htaccess",
        "ảnh\u202egpj.exe",
        unicodedata.normalize("NFD", "bài thu hoạch.jpg"),
        "😀" * 300,
        '"><script>alert(1)</script>.jpg',
        "a\r\nSet-Cookie: x=1.jpg",
    ],
)
def test_a_name_is_shown_escaped_and_leads_nowhere(app, reflection, as_user, name):
    with app.app_context():
        making.add_page(reflection, reflection.person, name.encode("utf-8", "surrogateescape"))
        upload = uploads.add(
            *(reflection, name, making.photo(500, 700)),
            *([pages.PagePicture(making.photo(500, 700), 500, 700)], reflection.person, NOW),
        )
        stored = upload.pages[0].file
        assert stored.sha256.isalnum()
    database.session.commit()
    an = as_user("an")
    shown = an.get(f"/reflections/{reflection.public_id}/edit")
    assert shown.status_code == 200
    assert "<script>alert" not in shown.text
    sent = an.get(f"/reflections/{reflection.public_id}/uploads/{upload.id}/original")
    head = sent.headers["Content-Disposition"]
    sent.close()
    assert head.startswith("attachment")
    assert "/" not in head.split("filename=", 1)[1].split('"')[1]
    assert unicodedata.is_normalized("NFC", upload.name)
    assert not set(upload.name) & {"/", "\\", "\0", "\r", "\n", "\u202e"}


def test_a_page_and_its_photo_are_served_inert(app, reflection, as_user):
    with app.app_context():
        page = making.add_page(reflection, reflection.person, making.photo() + b"<script>alert(1)</script>")
    database.session.commit()
    an = as_user("an")
    for address in (
        f"pages/{page.id}",
        f"uploads/{page.upload_id}/original",
        f"uploads/{page.upload_id}/whole",
    ):
        answer = an.get(f"/reflections/{reflection.public_id}/{address}")
        answer.close()
        assert answer.mimetype == "image/jpeg"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert "sandbox" in answer.headers["Content-Security-Policy"]


def test_more_files_than_anybody_needs_are_refused_with_a_sentence(reflection, as_user, monkeypatch):
    monkeypatch.setattr(uploads, "MOST_FILES", 2)
    an = as_user("an")
    for number in range(3):
        answer = send(an, reflection, (f"{number}.jpg", making.photo(400 + number, 500)))
        for upload in database.session.query(Upload).filter(Upload.removed_at.is_(None)):
            an.post(f"/reflections/{reflection.public_id}/uploads/{upload.id}/removal")
    assert "đã gửi quá nhiều tệp" in answer.text
    assert database.session.query(Upload).count() == 2


@pytest.mark.parametrize("command, taken", [("true", 1), ("false", 0), ("/nowhere/scanner", 0), ("", 1)])
def test_the_virus_check_of_the_place_has_the_last_word(
    app, reflection, as_user, monkeypatch, command, taken
):
    settings = {name: getattr(app.config["SEN"], name) for name in app.config["SEN"].__dataclass_fields__}
    monkeypatch.setitem(app.config, "SEN", SimpleNamespace(**(settings | {"scan_command": command})))
    answer = send(as_user("an"), reflection, ("trang.jpg", making.photo()))
    assert ("bộ kiểm tra vi-rút" in answer.text) == (not taken)
    assert database.session.query(Upload).count() == taken


def test_the_check_gets_the_bytes_as_they_were_sent(app, monkeypatch):
    look = f'{sys.executable} -c \'import sys; sys.exit(b"EICAR" in open(sys.argv[1], "rb").read())\''
    monkeypatch.setitem(app.config, "SEN", SimpleNamespace(scan_command=look))
    with app.app_context():
        assert scanning.is_clean(making.photo())
        assert not scanning.is_clean(making.photo() + EICAR)
