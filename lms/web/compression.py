"""Pages are sent compressed: a test with its questions is 40 KB, and halls share one slow line.

Not where the address has a query: what a stranger put into a link must not be squeezed together with a page's
secrets, since the length of the result would tell about them.
"""

import gzip

from flask import Flask, Response, request

TYPES = frozenset({"text/html", "application/json"})
SMALLEST = 1400
LEVEL = 5


def init_app(app: Flask) -> None:
    app.after_request(compress)


def compress(response: Response) -> Response:
    """The same answer, shorter, where the browser takes it."""
    if response.mimetype not in TYPES or response.direct_passthrough or response.is_streamed:
        return response
    response.headers.add("Vary", "Accept-Encoding")
    if request.query_string or not _wanted(response):
        return response
    response.set_data(gzip.compress(response.get_data(), LEVEL, mtime=0))
    response.headers["Content-Encoding"] = "gzip"
    return response


def _wanted(response: Response) -> bool:
    if "Accept-Encoding" not in request.headers or "Content-Encoding" in response.headers:
        return False
    return (response.content_length or 0) >= SMALLEST and request.accept_encodings.quality("gzip") > 0
