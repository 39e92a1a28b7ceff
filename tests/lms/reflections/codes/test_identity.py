"""Whose script it is reaches a blind marker by no page, file or export: canaries in every place that knows a name."""

from io import BytesIO
from zipfile import ZipFile

import pytest
from PIL import Image
from pypdf import PdfReader, PdfWriter

from lms import database
from lms.marking.ordering import Order
from lms.reflections import handed_in, handing, own
from lms.reflections.offline import package
from lms.similarity import texts
from tests.lms import cast as casting
from tests.lms.cast import NOW
from tests.lms.reflections import making, word_files
from tests.lms.scenes import scene

NAME, LOGIN, FILE, EXIF, PDF, WORD, UNIT = (
    "Chimsau Hoangoanh",
    "hv.canary9",
    "chimsau-thu-hoach",
    "Exifsau",
    "Pdfsau",
    "Wordsau Chimsau",
    "Đảng bộ Donvisau",
)
CANARIES = ("chimsau", "hoangoanh", "canary9", "exifsau", "pdfsau", "wordsau", "donvisau", "0912345678")
pytestmark = pytest.mark.one_database  # page after page as each of the cast: what is shown hardly differs


def photo():
    """As a phone sends it: with the name of its owner and the place."""
    exif = Image.Exif()
    exif[0x013B], exif[0x9C9D] = EXIF, EXIF.encode("utf-16-le")
    exif.get_ifd(0x8825)[1] = "N"
    target = BytesIO()
    Image.new("RGB", (1200, 1600), "beige").save(target, "JPEG", exif=exif)
    return target.getvalue()


def pdf():
    writer = PdfWriter()
    writer.add_blank_page(595, 842)
    writer.add_metadata({"/Author": PDF, "/Title": PDF})
    target = BytesIO()
    writer.write(target)
    assert PDF in str(PdfReader(BytesIO(target.getvalue())).metadata)
    return target.getvalue()


def docx():
    body = word_files.bearing(WORD)
    told = plain(body)
    assert told.count(WORD.lower()) > 12, (
        "author, title, header, footer, comment, changes, properties, picture"
    )
    return body


@scene
def planted(app, cast):
    """A learner of an own unit, with a phone number, hands in a text, a photo, a PDF and a Word file that all bear the
    name."""
    task = making.make_task(cast.k1, cast.chi)
    making.hand_in(task, cast.an)
    unit = casting.make_unit(UNIT, cast.root)
    person = casting.make_person(LOGIN, NAME, unit, phone="0912345678")
    casting.enrol(person, cast.k1)
    reflection = making.write(task, person)
    database.session.commit()
    client = app.test_client()
    client.sign_in(person)
    for body, name in ((photo(), f"{FILE}.jpg"), (pdf(), f"{FILE}.pdf"), (docx(), f"{FILE}.docx")):
        sent = {"files": (BytesIO(body), name)}
        path = f"/reflections/{reflection.public_id}/uploads"
        assert client.post(path, data=sent, content_type="multipart/form-data").status_code == 302
    making.draw_pages(app)
    with app.app_context():
        handing.hand_in(reflection, own.window_of(reflection), honour=True, now=NOW)
    reflection.script_no = 918273  # stands by chance in no other figure of a page or file
    return reflection


@pytest.fixture
def task_of_k1(cast):
    task = making.make_task(cast.k1, cast.chi)
    making.hand_in(task, cast.an)
    database.session.commit()
    return task


def pages(task, script):
    here, one = f"/reflection-tasks/{task.id}", f"/scripts/{script.public_id}"
    return [
        one,
        f"{one}/return",
        f"{one}/difference",
        f"{here}/scripts",
        f"{here}/scripts?show=open",
        f"{here}/allocation",
        f"{here}/double-marking",
        f"{here}/double-marking/agreement",
        f"{here}/codes",
        f"{here}/renewal",
        f"{here}/appeals",
        f"{here}/similarity",
        f"{here}/report/rows?marked=1",
        "/marking",
    ]


def plain(body):
    """What an answer says, unpacked; as it stands and as Word and Excel spell other letters."""
    if body.startswith(b"PK"):
        with ZipFile(BytesIO(body)) as archive:
            return "\n".join(
                archive.read(name).decode(errors="replace") for name in archive.namelist()
            ).lower()
    return body.decode(errors="replace").lower()


