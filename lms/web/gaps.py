"""Pages that a whole hall opens at once: drawn once for each look, with gaps for what differs between people."""

import re
import secrets
from collections.abc import Callable, Hashable, Mapping
from typing import Any

from flask import g
from markupsafe import escape

from lms.web.page import chosen_look, language
from lms.web.security import csrf_token

# Nothing that anybody types can hold this word.
_MARK = f"gap{secrets.token_hex(8)}"
_GAP = re.compile(rf"{_MARK}x(\w+?)x")
MOST_KEPT = 500

Draw = Callable[[Mapping[str, Any]], str]


class Gapped:
    """One kind of page. What is kept belongs to this process."""

    def __init__(self) -> None:
        self._kept: dict[Hashable, list[bytes]] = {}

    def page(self, look: Hashable, values: Mapping[str, Any], draw: Draw) -> bytes:
        """The page that `draw(values)` makes, in UTF-8.

        All that it shows beside `values` and the CSRF token is in `look`, or in the settings of the person.
        """
        whole = (look, language(), *chosen_look())
        pieces = list(self._kept.get(whole) or self._keep(whole, _with_gaps(values, draw)))
        filled = {**values, "csrf": csrf_token()}
        pieces[1::2] = [escape(filled[name.decode()]).encode() for name in pieces[1::2]]
        return b"".join(pieces)

    def _keep(self, whole: Hashable, page: str) -> list[bytes]:
        """What stands between the gaps, and at every second place the name of a gap."""
        if len(self._kept) >= MOST_KEPT:
            self._kept.clear()
        self._kept[whole] = pieces = [piece.encode() for piece in _GAP.split(page)]
        return pieces


def _with_gaps(values: Mapping[str, Any], draw: Draw) -> str:
    """The page with a marked gap for every value and for the CSRF token."""
    gaps = {name: f"{_MARK}x{name}x" for name in values}
    csrf_token()
    kept, g.csrf_token = g.csrf_token, f"{_MARK}xcsrfx"
    try:
        return draw(gaps)
    finally:
        g.csrf_token = kept
