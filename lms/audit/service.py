"""Record what was changed (inside the same transaction) and what was seen (after the answer, on its own)."""

from datetime import datetime
from typing import Any, Protocol

from flask import Flask, Response, g, has_request_context, request
from flask_login import current_user
from sqlalchemy import insert

from lms import database
from lms.audit.models import AuditEntry, Observation
from lms.web import clock


class Actor(Protocol):
    id: int


def record(  # noqa: PLR0913 - an entry has so many parts
    actor: Actor | None,
    action: str,
    subject: Any,
    now: datetime,
    *,
    old: dict[str, Any] | None = None,
    new: dict[str, Any] | None = None,
    reason: str = "",
    class_id: int | None = None,
) -> None:
    """Append one entry; it is stored if and only if the change itself is.

    `old` and `new` must be JSON and never hold keys or passwords.
    """
    database.session.flush()
    entry = AuditEntry(
        at=now,
        actor_id=actor.id if actor else None,
        action=action,
        subject=type(subject).__name__,
        subject_id=getattr(subject, "id", None),
        class_id=class_id,
        old=old,
        new=new,
        reason=reason,
        address=_address(),
        request_id=g.get("request_id", "") if has_request_context() else "",
    )
    database.session.add(entry)


def observe(kind: str, **facts: Any) -> None:
    """Note something seen in this request; it is stored after the answer, whatever becomes of the request."""
    actor_id = current_user.id if current_user and current_user.is_authenticated else None
    noted = {"at": clock.now(), "actor_id": actor_id, "kind": kind, "facts": facts, "address": _address()}
    g.setdefault("observations", []).append(noted)


def init_app(app: Flask) -> None:
    app.after_request(_observe_refusals)
    app.teardown_request(_store_observations)


def _observe_refusals(response: Response) -> Response:
    if (
        response.status_code in {401, 403, 404, 429}
        and request.endpoint
        and request.endpoint != "static_files.show"
    ):
        observe("refused", status=response.status_code, endpoint=request.endpoint, method=request.method)
    return response


def _store_observations(_error: BaseException | None) -> None:
    noted = g.pop("observations", [])
    if noted:
        with database.writing_connection() as connection:
            connection.execute(insert(Observation), noted)


def _address() -> str:
    return (request.remote_addr or "") if has_request_context() else ""
