"""A reflection as a Word file: read at once or refused with one sentence, shown as clean text with its pictures,
marked, compared and counted like typed text; the file itself is its sender's alone."""

from io import BytesIO

import pytest
from PIL import Image

from lms import database
from lms.files.models import StoredFile
from lms.marking import service as marking
from lms.marking.service import Anchor
from lms.reflections import bench, handing, looks, own, rules, script
from lms.reflections.looks import Grid, Look
from lms.reflections.models import Submission
from lms.reflections.offline import package
from lms.reflections.upload_models import Upload
from lms.reflections.wordfiles import reading, worker
from lms.reflections.wordfiles.reading import Read, WordTrouble
from lms.similarity import texts
from tests.lms.cast import NOW
from tests.lms.reflections import making, word_files
from tests.lms.scenes import scene


@scene
def reflection(cast):
    made = handing.begin(making.make_task(cast.k1, cast.chi), cast.an, NOW)
    database.session.commit()
    return made


@pytest.fixture(scope="module")
def read():
    found = reading.read(word_files.reflection())
    assert isinstance(found, Read)
    return found


def send(client, reflection, *files):
    sent = {"files": [(BytesIO(body), name) for name, body in files]}
    return client.post(f"/reflections/{reflection.public_id}/uploads", data=sent, follow_redirects=True)


@pytest.fixture
def handed_in(app, reflection, read):
    """An's Word file is handed in; read before, so that each test need not."""
    with app.app_context():
        body = word_files.reflection()
        making.uploads.add_text(reflection, "An bài.docx", body, read, reflection.person, NOW)
        made = handing.hand_in(reflection, own.window_of(reflection), honour=True, now=NOW)
    assert isinstance(made, Submission)
    database.session.commit()
    return made


@pytest.mark.one_database
def test_a_word_file_becomes_lines_with_their_looks_a_table_and_pictures(read):
    assert read.text.split("\n") == [
        *("I. Nhận thức", word_files.WORDS, "Việc thứ nhất", "1. Việc thứ hai"),
        *("Quý", "Hồ sơ", "I", "Cuối bài."),
    ]
    found = [looks.unpacked(kept) for kept in read.looks]
    assert [look.kind for look in found[:4]] == ["heading", "text", "bullet", "item"]
    assert [look.cell for look in found if look.empty] == [(1, 1, 1, 1)]
    assert [look.picture for look in found if look.picture] == [1]
    [picture] = read.pictures
    assert Image.open(BytesIO(picture.body)).size == (300, 200)
    assert read.left_out == []


@pytest.mark.one_database
@pytest.mark.parametrize("kind", word_files.HOSTILE)
def test_what_cannot_be_taken_is_refused_for_its_reason(kind, tmp_path):
    make, why = word_files.HOSTILE[kind]
    source = tmp_path / "source"
    source.write_bytes(make())
    assert reading.is_office(source.read_bytes()[:16])
    assert worker.main(source, tmp_path) == {"problem": WordTrouble(why).value}
    assert list(tmp_path.iterdir()) == [source]


@pytest.mark.one_database
def test_the_reason_comes_out_of_the_process():
    assert reading.read(word_files.locked()) is WordTrouble.LOCKED


@pytest.mark.one_database
def test_a_link_to_a_page_is_no_harm_and_is_only_words():
    found = reading.read(word_files.pointing_at("hyperlink", "http://example.org/"))
    assert isinstance(found, Read)
    assert "example.org" not in found.text


@pytest.mark.one_database
def test_pictures_that_cannot_be_shown_are_named_and_the_rest_is_read():
    found = reading.read(word_files.with_member("word/media/image1.png", b"\x89PNG broken"))
    assert isinstance(found, Read)
    assert (found.pictures, found.left_out) == ([], ["picture"])
    assert word_files.WORDS in found.text


@pytest.mark.one_database
def test_tables_are_laid_out_and_lines_keep_their_order():
    cell = (1, 0, 0, 2)
    shown = [Look("text"), Look("text", cell=cell), Look("picture", picture=1, cell=cell), Look("note")]
    before, table, after = looks.arranged(shown, ["a", "b", "c"])
    assert isinstance(table, Grid)
    [[square]] = table.rows
    assert (square.span, [piece.words for piece in square.pieces]) == (2, ["b", None])
    assert (before.words, after.words) == ("a", "c")


@pytest.mark.one_database
def test_a_part_with_looks_is_frozen_and_comes_back_the_same():
    part = rules.Part(1001, "Tệp Word", "", "một", looks=(Look("heading", 1), Look("picture", picture=2)))
    assert rules.thawed(rules.frozen(part)) == part
    [laid] = script.laid_out([part], [])
    assert [piece.kind for piece in laid.pieces] == ["heading", "picture"]


