"""Where everybody waits too long the next is asked to come again; being many is no reason."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from lms.app import Lms
from lms.web.crowd import Crowd, always_answered


@contextmanager
def people(crowd: Crowd, count: int) -> Iterator[None]:
    """So many are inside, each in a thread of its own."""
    over, inside = threading.Event(), threading.Barrier(count + 1)

    def wait() -> None:
        with crowd.entered(None):
            inside.wait()
            over.wait()

    threads = [threading.Thread(target=wait) for _place in range(count)]
    for thread in threads:
        thread.start()
    inside.wait()
    try:
        yield
    finally:
        over.set()
        for thread in threads:
            thread.join()


def test_who_comes_when_many_have_waited_for_long_is_asked_to_come_again() -> None:
    crowd = Crowd(many=3, long=0.0)
    with people(crowd, 3), crowd.entered(None) as inside:
        assert not inside
    with crowd.entered(None) as inside:
        assert inside


def test_many_who_came_just_now_are_no_reason() -> None:
    crowd = Crowd(many=3, long=60.0)
    with people(crowd, 3), crowd.entered(None) as inside:
        assert inside


def test_few_who_wait_for_long_are_no_reason() -> None:
    crowd = Crowd(many=3, long=0.0)
    with people(crowd, 2), crowd.entered(None) as inside:
        assert inside


def test_what_needs_no_database_is_always_answered() -> None:
    crowd = Crowd(many=1, long=0.0)
    with people(crowd, 1), crowd.entered(always_answered(lambda: None)) as inside:
        assert inside


def test_what_needs_no_database_or_has_turns_of_its_own_is_always_answered(app: Lms) -> None:
    always = {name for name, view in app.view_functions.items() if getattr(view, "always_answered", False)}
    assert always == {"accounts.room", "health.show", "static_files.show", "material_uploads.append"}


def test_who_is_asked_to_come_again_hears_it_in_one_sentence_and_when(
    app: Lms, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No database is asked for it: this test has none."""
    full = Crowd(many=0, long=-1.0)
    full._since[0] = 0.0
    monkeypatch.setattr("lms.app.crowd", full)
    answer = app.test_client().get("/")
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")
    assert answer.text == "Máy chủ đang bận. Những gì đã lưu vẫn an toàn; xin thử lại sau vài giây."
