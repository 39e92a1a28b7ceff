"""What is sent is received beside the seats, few at a time; a line that would never bring it is given up, and what
breaks off on the way is not taken."""

from io import BytesIO

import pytest
from werkzeug.exceptions import ClientDisconnected
from werkzeug.formparser import parse_form_data
from werkzeug.test import EnvironBuilder

from lms.web import receiving
from lms.web.receiving import FIRST, MOST, Paced, is_hopeless

pytestmark = pytest.mark.one_database


class Line:
    """Bytes that are always there; remembers what it was asked for."""

    def __init__(self):
        self.asked = []

    def read(self, size=-1):
        self.asked.append(size)
        return bytes(size)


@pytest.mark.parametrize(
    "got, seconds, hopeless",
    [(0, 9, False), (0, 11, True), (3_999, 11, True), (5_000, 11, False), (20_000_000, 3600, False)],
)
def test_a_line_is_given_up_where_it_would_never_bring_a_file(got, seconds, hopeless):
    assert is_hopeless(got, seconds) is hopeless


def test_more_is_asked_for_of_who_sends_fast_and_never_more_than_was_wanted():
    line = Line()
    paced = Paced(line)
    assert len(paced.read(1 << 20)) == 1 << 20
    assert line.asked[:2] == [FIRST, FIRST * 2]
    assert max(line.asked) == MOST
    assert len(paced.read(10)) == 10


def test_a_form_is_taken_apart_as_if_its_parts_had_come_at_once():
    for length in range(50, 90):  # the end of a field's head lies on every place of the first bites
        fields = {"none": "", "text": "x" * length, "breath": "\r"}
        sent = EnvironBuilder(method="POST", data={**fields, "file": (BytesIO(b"\r\n" * 90), "x.bin")})
        environ = sent.get_environ()
        environ["wsgi.input"] = Paced(environ["wsgi.input"])
        _stream, form, files = parse_form_data(environ)
        with files["file"].stream as there:
            assert (dict(form), there.read()) == (fields, b"\r\n" * 90)
        sent.close()


FILES = {"data": {"files": (BytesIO(b"x"), "x.jpg")}}
FORM = {"data": {"text-1": "Con đường"}}
MESSAGE = {"json": {"text": "Con đường"}}
KINDS = pytest.mark.parametrize("sent", [FILES, FORM, MESSAGE], ids=["files", "form", "message"])


def fresh(sent):
    """A file can be sent once."""
    return {"data": {"files": (BytesIO(b"x"), "x.jpg")}} if sent is FILES else sent


@KINDS
def test_a_hopeless_line_ends_the_request_with_one_sentence(as_user, monkeypatch, sent):
    def slow(_got, _seconds):
        return True

    an = as_user("an")
    monkeypatch.setattr(receiving, "is_hopeless", slow)
    assert an.post("/nothing-here", **fresh(sent)).status_code == 404, (
        "where nothing is taken, nothing is received"
    )
    answer = an.post("/reflections/none/uploads", **fresh(sent))
    assert answer.status_code == 408
    assert "Đường truyền quá chậm" in answer.text


@KINDS
def test_who_finds_no_place_is_asked_to_come_again_and_pages_are_answered(as_user, monkeypatch, sent):
    class Taken:
        def acquire(self, *, blocking=True, timeout=-1):
            return blocking and timeout < 0

    an = as_user("an")
    monkeypatch.setattr(receiving, "_places", Taken())
    monkeypatch.setattr(receiving, "_forms", Taken())
    answer = an.post("/reflections/none/uploads", **fresh(sent))
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")
    assert an.get("/").status_code == 200


@pytest.mark.parametrize(
    "kind, asked",
    [
        ("application/x-www-form-urlencoded", lambda request: request.form),
        ("application/json", lambda request: request.get_json()),
        ("multipart/form-data; boundary=sen", lambda request: request.files),
    ],
)
def test_what_breaks_off_on_the_way_is_not_taken_for_the_whole(app, kind, asked):
    """A server that says itself where a body ends says nothing of a line that broke."""
    body = {"input_stream": BytesIO(b"text-1=Con"), "content_type": kind}
    ends = {"wsgi.input_terminated": True, "CONTENT_LENGTH": "4000"}
    with app.test_request_context("/", method="POST", environ_overrides=ends, **body) as context:
        context.request.routing_exception = None
        assert receiving.received(context.request, None)
        for _time in range(2):
            with pytest.raises(ClientDisconnected):
                asked(context.request)


def test_a_message_that_was_received_is_read_from_its_beginning(app):
    with app.test_request_context("/", method="POST", json={"text": "Con đường"}) as context:
        request = context.request
        request.routing_exception = None
        assert receiving.received(request, None)
        assert request.stream.read() == request.get_data()
        assert request.get_json() == {"text": "Con đường"}