def test_it_is_read_at_once_shown_to_its_sender_and_handed_in_with_its_words(as_user, reflection):
    an = as_user("an")
    answer = send(an, reflection, ("An bài.docx", word_files.reflection()))
    assert "Đã đọc “An bài.docx”: 24 từ. Trong tệp có 1 hình." in answer.text
    [upload] = database.session.query(Upload)
    shown = an.get(f"/reflections/{reflection.public_id}/uploads/{upload.id}/text").text
    assert word_files.WORDS in shown
    assert "<td>" in shown
    assert (
        as_user("chi").get(f"/reflections/{reflection.public_id}/uploads/{upload.id}/text").status_code == 404
    )
    answer = an.post(f"/reflections/{reflection.public_id}/submissions", follow_redirects=True)
    [submission] = database.session.query(Submission)
    assert (submission.word_count, submission.page_count) == (24, 0)
    assert submission.sha256 in answer.text
    assert "24 từ" in answer.text
    with an.get(f"/reflections/{reflection.public_id}/uploads/{upload.id}/original") as original:
        assert original.data == word_files.reflection()
        assert original.headers["Content-Disposition"].startswith("attachment")


def test_a_file_that_is_refused_leaves_no_row_no_file_and_what_was_typed(as_user, reflection, cast):
    making.write(reflection.task, cast.an, "Đã viết trước.")
    database.session.commit()
    answer = send(as_user("an"), reflection, ("<b>Bài.docx", word_files.locked()))
    assert "“&lt;b&gt;Bài.docx” có đặt mật khẩu" in answer.text
    assert "Đã viết trước." in answer.text
    assert database.session.query(Upload).count() == 0
    assert database.session.query(StoredFile).count() == 0


def test_a_file_that_is_too_large_is_told_so_before_it_is_opened(as_user, reflection, monkeypatch):
    monkeypatch.setattr(making.uploads, "MOST_BYTES", 1000)
    answer = send(as_user("an"), reflection, ("bài.docx", word_files.reflection()))
    assert "quá lớn" in answer.text
    assert database.session.query(Upload).count() == 0


def test_the_marker_reads_clean_text_and_comments_on_its_words(app, as_user, cast, handed_in):
    chi, path = as_user("chi"), f"/scripts/{handed_in.public_id}"
    page = chi.get(path).text
    for shown in ("<h3", "script__item--bullet", "<td>", f"{path}/pictures/1", word_files.WORDS):
        assert shown in page
    body = {"body": "Rõ ràng.", "quote": "không ngập", "slot": "1001", "before": "về bản ", "after": " mùa"}
    assert chi.post(f"{path}/comments", data=body).status_code == 302
    assert "<mark>không ngập<sup>1</sup></mark>" in chi.get(path).text
    with chi.get(f"{path}/pictures/1") as picture:
        assert picture.mimetype == "image/jpeg"
    assert chi.get(f"{path}/pictures/2").status_code == 404
    assert chi.get(f"{path}/pages/1").status_code == 404
    assert chi.get(f"{path}/pages.pdf").status_code == 404


def test_a_comment_stands_also_in_a_cell_and_is_read_after_the_release(app, as_user, cast, handed_in):
    anchor = Anchor("1001", "Hồ sơ")
    marking.add_comment(bench.subject_of(handed_in), cast.chi, anchor, "Số nào?", NOW)
    making.mark(handed_in, cast.chi)
    with app.app_context():
        bench.release(handed_in.reflection.task, cast.chi, NOW)
    database.session.commit()
    page = as_user("an").get(f"/reflections/{handed_in.reflection.public_id}").text
    assert "<mark>Hồ sơ<sup>1</sup></mark>" in page
    assert "/pages/" in page.split("script__picture")[1]


def test_its_words_are_compared_with_those_of_others(handed_in):
    assert word_files.WORDS in texts.whole(handed_in.parts)


def test_it_is_taken_along_without_a_network_as_text_and_pictures(app, cast, handed_in):
    with app.app_context():
        drawn = package._drawn(handed_in, "Bài 123")
    assert drawn.startswith(b"%PDF")


def test_two_word_files_count_their_pictures_through_both(app, as_user, cast, reflection, read):
    with app.app_context():
        for number in range(2):
            body = word_files.reflection() + bytes(number)
            making.uploads.add_text(reflection, f"{number}.docx", body, read, cast.an, NOW)
        made = handing.hand_in(reflection, own.window_of(reflection), honour=True, now=NOW)
    database.session.commit()
    assert [part["title"] for part in made.parts[-2:]] == ["Tệp Word 1", "Tệp Word 2"]
    assert f"/scripts/{made.public_id}/pictures/2" in as_user("chi").get(f"/scripts/{made.public_id}").text
