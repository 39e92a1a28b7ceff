"""Pages are drawn in the background: handing in and marking do not wait for it, what gets lost is drawn again, and what
cannot be drawn is told."""

from datetime import timedelta
from io import BytesIO

import pytest
from sqlalchemy import func, select

from lms import database
from lms.files import pages
from lms.files.models import StoredFile
from lms.files.pages import PagePicture, Trouble
from lms.notices.models import Notice
from lms.reflections import handing, own, uploads
from lms.reflections.drawing import job, rules
from lms.reflections.models import Submission
from lms.reflections.upload_models import Upload, UploadDrawing, UploadPage
from lms.web import clock
from tests.lms.cast import NOW
from tests.lms.reflections import making
from tests.lms.scenes import scene

LATER = timedelta(minutes=3)


@scene
def reflection(cast):
    made = handing.begin(making.make_task(cast.k1, cast.chi), cast.an, NOW)
    database.session.commit()
    return made


@pytest.fixture
def undrawn(app, reflection):
    """A PDF of two pages that was kept and waits."""
    with app.app_context():
        made = uploads.add_undrawn(reflection, "thu hoạch.pdf", b"%PDF-1.7 two", 2, reflection.person, NOW)
        database.session.commit()
        yield made


def picture(place):
    return PagePicture(making.photo(600, 700 + place), 600, 700 + place)


def two_pages(_body):
    return [picture(1), picture(2)]


def count(model):
    return database.session.scalar(select(func.count()).select_from(model))


def hand_in(reflection):
    made = handing.hand_in(reflection, own.window_of(reflection), honour=True, now=NOW)
    assert isinstance(made, Submission)
    database.session.commit()
    return made


def test_a_photo_is_kept_at_once_and_drawn_later(app, as_user, reflection):
    an, path = as_user("an"), f"/reflections/{reflection.public_id}"
    sent = {"files": [(BytesIO(making.photo()), "trang.jpg")]}
    page = an.post(f"{path}/uploads", data=sent, follow_redirects=True).text
    assert "Đang chuẩn bị…" in page
    assert "1 trang" in page
    assert an.get(f"{path}/uploads/progress").json == {"waiting": 1}
    [upload] = database.session.query(Upload)
    assert an.get(f"{path}/uploads/{upload.id}/edit").status_code == 404
    making.draw_pages(app)
    assert an.get(f"{path}/uploads/progress").json == {"waiting": 0}
    page = an.get(f"{path}/edit").text
    assert "Đang chuẩn bị…" not in page
    assert an.get(f"{path}/uploads/{upload.id}/edit").status_code == 200


def test_drawn_twice_the_pages_are_there_once(undrawn):
    job.run(undrawn.id, two_pages)
    job.run(undrawn.id, two_pages)
    assert [page.number for page in undrawn.pages] == [1, 2]
    assert count(StoredFile) == 3


def test_two_workers_at_the_same_file_keep_one_set_of_pages(undrawn):
    def while_another_is_done_first(body):
        job.run(undrawn.id, two_pages)
        return two_pages(body)

    job.run(undrawn.id, while_another_is_done_first)
    assert count(UploadPage) == 2


def test_what_a_killed_worker_left_is_asked_for_again(undrawn):
    def dies(_body):
        raise KeyboardInterrupt

    job.draw(upload_id=undrawn.id)
    database.session.commit()
    with pytest.raises(KeyboardInterrupt):
        job.run(undrawn.id, dies)
    assert undrawn.is_waiting
    assert job.look_after(clock.now()) == 0, "it may still be at work"
    assert job.look_after(clock.now() + LATER) == 1
    database.session.commit()
    job.run(undrawn.id, two_pages)
    assert not undrawn.is_waiting
    assert job.look_after(clock.now() + LATER) == 0


