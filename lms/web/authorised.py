"""No view holds a row without naming the permission it needs.

`@authorised(StudyClass, Permission.CLASS_SEE)` replaces `study_class_id` in the URL by the StudyClass, after asking
the policy. A thing you may not know of answers 404, a thing you may see but not touch 403; signed out leads to the
sign-in page, or to 401 where no page is wanted. Every view declares itself by one of the four decorators here, and
a test walks the app to see that it did.
"""

import re
from collections.abc import Callable
from enum import StrEnum
from functools import cache, wraps
from typing import Any, TypeVar

from flask import abort, redirect, request, url_for
from flask_login import current_user
from sqlalchemy import Select, bindparam, select

from lms import database
from lms.permissions import OWNER_ONLY, SHARED, Permission, Scope, allowed

View = Callable[..., Any]
Judge = Callable[[Any, Permission], bool]
F = TypeVar("F", bound=View)


_judges: dict[type, Judge] = {}


class Access(StrEnum):
    """How a route that names no permission is open."""

    PUBLIC = "public"
    SIGNED_IN = "signed-in"
    BY_HEADER = "by-header"


def authorised(
    model: type | None,
    permission: Permission,
    *,
    by: str = "id",
    loader: Callable[[Any], Any] | None = None,
) -> Callable[[View], View]:
    """Load `model` by the URL's `<name>_<by>` and ask the policy; without a model, whether it is held anywhere.

    A hot path may bring its own `loader(value)`, which answers what the policy asks of a model, or None.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(**arguments: Any) -> Any:
            if not current_user.is_authenticated:
                return ask_to_sign_in()
            if model is None:
                if not can(permission):
                    abort(403)
                return view(**arguments)
            name = snake_case(model.__name__)
            value = arguments.pop(f"{name}_{by}")
            thing = (load(model, by, value) if loader is None else loader(value)) or abort(404)
            require(permission, thing)
            return view(**{name: thing}, **arguments)

        return _declared(guarded, permission)

    return decorate


def signed_in(view: F) -> F:
    """Open to every signed-in person, for what is their own."""

    @wraps(view)
    def guarded(**arguments: Any) -> Any:
        return view(**arguments) if current_user.is_authenticated else ask_to_sign_in()

    return _declared(guarded, Access.SIGNED_IN)


def public(view: F) -> F:
    """Open to everybody."""
    return _declared(view, Access.PUBLIC)


def by_header(view: F) -> F:
    """Authenticated by a token in a header, never by a cookie; so CSRF does not apply. The view checks the token."""
    return _declared(view, Access.BY_HEADER)


def owns_transaction(view: F) -> F:
    """The view writes through `database.writing_connection` itself (hot paths); no session transaction is opened."""
    view.owns_transaction = True  # type: ignore[attr-defined]
    return view


def narrow(model: type, judge: Judge) -> None:
    """Where the policy lets a role in, `judge(thing, permission)` is asked too of every `model`: whom it is open to."""
    _judges[model] = judge


def can(permission: Permission, thing: Any = None) -> bool:
    """Whether the person who asks may; for templates and views alike."""
    if not current_user.is_authenticated:
        return False
    if thing is not None and permission in OWNER_ONLY:
        return bool(thing.belongs_to(current_user.id))
    if not allowed(current_user.grants, permission, scope_of(thing)):
        return False
    judge = _judges.get(type(thing))
    return judge is None or judge(thing, permission)


def require(permission: Permission, thing: Any) -> None:
    """404 for what may not be known of, 403 for what may be seen but not done."""
    if can(permission, thing):
        return
    see = getattr(thing, "see_permission", None)
    abort(403 if see and see != permission and can(see, thing) else 404)


def scope_of(thing: Any) -> Scope:
    return SHARED if thing is None else thing.scope


def load(model: type, by: str, value: object) -> Any:
    """The row, or 404. Ids beyond what the database can hold are simply unknown."""
    if isinstance(value, int) and value >= 2**31:
        abort(404)
    thing = database.session.scalars(_by(model, by), {"value": value}).one_or_none()
    return thing if thing is not None else abort(404)


@cache
def _by(model: type, by: str) -> Select[Any]:
    """Composed once: this runs before nearly every view."""
    return select(model).where(getattr(model, by) == bindparam("value"))


def ask_to_sign_in() -> Any:
    """Lead to the sign-in page and back; answer 401 where a script is asking."""
    by_script = request.is_json or request.accept_mimetypes.best == "application/json"
    if by_script or request.headers.get("HX-Request") or request.method not in {"GET", "HEAD"}:
        abort(401)
    return redirect(url_for("accounts.sign_in", next=request.full_path.rstrip("?")))


def snake_case(name: str) -> str:
    return re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower()


def _declared(view: Any, permission: Permission | Access) -> Any:
    view.permission = permission
    return view