def found_in(answer):
    said = plain(answer.data) + str(answer.headers).lower()
    return [canary for canary in CANARIES if canary in said]


@pytest.mark.parametrize("sealed", [False, True])
def test_no_page_about_scripts_knows_whose_they_are(cast, as_user, planted, sealed):
    task, script = planted.task, planted.submissions[-1]
    if sealed:
        as_user("chi").post(f"/reflection-tasks/{task.id}/codes/seal")
    making.mark(script, cast.chi)
    database.session.commit()
    for path in pages(task, script):
        answer = as_user("chi").get(path)
        assert answer.status_code in {200, 302}, path
        assert found_in(answer) == [], path


def test_no_file_of_a_script_does(as_user, planted):
    script = planted.submissions[-1]
    drawn = handed_in.drawn_of(script)
    assert (len(drawn.pages), len(drawn.pictures)) == (2, 1)
    assert not any("chimsau" in sheet.file.name for sheet in [*drawn.pages, *drawn.pictures])
    for place in ("pages/1", "pages/2", "pictures/1"):
        with as_user("chi").get(f"/scripts/{script.public_id}/{place}") as answer:
            assert answer.status_code == 200
            assert found_in(answer) == []
            assert not dict(Image.open(BytesIO(answer.data)).getexif())


def test_neither_what_is_compared_nor_what_is_taken_along_does(app, cast, as_user, planted):
    script = planted.submissions[-1]
    assert "chèn thêm" in texts.whole(script.parts).lower()
    assert not [canary for canary in CANARIES if canary in str(script.parts).lower()]
    with app.app_context():
        body = package.package(planted.task, cast.chi, 1)
    with ZipFile(BytesIO(body)) as taken:
        for name in taken.namelist():
            inner = taken.read(name)
            said = plain(inner) if name.endswith(".xlsx") else words_of(inner)
            assert not [canary for canary in CANARIES if canary in said + name.lower()], name


def words_of(body):
    read = PdfReader(BytesIO(body))
    return (str(read.metadata) + "".join(page.extract_text() for page in read.pages)).lower()


def test_nobody_who_marks_gets_the_file_as_it_was_sent(as_user, planted):
    for upload in planted.uploads:
        for which in ("original", "whole", "text", "edit"):
            path = f"/reflections/{planted.public_id}/uploads/{upload.id}/{which}"
            assert as_user("chi").get(path).status_code == 404


def test_a_list_by_name_tells_nothing_that_a_script_would_be_known_by(cast, as_user, planted):
    """Names may stand beside “handed in”, never beside a number, a mark, a length or a time."""
    task, script = planted.task, planted.submissions[-1]
    making.mark(script, cast.chi, level=2)
    database.session.commit()
    number = str(planted.script_no)
    for path in (f"/reflection-tasks/{task.id}", f"/reflection-tasks/{task.id}/report/rows?delivered=1"):
        answer = as_user("chi").get(path)
        assert "chimsau" in answer.text.lower(), path
        assert number not in answer.text, path
        assert script.public_id not in answer.text, path
    for kind in ("xlsx", "docx"):
        text = plain(as_user("chi").get(f"/reflection-tasks/{task.id}/report.{kind}").data)
        assert number not in text, kind


def test_neither_order_nor_number_nor_address_follows_the_alphabet_or_the_time(cast, as_user, task_of_k1):
    making.hand_in_by_others(cast, task_of_k1, 12)
    scripts = sorted(making.submissions(task_of_k1), key=lambda one: one.id)
    numbers = [one.reflection.script_no for one in scripts]
    assert numbers != sorted(numbers), "drawn: alike once in six thousand million times"
    order = Order.of(task_of_k1.order_seed, cast.chi.id)
    by_place = sorted(scripts, key=lambda one: order.place(one.reflection.script_no))
    assert [one.id for one in by_place] not in (
        [one.id for one in scripts],
        [one.id for one in scripts[::-1]],
    )
    page = as_user("chi").get(f"/reflection-tasks/{task_of_k1.id}/scripts").text
    places = [page.index(one.public_id) for one in by_place]
    assert places == sorted(places)
    for one in scripts:
        assert f"/{one.reflection.public_id}" not in page
        assert f"people/{one.reflection.person_id}" not in page
