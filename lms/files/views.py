"""Pictures inside texts, by their hash."""

from flask import Blueprint, Response, abort

from lms.files import sending, service
from lms.web.authorised import signed_in

routes = Blueprint("files", __name__)


@routes.get("/files/<string(length=64):sha256>")
@signed_in
def show(sha256: str) -> Response:
    stored = service.find_embedded(sha256)
    return sending.send(stored) if stored else abort(404)
