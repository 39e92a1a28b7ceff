"""Small things that every page needs and no feature owns: request ids, language, what templates may call."""

import secrets
from typing import Any

from flask import Flask, Response, current_app, g, has_request_context, request
from flask_babel import Babel
from flask_login import current_user

from lms.permissions import Permission, Role
from lms.web import clock, health, navigation, templating
from lms.web.authorised import can

LANGUAGES = ("vi", "en")


def init_app(app: Flask) -> None:
    Babel(app, locale_selector=language, default_timezone="Asia/Ho_Chi_Minh", default_locale="vi")
    templating.init_app(app)
    app.jinja_env.globals["navigation"] = navigation.links
    app.before_request(name_request)
    app.after_request(show_request_id)
    app.context_processor(page_values)
    app.jinja_env.globals |= {"can": can, "Permission": Permission, "Role": Role}
    app.register_blueprint(health.routes)


def name_request() -> None:
    g.request_id = secrets.token_hex(6)


def show_request_id(response: Response) -> Response:
    response.headers["X-Request-Id"] = g.get("request_id", "")
    return response


def language() -> str:
    """The person's choice, else the browser's cookie, else Vietnamese (also where nobody asks: jobs, commands)."""
    if not has_request_context():
        return "vi"
    person: Any = current_user._get_current_object()
    chosen = person.language if person and person.is_authenticated else request.cookies.get("language")
    return chosen if chosen in LANGUAGES else "vi"


def chosen_look() -> tuple[str, str]:
    """Theme and size of text: the person's choice, else the browser's cookies."""
    person: Any = current_user._get_current_object() if current_user else None
    if person and person.is_authenticated:
        return person.theme, person.text_size
    return request.cookies.get("theme", "auto"), request.cookies.get("text_size", "")


def page_values() -> dict[str, Any]:
    config = current_app.config["SEN"]
    theme, text_size = chosen_look()
    return {
        "theme": theme,
        "text_size": text_size,
        "language": language(),
        "centre_name": config.centre_name,
        "help_phone": config.help_phone,
        "now": clock.now(),
        "version": current_app.config["VERSION"],
        "secure_context": secure_context(),
    }


def secure_context() -> bool:
    """Whether the browser opens here what it keeps for safe connections: camera, work without network."""
    return request.is_secure or request.host.split(":")[0] in {"localhost", "127.0.0.1"}
