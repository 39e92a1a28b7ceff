"""How values are written on a page: Vietnamese dates and numbers, cleaned rich text."""

import re
from datetime import date, datetime, timedelta
from decimal import Decimal

import nh3
from flask import Flask
from markupsafe import Markup

from lms.web.clock import local

_MARKUP = re.compile("[<>&]")
TAGS = {
    *(
        "p",
        "br",
        "b",
        "strong",
        "i",
        "em",
        "u",
        "s",
        "sub",
        "sup",
        "ul",
        "ol",
        "li",
        "blockquote",
        "h3",
        "h4",
    ),
    *("table", "thead", "tbody", "tr", "th", "td", "img", "a", "span", "code", "pre", "hr"),
}
ATTRIBUTES = {
    "img": {"src", "alt", "width", "height"},
    "a": {"href"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan"},
}


def init_app(app: Flask) -> None:
    app.jinja_env.filters |= {
        "date": as_date,
        "time": as_time,
        "clock": as_clock,
        "datetime": as_datetime,
        "number": as_number,
        "percent": as_percent,
        "rich": rich,
        "duration": as_duration,
    }


def as_date(value: date | datetime | None) -> str:
    if value is None:
        return ""
    return (local(value) if isinstance(value, datetime) else value).strftime("%d/%m/%Y")


def as_time(value: datetime | None) -> str:
    return "" if value is None else local(value).strftime("%H:%M")


def as_clock(value: datetime | None) -> str:
    return "" if value is None else local(value).strftime("%H:%M:%S")


def as_datetime(value: datetime | None) -> str:
    return "" if value is None else local(value).strftime("%H:%M, %d/%m/%Y")


def as_number(value: int | float | Decimal | None, digits: int | None = None) -> str:
    """`15463` → `15.463`, `8.25` → `8,25`; without `digits`, as many as the value has, zeros cut."""
    if value is None:
        return ""
    if digits is not None:
        text = f"{value:,.{digits}f}"
    else:
        text = f"{value:,}"
        text = text.rstrip("0").rstrip(".") if "." in text else text
    return text.translate(str.maketrans(",.", ".,"))


def as_percent(part: int | float | Decimal, whole: int | float | Decimal, digits: int = 0) -> str:
    """`part` of `whole` as `41,48%`; nothing of nothing is no percentage."""
    return "–" if not whole else as_number(Decimal(part) * 100 / Decimal(whole), digits) + "%"


def as_duration(value: timedelta) -> str:
    """Minutes and seconds, `16:42`; with hours where there are any."""
    seconds = max(0, int(value.total_seconds()))
    hours, rest = divmod(seconds, 3600)
    return f"{hours}:{rest // 60:02}:{rest % 60:02}" if hours else f"{rest // 60}:{rest % 60:02}"


def rich(value: str | None) -> Markup:
    """Question and lesson text: cleaned when stored, cleaned again when printed, then trusted."""
    return Markup(clean(value or ""))  # noqa: S704 - this is the one place where cleaned HTML becomes trusted


def clean(html: str) -> str:
    """The subset of HTML that may be stored: no script, style, handler or foreign address survives."""
    if html.isprintable() and not _MARKUP.search(html):
        return html
    return nh3.clean(
        html,
        tags=TAGS,
        attributes=ATTRIBUTES,
        url_schemes={"http", "https", "mailto"},
        link_rel="noopener noreferrer",
        attribute_filter=_only_own_pictures,
    )


def _only_own_pictures(tag: str, attribute: str, value: str) -> str | None:
    if tag == "img" and attribute == "src":
        return value if value.startswith("/files/") else None
    return value
