"""The token that lets a page save without a login: signed, bound to one owner and one person, for one purpose."""

from functools import cache
from typing import Any

from flask import current_app, request
from itsdangerous import BadSignature, Serializer, URLSafeSerializer
from itsdangerous.encoding import base64_encode

HEADER = "X-Attempt-Token"


def sign(purpose: str, facts: list[int | str]) -> str:
    """A token that says these facts; another purpose cannot read it."""
    return str(_serializer(purpose).dumps(facts))


def read(purpose: str, token: str) -> list[Any] | None:
    """The facts, if the token is ours and for this purpose."""
    try:
        facts = _serializer(purpose).loads(token)
    except BadSignature:
        return None
    return facts if isinstance(facts, list) else None


def from_header(purpose: str) -> list[Any] | None:
    """The facts that the request carries in its header."""
    return read(purpose, request.headers.get(HEADER, ""))


class Uncompressed(URLSafeSerializer):
    """The library tries to compress what it signs; our few facts only get longer by it, and each page asks for it."""

    def dump_payload(self, obj: Any) -> bytes:
        return base64_encode(Serializer.dump_payload(self, obj))


def _serializer(purpose: str) -> URLSafeSerializer:
    return _made(current_app.config["SECRET_KEY"], purpose)


@cache
def _made(secret_key: str, purpose: str) -> URLSafeSerializer:
    return Uncompressed(secret_key, salt=f"outbox.{purpose}")
