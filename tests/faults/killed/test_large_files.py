"""A film and a PDF are sent while servers and browsers are killed in the middle of pieces: what arrived stays, the rest
follows. Then they are read in ranges, and `lms fsck` finds a file for every row and a row for every file.
"""

import itertools
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

import pytest

from tests.faults.killed.large import MB, Answer, Large, Lecturer, book, film
from tests.faults.killed.place import Place
from tests.scale import scaled

SIZE = scaled(200, 3) * MB - 12_345
BREAKS = scaled(10, 1)  # of each file, at equal distances
KILLED_WHEN_OFFERED = scaled(1, 0)
RANGES = scaled(200, 10)
MOST_MEMORY = 300 * MB

Break = Callable[[Lecturer, Random], Callable[[], object]]


@pytest.fixture
def lecturer(place: Place) -> Lecturer:
    return Lecturer(place.scene, place.sen)


@pytest.mark.timeout(1200)
def test_large_files_arrive_whole_though_servers_and_browsers_are_killed_in_the_middle_of_pieces(
    place: Place, lecturer: Lecturer, report: Callable[[str], None]
) -> None:
    chance, breaks = Random(1), itertools.cycle((_server_is_killed, _browser_is_killed))
    files = [film(SIZE, chance), book(SIZE, chance)]
    ids = [_arrives(lecturer, large, itertools.islice(breaks, BREAKS), chance) for large in files]
    assert place.strays() == {}
    for large, public_id in zip(files, ids, strict=True):
        _is_offered(lecturer, large, public_id, chance)
        assert place.strays() == {}
    for large in files:
        _reads_back(lecturer, large, chance)
    page = lecturer.read(f"{lecturer.material(files[1])}/pages/1")
    assert (page.status, page.headers["content-type"]) == (200, "image/jpeg")
    peak = max(map(_peak, lecturer.sen.worker_pids()))
    assert peak < MOST_MEMORY
    report(
        f"2 files of {SIZE / MB:.0f} MB, each {BREAKS} times broken in mid-piece, {KILLED_WHEN_OFFERED} times when it "
        f"was offered; {RANGES} ranges of each; at most {peak / MB:.0f} MB of memory"
    )


def _arrives(lecturer: Lecturer, large: Large, breaks: Iterator[Break], chance: Random) -> str:
    """Whole, though it breaks off on the way; the same file chosen again goes on with what was acknowledged."""
    public_id, at = lecturer.begin(large)
    for number, broken in enumerate(breaks, 1):
        at = lecturer.send(large, public_id, at, len(large.body) * number // (BREAKS + 1))
        lecturer.break_off(large, public_id, at, broken(lecturer, chance))
        if lecturer.sen.is_down():
            lecturer.sen.start()
        again, stands = lecturer.begin(large)
        assert again == public_id
        assert at <= stands <= at + MB // 2
        at = stands
    lecturer.send(large, public_id, at, len(large.body))
    return public_id


def _server_is_killed(lecturer: Lecturer, chance: Random) -> Callable[[], object]:
    def kill() -> None:
        time.sleep(chance.uniform(0, 0.1))
        lecturer.sen.kill()

    return kill


def _browser_is_killed(_lecturer: Lecturer, _chance: Random) -> Callable[[], object]:
    """The system closes the lines of whoever dies."""
    return lambda: None


def _is_offered(lecturer: Lecturer, large: Large, public_id: str, chance: Random) -> None:
    """Though the server is killed while it compares and moves the bytes."""
    offering = threading.Thread(target=lecturer.offer, args=(large, public_id))
    offering.start()
    for _ in range(KILLED_WHEN_OFFERED):
        time.sleep(chance.uniform(0, 0.3))
        lecturer.sen.kill()
        lecturer.sen.start()
    offering.join()


def _reads_back(lecturer: Lecturer, large: Large, chance: Random) -> None:
    """In ranges here and there and at the edges: the same bytes, to a learner."""
    place, size = lecturer.material(large), len(large.body)
    for asked, begin, end in _ranges(size, chance):
        some = lecturer.read(place, Range=f"bytes={asked}")
        assert (some.status, some.headers["content-range"]) == (206, f"bytes {begin}-{end - 1}/{size}")
        assert some.body == large.body[begin:end]
    beyond = lecturer.read(place, Range=f"bytes={size}-")
    assert (beyond.status, beyond.headers["content-range"]) == (416, f"bytes */{size}")
    several = lecturer.read(place, Range="bytes=0-1,5-6")
    assert (several.status, several.body == large.body) == (200, True)
    _follows_its_version(lecturer, place, several)


def _ranges(size: int, chance: Random) -> Iterator[tuple[str, int, int]]:
    yield from [
        ("0-0", 0, 1),
        (f"{size - 1}-", size - 1, size),
        ("-1", size - 1, size),
        (f"-{MB}", size - MB, size),
        (f"{size - 10}-{10 * size}", size - 10, size),
    ]
    for _ in range(RANGES):
        begin = chance.randrange(size)
        end = min(size, begin + chance.randrange(1, 3 * MB))
        yield f"{begin}-{end - 1}", begin, end


def _follows_its_version(lecturer: Lecturer, place: str, whole: Answer) -> None:
    """A range of this very file; of another one, nothing but the whole, which a player may leave half-way."""
    same = lecturer.read(place, Range="bytes=0-9", If_Range=whole.headers["etag"])
    assert (same.status, same.body) == (206, whole.body[:10])
    other = lecturer.read(place, whole=False, Range="bytes=0-9", If_Range='"another"')
    assert (other.status, int(other.headers["content-length"])) == (200, len(whole.body))


def _peak(pid: int) -> int:
    """The most memory that a process ever had, in bytes."""
    lines = Path(f"/proc/{pid}/status").read_text("utf-8").splitlines()
    [most] = [line.split()[1] for line in lines if line.startswith("VmHWM:")]
    return int(most) * 1024
