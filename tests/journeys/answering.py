"""Answers every type of question as a person does, and says what must then stand in the database."""

from collections.abc import Callable
from typing import Any

from playwright.sync_api import Locator, Page, expect

from tests.browser import PATIENCE
from tests.journeys.room import put

SAVED = ".savestate[data-state='saved']"


def answer_everything(page: Page, variant: int = 0) -> dict[int, Any]:
    """Answer each question in turn; `variant` changes the answers."""
    return {slot: answer(page, slot, variant) for slot in slots(page)}


def answer(page: Page, slot: int, variant: int = 0) -> Any:
    """Answer one question; returns the value."""
    put(page, slot)
    place = page.locator(f".exam-question[data-slot='{slot}']")
    expect(place).to_be_visible()
    return BY_TYPE[str(place.get_attribute("data-type"))](place, variant)


def slots(page: Page) -> list[int]:
    found: list[int] = page.eval_on_selector_all(
        ".exam-question", "all => all.map(one => Number(one.dataset.slot))"
    )
    return found


def slot_of(page: Page, kind: str) -> int:
    return int(str(page.locator(f".exam-question[data-type='{kind}']").get_attribute("data-slot")))


def wait_until_saved(page: Page, timeout: float = PATIENCE) -> None:
    expect(page.locator(SAVED)).to_be_visible(timeout=timeout)


def _single(place: Locator, variant: int) -> Any:
    return _tick(place.locator("input[type=radio]").nth(1 + variant))


def _several(place: Locator, variant: int) -> Any:
    return [_tick(place.locator("input[type=checkbox]").nth(number)) for number in (0, 2 + variant)]


def _truth(place: Locator, variant: int) -> Any:
    return _tick(place.locator("input[type=radio]").nth(variant)) == "true"


def _statements(place: Locator, variant: int) -> Any:
    return {
        _part(part): _tick(part.locator("input").nth((number + variant) % 2)) == "true"
        for number, part in enumerate(_parts(place))
    }


def _text(place: Locator, variant: int) -> Any:
    typed = f"sông Hồng {variant}"
    place.locator("input.input, textarea").fill(typed)
    return typed


def _number(place: Locator, variant: int) -> Any:
    typed = f"3,{5 + variant}"
    place.locator("input.input").fill(typed)
    return typed


def _pairs(place: Locator, variant: int) -> Any:
    chosen = {}
    for number, part in enumerate(_parts(place)):
        part.locator("select").select_option(index=1 + (number + variant) % 2)
        chosen[_part(part)] = part.locator("select").input_value()
    return chosen


def _order(place: Locator, variant: int) -> Any:
    for _time in range(1 + variant):
        place.locator("[data-part]").last.locator("[data-move='-1']").click()
    return [_part(part) for part in _parts(place)]


def _gaps(place: Locator, variant: int) -> Any:
    filled = {}
    for part in _parts(place):
        if part.locator("select").count():
            part.locator("select").select_option(index=1 + variant)
        else:
            part.locator("input").fill(f"hai {variant}")
        filled[_part(part)] = part.locator("select, input").input_value()
    return filled


BY_TYPE: dict[str, Callable[[Locator, int], Any]] = {
    "single_choice": _single,
    "multiple_choice": _several,
    "true_false": _truth,
    "statements": _statements,
    "short_text": _text,
    "essay": _text,
    "numeric": _number,
    "matching": _pairs,
    "ordering": _order,
    "cloze": _gaps,
}


def _tick(control: Locator) -> str:
    control.check()
    return str(control.get_attribute("value"))


def _parts(place: Locator) -> list[Locator]:
    return place.locator("[data-part]").all()


def _part(part: Locator) -> str:
    return str(part.get_attribute("data-part"))
