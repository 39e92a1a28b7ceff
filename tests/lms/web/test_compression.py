"""Pages travel compressed, except where that could give something away."""

import gzip
from collections.abc import Callable

from tests.lms.browser import TestClient

TAKES_GZIP = {"Accept-Encoding": "gzip, br"}


def test_a_page_is_sent_compressed_to_who_takes_it(client: TestClient) -> None:
    plain, packed = client.get("/sign-in"), client.get("/sign-in", headers=TAKES_GZIP)
    assert packed.headers["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in packed.headers["Vary"]
    assert len(packed.data) * 2 < len(plain.data)
    assert b"</html>" in gzip.decompress(packed.data)
    assert packed.content_length == len(packed.data)


def test_who_does_not_take_it_gets_it_as_it_is(client: TestClient) -> None:
    for header in ({}, {"Accept-Encoding": "gzip;q=0"}):
        assert "Content-Encoding" not in client.get("/sign-in", headers=header).headers


def test_what_comes_in_by_the_address_is_never_squeezed_together_with_secrets(client: TestClient) -> None:
    answer = client.get("/sign-in?next=/account", headers=TAKES_GZIP)
    assert "Content-Encoding" not in answer.headers


def test_an_answer_of_few_bytes_stays_as_it_is(as_user: Callable[[str], TestClient]) -> None:
    assert "Content-Encoding" not in as_user("an").get("/health", headers=TAKES_GZIP).headers
