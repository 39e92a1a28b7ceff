"""Films in ranges: what is asked for is what comes, no more than a player needs, and nothing runs."""

from collections.abc import Callable

import pytest

from lms import database
from tests.lms.browser import TestClient
from tests.lms.cast import Cast
from tests.lms.lessons.films import FILM, SUBTITLES, film

AsUser = Callable[[str], TestClient]
END = len(FILM) - 1


@pytest.fixture
def address(cast: Cast, context: None) -> str:
    made = film(cast)
    database.session.commit()
    return f"/materials/{made.id}"


@pytest.mark.parametrize(
    "asked, begin, end",
    [
        ("bytes=0-0", 0, 0),
        ("bytes=0-99", 0, 99),
        ("bytes=100-", 100, END),
        ("bytes=-10", END - 9, END),
        (f"bytes={END}-{END}", END, END),
        (f"bytes=5-{10 * END}", 5, END),
        ("bytes=0-", 0, END),
    ],
)
def test_a_range_is_the_bytes_that_were_asked_for(
    address: str, as_user: AsUser, asked: str, begin: int, end: int
):
    with as_user("an").get(address, headers={"Range": asked}) as answer:
        assert answer.status_code == 206
        assert answer.data == FILM[begin : end + 1]
        assert answer.headers["Content-Range"] == f"bytes {begin}-{end}/{len(FILM)}"
        assert answer.headers["Accept-Ranges"] == "bytes"
        assert answer.headers["Content-Type"] == "video/mp4"


@pytest.mark.parametrize("asked", [f"bytes={END + 1}-", f"bytes={END + 1}-{END + 5}"])
def test_a_range_behind_the_end_is_refused_with_the_length(address: str, as_user: AsUser, asked: str):
    with as_user("an").get(address, headers={"Range": asked}) as answer:
        assert (answer.status_code, answer.headers["Content-Range"]) == (416, f"bytes */{len(FILM)}")


@pytest.mark.parametrize(
    "asked", ["bytes=5-2", "lines=0-5", "bytes=a-b", "bytes=0-1,5-6", "bytes=", "x", "bytes=--5"]
)
def test_what_is_no_single_range_is_ignored(address: str, as_user: AsUser, asked: str):
    with as_user("an").get(address, headers={"Range": asked}) as answer:
        assert (answer.status_code, answer.data) == (200, FILM)


def test_a_range_of_an_older_file_gives_the_whole_new_one(address: str, as_user: AsUser):
    an = as_user("an")
    with an.get(address) as whole:
        etag = whole.headers["ETag"]
    with an.get(address, headers={"Range": "bytes=0-9", "If-Range": etag}) as same:
        assert same.status_code == 206
    with an.get(address, headers={"Range": "bytes=0-9", "If-Range": '"another"'}) as other:
        assert (other.status_code, other.data) == (200, FILM)
    with an.get(address, headers={"If-None-Match": etag}) as known:
        assert (known.status_code, known.data) == (304, b"")


def test_a_head_says_the_length_and_sends_nothing(address: str, as_user: AsUser):
    with as_user("an").head(address) as answer:
        assert (answer.status_code, answer.data) == (200, b"")
        assert answer.headers["Content-Length"] == str(len(FILM))


def test_a_player_that_asks_for_all_the_rest_gets_some_megabytes(cast: Cast, context: None, as_user: AsUser):
    body = FILM * 500
    made = film(cast, body)
    database.session.commit()
    with as_user("an").get(f"/materials/{made.id}", headers={"Range": "bytes=7-"}) as answer:
        assert answer.status_code == 206
        assert answer.data == body[7 : 7 + (4 << 20)]
        assert answer.headers["Content-Range"].endswith(f"/{len(body)}")


def test_a_film_is_never_run_sniffed_or_kept_by_others(address: str, as_user: AsUser):
    with as_user("an").get(address, headers={"Range": "bytes=0-5"}) as answer:
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
        assert answer.headers["Content-Disposition"].startswith("inline")
        assert answer.headers["Cache-Control"] == "private, no-cache"
    with as_user("an").get(f"{address}/download") as answer:
        assert answer.headers["Content-Disposition"].startswith("attachment")


def test_the_player_has_its_subtitles(address: str, as_user: AsUser):
    page = as_user("an").get(f"{address}/read").text
    assert f'src="{address}/captions"' in page
    with as_user("an").get(f"{address}/captions") as answer:
        assert (answer.data, answer.mimetype) == (SUBTITLES, "text/vtt")
    assert as_user("binh").get(f"{address}/captions").status_code == 404
