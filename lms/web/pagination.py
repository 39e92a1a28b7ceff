"""Pages of long lists: one query for the rows, one for the count."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import request, url_for
from sqlalchemy import Select, func, select

from lms import database

PER_PAGE = 50


@dataclass(frozen=True)
class Page:
    """Rows of page `number` (from 1) out of `pages`; `total` rows in all."""

    items: Sequence[Any]
    number: int
    total: int
    per_page: int = PER_PAGE

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // self.per_page))

    @property
    def prev(self) -> int | None:
        return self.number - 1 if self.number > 1 else None

    @property
    def next(self) -> int | None:
        return self.number + 1 if self.number < self.pages else None

    def url(self, number: int) -> str:
        """The same list with the same filters, on another page."""
        arguments = {**request.args.to_dict(), **(request.view_args or {}), "page": number}
        return url_for(request.endpoint or "", **arguments)


def paginate(statement: Select[Any], per_page: int = PER_PAGE, otherwise: int = 1) -> Page:
    """The page that the address asks for (`?page=3`); where it names none, the page `otherwise`."""
    number = max(1, request.args.get("page", otherwise, type=int))
    total = (
        database.session.scalar(select(func.count()).select_from(statement.order_by(None).subquery())) or 0
    )
    number = min(number, max(1, -(-total // per_page)))
    rows = database.session.scalars(statement.limit(per_page).offset((number - 1) * per_page)).unique().all()
    return Page(rows, number, total, per_page)


def page_of(found: Sequence[Any], per_page: int = PER_PAGE) -> Page:
    """The same for a list that was read whole."""
    asked = max(1, request.args.get("page", 1, type=int))
    number = min(asked, max(1, -(-len(found) // per_page)))
    return Page(found[(number - 1) * per_page : number * per_page], number, len(found), per_page)
