"""Few requests compute at once; saves do not wait for them, and nobody waits for ever."""

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from lms.app import Lms
from lms.web import seats
from lms.web.seats import SEATS, aside, seated, without_seat


@without_seat
def save() -> None: ...


def page() -> None: ...


class Hall:
    """Requests that stay where they are until they are let go."""

    def __init__(self) -> None:
        self.inside, self.most, self.go = 0, 0, threading.Event()
        self.counting = threading.Lock()
        self.arrived = threading.Semaphore(0)

    def request(self, view: Any) -> None:
        with seated(view):
            with self.counting:
                self.inside += 1
                self.most = max(self.most, self.inside)
            self.arrived.release()
            self.go.wait(20)
            with self.counting:
                self.inside -= 1


@pytest.fixture
def hall() -> Iterator[Hall]:
    made = Hall()
    yield made
    made.go.set()


def test_no_more_requests_compute_at_once_than_there_are_seats(hall: Hall) -> None:
    with ThreadPoolExecutor(8) as pool:
        done = [pool.submit(hall.request, page) for _ in range(8)]
        for _ in range(SEATS):
            assert hall.arrived.acquire(timeout=20)
        hall.go.set()
        for each in done:
            each.result(20)
    assert hall.most == SEATS


def test_a_save_is_answered_while_all_seats_are_taken(hall: Hall) -> None:
    with ThreadPoolExecutor(8) as pool:
        for _ in range(SEATS):
            pool.submit(hall.request, page)
            assert hall.arrived.acquire(timeout=20)
        pool.submit(hall.request, save)
        assert hall.arrived.acquire(timeout=20)
        hall.go.set()
    assert hall.most == SEATS + 1


def test_who_waits_for_something_slow_leaves_the_seat_to_another(hall: Hall) -> None:
    waiting, enough = threading.Barrier(SEATS + 1, timeout=20), threading.Event()

    def hashes() -> None:
        with seated(page), aside():
            waiting.wait()
            enough.wait(20)

    with ThreadPoolExecutor(8) as pool:
        slow = [pool.submit(hashes) for _ in range(SEATS)]
        waiting.wait()
        pool.submit(hall.request, page)
        assert hall.arrived.acquire(timeout=20)
        hall.go.set()
        enough.set()
        for each in slow:
            each.result(20)


def test_after_long_waiting_a_request_computes_without_a_seat(
    hall: Hall, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(seats, "PATIENCE", 0.05)
    with ThreadPoolExecutor(8) as pool:
        for _ in range(SEATS + 1):
            pool.submit(hall.request, page)
            assert hall.arrived.acquire(timeout=20)
        hall.go.set()
    with seated(page), seated(page):  # as many seats are free as before, and no more
        assert not seats._free.acquire(blocking=False)


def test_an_error_leaves_the_seat() -> None:
    for _ in range(SEATS * 3):
        with pytest.raises(ValueError), seated(page):
            raise ValueError
    assert seats._free.acquire(blocking=False)
    seats._free.release()


def test_saves_of_answers_take_no_seat(app: Lms) -> None:
    without = {name for name, view in app.view_functions.items() if getattr(view, "without_seat", False)}
    saves = {"attempts.save", "reflections.save_responses", "lesson_readings.save"}
    assert without == {*saves, "material_uploads.append", "health.show"}
