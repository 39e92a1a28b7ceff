"""A page drawn once for many shows each of them their own, and nobody else's."""

from collections.abc import Mapping
from typing import Any

import pytest
from flask import Flask, render_template_string
from flask_login import current_user

from lms.accounts.models import Person
from lms.web import gaps
from lms.web.gaps import Gapped
from tests.lms.browser import TestClient
from tests.lms.cast import Cast

PAGE = (
    '<p title="{{ name }}">{{ _("Class") }} {{ room }}: {{ name }}</p>'
    '<input name="csrf_token" value="{{ csrf_token() }}"><b data-theme="{{ current_user.theme }}"></b>'
)


class Drawing:
    """Draws PAGE and counts how often."""

    def __init__(self, room: str) -> None:
        self.room, self.times = room, 0

    def __call__(self, given: Mapping[str, Any]) -> str:
        self.times += 1
        return render_template_string(PAGE, room=self.room, **given)


def shown(app: Flask, person: Person, gapped: Gapped, draw: Drawing, name: str) -> str:
    client: Any = TestClient(app)
    client.sign_in(person)
    with client:
        client.get("/account")
        assert current_user.is_authenticated
        values = {"name": name}
        page = gapped.page(draw.room, values, draw).decode()
        before, draw.times = draw.times, -1
        assert page == draw(values)
        draw.times = before
    return page


def test_each_person_sees_their_own_values_on_a_page_that_is_drawn_once(app: Flask, cast: Cast) -> None:
    gapped, draw = Gapped(), Drawing("P.201")
    pages = [shown(app, cast.an, gapped, draw, name) for name in ("Nguyễn Văn An", "Trần Thị Ân")]
    assert draw.times == 1
    assert "Nguyễn Văn An" in pages[0]
    assert "Trần Thị Ân" in pages[1]
    assert "Nguyễn Văn An" not in pages[1]


def test_a_value_cannot_break_out_of_its_place(app: Flask, cast: Cast) -> None:
    page = shown(app, cast.an, Gapped(), Drawing("P.201"), '"><script>alert(1)</script>')
    assert "<script>" not in page


def test_another_look_is_drawn_anew(app: Flask, cast: Cast) -> None:
    gapped, first, second = Gapped(), Drawing("P.201"), Drawing("P.305")
    assert "P.201" in shown(app, cast.an, gapped, first, "An")
    assert "P.305" in shown(app, cast.an, gapped, second, "An")


@pytest.mark.parametrize("setting, value", [("theme", "dark"), ("text_size", "large"), ("language", "en")])
def test_settings_of_the_person_are_part_of_the_look(
    app: Flask, cast: Cast, setting: str, value: str
) -> None:
    gapped, draw = Gapped(), Drawing("P.201")
    shown(app, cast.an, gapped, draw, "An")
    setattr(cast.an, setting, value)
    shown(app, cast.an, gapped, draw, "An")
    assert draw.times == 2


def test_no_more_looks_are_kept_than_a_process_can_hold(
    app: Flask, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gaps, "MOST_KEPT", 2)
    gapped = Gapped()
    for number in range(5):
        shown(app, cast.an, gapped, Drawing(f"P.{number}"), "An")
    assert len(gapped._kept) <= 2
