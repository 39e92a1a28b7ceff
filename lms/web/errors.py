"""Refused actions and surprises: one base exception, one page, the right status, nothing half-done."""

import logging
from errno import EDQUOT, EFBIG, ENOSPC
from http import HTTPStatus
from typing import Any

from flask import Flask, Response, current_app, g, jsonify, render_template, request
from flask_babel import force_locale, gettext as _
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import IntegrityError, OperationalError, TimeoutError as PoolTimeout
from werkzeug.exceptions import HTTPException

log = logging.getLogger(__name__)
# Seconds.
RETRY_AFTER = "5"
NO_ROOM = frozenset({ENOSPC, EDQUOT, EFBIG})


class LmsError(Exception):
    """An action that is refused; `message` is a translated sentence for the person who asked."""

    def __init__(self, message: str, status: int = HTTPStatus.CONFLICT) -> None:
        super().__init__(message)
        self.message = message
        self.status = int(status)


def init_app(app: Flask) -> None:
    app.register_error_handler(LmsError, refused)
    app.register_error_handler(CSRFError, stale_form)
    app.register_error_handler(HTTPException, http_error)
    app.register_error_handler(IntegrityError, conflict)
    app.register_error_handler(OperationalError, unavailable)
    app.register_error_handler(PoolTimeout, unavailable)
    app.register_error_handler(OSError, no_room)
    app.register_error_handler(Exception, surprise)


def refused(error: LmsError) -> tuple[Any, int]:
    return answer(error.status, error.message)


def http_error(error: HTTPException) -> Any:
    if error.response is not None:
        return error.response
    return answer(error.code or 500, "")


def stale_form(_error: CSRFError) -> tuple[Any, int]:
    return answer(
        400,
        _(
            "This page had been open too long or came from elsewhere. Nothing was changed. Open the page again."
        ),
    )


def conflict(error: IntegrityError) -> tuple[Any, int]:
    log.warning("conflict %s: %s", g.get("request_id"), type(error.orig).__name__)
    return answer(
        409, _("Somebody else changed the same thing at the same moment. Nothing of yours was stored.")
    )


def unavailable(error: Exception) -> tuple[Any, int]:
    log.error("database unavailable %s: %s", g.get("request_id"), error.__class__.__name__)
    # Who asks cannot be looked up either: the page is drawn as for nobody, in the language of the browser.
    g._login_user = current_app.login_manager.anonymous_user()  # type: ignore[attr-defined]
    return answer(503, "")


def come_again() -> Response:
    """503 in one sentence, without asking the database who wants to know, and in which language."""
    with force_locale("vi"):
        response = Response(texts(503)[1], 503, mimetype="text/plain")
    response.headers["Retry-After"] = RETRY_AFTER
    return response


def given_up() -> Response:
    """408: what was being sent came too slowly to be waited for. The connection is not used again."""
    with force_locale("vi"):
        response = Response(
            _("The line is too slow to send this now. Nothing was stored; try again later."), 408
        )
    response.mimetype = "text/plain"
    response.headers["Connection"] = "close"
    return response


def no_room(error: OSError) -> tuple[Any, int]:
    """The disk is full; any other trouble with files is a surprise."""
    if error.errno not in NO_ROOM:
        return surprise(error)
    log.error("no room on the disk %s", g.get("request_id"))
    message = _(
        "There is no room left on the server. What was stored before is safe, this was not stored. "
        "Tell the administrator, and try again later."
    )
    return answer(HTTPStatus.INSUFFICIENT_STORAGE, message)


def surprise(error: Exception) -> tuple[Any, int]:
    log.error("unexpected error %s", g.get("request_id"), exc_info=error)
    return answer(500, "")


def answer(status: int, message: str) -> tuple[Any, int]:
    """The error as a page, or as JSON where a script asked."""
    title, usual = texts(status)
    message = message or usual
    if request.is_json or request.accept_mimetypes.best == "application/json":
        response: Any = jsonify(status=status, message=message, request_id=g.get("request_id"))
    else:
        response = Response(
            render_template(
                "errors/error.html",
                status=status,
                title=title,
                message=message,
                request_id=g.get("request_id", ""),
            )
        )
    if status == 503:
        response.headers["Retry-After"] = RETRY_AFTER
    return response, status


def texts(status: int) -> tuple[str, str]:
    """Title and sentence for a status: what happened, what was kept, what to do."""
    known = {
        400: (_("The request was not understood"), _("Nothing was changed. Go back and try again.")),
        401: (
            _("Please sign in"),
            _("You have been signed out. What you typed stays on this page until you sign in."),
        ),
        403: (_("Not for this account"), _("You can see this, but another person has to do it.")),
        404: (_("Nothing here"), _("The page does not exist, or it is not for this account.")),
        405: (_("Not possible this way"), _("Nothing was changed. Go back and use the buttons of the page.")),
        409: (_("Changed in the meantime"), _("Open the page again to see how things stand.")),
        413: (_("The file is too large"), _("Nothing was stored. Send a smaller file.")),
        415: (_("The request was not understood"), _("Nothing was changed. Go back and try again.")),
        422: (_("Something is missing"), _("Nothing was stored. Please look at the marked places.")),
        429: (_("Too many tries"), _("Wait a few minutes, then try again. Nothing was lost.")),
        503: (
            _("One moment, please"),
            _("The server is busy. What was saved is safe; try again in a few seconds."),
        ),
    }
    return known.get(
        status, (_("Something went wrong here"), _("It is not your fault. Nothing half-done was stored."))
    )