@pytest.mark.parametrize("trouble", [Trouble.BUSY, Trouble.TOO_SLOW])
def test_what_passes_is_tried_again_and_given_up_after_a_few_times(undrawn, cast, trouble):
    for _time in range(rules.MOST_TRIES):
        undrawn.drawing.tries += 1
        database.session.commit()
        job.run(undrawn.id, lambda _body: trouble)
        assert undrawn.is_waiting
    job.look_after(NOW + LATER)
    database.session.commit()
    assert undrawn.drawing.trouble == Trouble.TOO_SLOW
    assert count(Notice) == 1


def test_what_cannot_be_drawn_is_told_to_its_sender_and_shown_to_the_marker(
    as_user, cast, reflection, undrawn
):
    submission = hand_in(reflection)
    job.run(undrawn.id, lambda _body: Trouble.DAMAGED)
    [notice] = database.session.query(Notice)
    assert (notice.person_id, "bị hỏng" in notice.body) == (cast.an.id, True)
    assert "bị hỏng" in as_user("an").get(f"/reflections/{reflection.public_id}/edit").text
    page = as_user("chi").get(f"/scripts/{submission.public_id}").text
    assert "Trang này không hiện được" in page
    assert "thu hoạch.pdf" not in page
    assert count(UploadPage) == 0


def test_a_file_with_another_number_of_pages_than_was_counted_is_given_up(undrawn):
    job.run(undrawn.id, lambda _body: [picture(1)])
    assert undrawn.drawing.trouble == Trouble.DAMAGED


def test_handing_in_and_marking_do_not_wait_and_pages_keep_their_numbers(
    app, as_user, cast, reflection, undrawn
):
    making.add_page(reflection, cast.an)
    submission = hand_in(reflection)
    assert submission.page_count == 3
    chi, path = as_user("chi"), f"/scripts/{submission.public_id}"
    page = chi.get(path).text
    assert page.count("Trang này còn đang được chuẩn bị") == 2
    assert [chi.get(f"{path}/pages/{number}").status_code for number in (1, 2)] == [404, 404]
    mark = {"page": "3", "x": "10", "y": "10", "note": "Rõ."}
    assert chi.post(f"{path}/page-marks", data=mark).status_code == 302
    assert chi.get(f"{path}/pages.pdf").status_code == 409
    assert as_user("an").get(f"/reflections/{reflection.public_id}").status_code == 200
    job.run(undrawn.id, two_pages)
    page = chi.get(path).text
    assert "còn đang được chuẩn bị" not in page
    assert page.index('data-sheet="3"') < page.index("Rõ.")
    with chi.get(f"{path}/pages/1") as first:
        assert first.status_code == 200


def test_what_was_taken_out_and_sent_again_is_drawn_anew(app, reflection, undrawn):
    job.run(undrawn.id, lambda _body: Trouble.DAMAGED)
    uploads.remove(undrawn, reflection, reflection.person, NOW)
    again = uploads.add_undrawn(reflection, "thu hoạch.pdf", b"%PDF-1.7 two", 2, reflection.person, NOW)
    database.session.commit()
    assert again.id != undrawn.id
    assert again.is_waiting


def test_the_queue_is_asked_once_the_file_is_kept(app, as_user, reflection):
    queue = app.extensions["queue"]
    queue.flush()
    sent = {"files": [(BytesIO(making.photo()), "trang.jpg")]}
    as_user("an").post(f"/reflections/{reflection.public_id}/uploads", data=sent)
    assert queue.pending_count() == 1
    [asked] = database.session.query(UploadDrawing)
    assert queue.dequeue().args == ("lms.reflections.drawing.job.draw", {"upload_id": asked.upload_id})


@pytest.mark.one_database
def test_looking_at_a_file_draws_nothing_and_finds_what_is_cut_off():
    assert pages.look_at(making.photo(3000, 4000)) == 1
    assert pages.look_at(making.photo(3000, 4000)[:-2000]) is Trouble.DAMAGED
