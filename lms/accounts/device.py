"""The cookie of a device that was told to remember whom it checks in. Signing out makes it forget."""

from flask import Response

REMEMBERED = "check_in_person"
PATH = "/check-ins"


def forget(response: Response) -> Response:
    response.delete_cookie(REMEMBERED, path=PATH)
    return response
