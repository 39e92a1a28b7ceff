"""Files on their way out, also in parts: films are wound forward and back by asking for ranges of bytes.

A player that asks for everything from some place on gets a few megabytes and asks again: whoever pauses a film holds
neither a connection nor a thread. A range that cannot be understood is ignored, as the standard says.
"""

from flask import Response, request, send_file
from werkzeug.exceptions import RequestedRangeNotSatisfiable
from werkzeug.http import parse_range_header
from werkzeug.wsgi import FileWrapper

from lms.files import service as files
from lms.files.media_types import INLINE, PLAYED
from lms.files.models import StoredFile
from lms.web.downloads import disposition

MOST = 4 << 20  # bytes, of a range without an end
BLOCK = 1 << 17


def send(stored: StoredFile, *, download: bool = False) -> Response:
    """The file: pictures, PDFs, films and sound in the page, anything else as a download; never run, never cached by
    others."""
    inline = stored.media_type in INLINE and not download
    _ask_for_less(stored)
    try:
        response = send_file(
            files.path_of(stored), mimetype=stored.media_type, conditional=True, etag=stored.sha256
        )
    except RequestedRangeNotSatisfiable:
        return Response(status=416, headers={"Content-Range": f"bytes */{stored.size}"})
    response.headers["Content-Disposition"] = disposition(stored.name, "inline" if inline else "attachment")
    response.headers["Cache-Control"] = "private, no-cache"
    if stored.media_type != "application/pdf":
        response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response


def _ask_for_less(stored: StoredFile) -> None:
    """The request as it is answered: larger blocks, one range that is understood, and that not without an end."""
    request.environ["wsgi.file_wrapper"] = lambda file, _size: FileWrapper(file, BLOCK)
    asked = parse_range_header(request.environ.get("HTTP_RANGE"))
    if asked is None or asked.units != "bytes" or len(asked.ranges) != 1:
        request.environ.pop("HTTP_RANGE", None)
        return
    [(begin, end)] = asked.ranges
    if end is None and 0 <= begin < stored.size - MOST and stored.media_type in PLAYED.values():
        request.environ["HTTP_RANGE"] = f"bytes={begin}-{begin + MOST - 1}"
