"""Text size, theme and language: kept with the person, or in a cookie before anyone signs in."""

from flask import Blueprint, request, url_for
from flask_login import current_user
from werkzeug.utils import redirect
from werkzeug.wrappers import Response

from lms.web.authorised import public
from lms.web.security import safe_next

routes = Blueprint("preferences", __name__)

CHOICES = {
    "text_size": ("", "large", "largest"),
    "theme": ("auto", "light", "dark"),
    "language": ("vi", "en"),
}
YEAR = 365 * 24 * 3600


@routes.post("/preferences")
@public
def update() -> Response:
    answer = redirect(safe_next(request.form.get("next"), url_for("home.show")))
    for name, choices in CHOICES.items():
        value = request.form.get(name)
        if value is None or value not in choices:
            continue
        answer.set_cookie(name, value, max_age=YEAR, samesite="Lax", httponly=True, secure=request.is_secure)
        if current_user.is_authenticated:
            setattr(current_user.person, name, value)
    return answer
