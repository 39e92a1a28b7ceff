"""A real Chromium, driven as a person would: contexts for a phone and a desk, axe, pictures."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page, Playwright, expect, sync_playwright

from lms.install import chromium
from lms.install.problems import CannotInstall

ROOT = Path(__file__).resolve().parents[1]
PICTURES = ROOT / "build" / "screenshots"
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
PHONE = {"width": 360, "height": 780}
DESK = {"width": 1280, "height": 900}
SERIOUS = {"serious", "critical"}
PATIENCE = 120_000  # four workers share two cores, and others share the machine; what is there comes at once
expect.set_options(timeout=PATIENCE)


@dataclass(frozen=True)
class Violation:
    """Something that keeps a person from using the page."""

    rule: str
    help: str
    where: tuple[str, ...]


_kept: dict[tuple[str, ...], Browser] = {}
_playwright: list[Playwright] = []


@contextmanager
def launch(*flags: str) -> Iterator[Browser]:
    """A headless Chromium of this machine; `flags` are added to the command line.

    It is kept for the next test of this process that wants the same, since a start costs a second. What a person
    leaves behind in it lies in contexts, and those that are opened meanwhile are closed at the end.
    """
    browser = _kept.get(flags)
    if browser is None or not browser.is_connected():
        browser = _kept[flags] = engine().chromium.launch(executable_path=_found(), args=[*QUIET, *flags])
        _make_patient(browser)
    before = list(browser.contexts)
    yield browser
    for context in browser.contexts:
        if context not in before:
            context.close()


def engine() -> Playwright:
    """Playwright, started once in a process: only one can be at work."""
    if not _playwright:
        _playwright.append(sync_playwright().start())
    return _playwright[0]


def end() -> None:
    """Close what was kept."""
    for browser in _kept.values():
        browser.close()
    for playwright in _playwright:
        playwright.stop()
    _kept.clear()
    _playwright.clear()


def _found() -> Path:
    executable = chromium.find()
    if executable is None:
        raise CannotInstall(f"No Chromium was found. {chromium.BY_HAND}")
    return executable


def _make_patient(browser: Browser) -> None:
    """Contexts wait as long for pages and buttons as tests wait for what they expect."""
    impatient = browser.new_context

    def new_context(**options: Any) -> BrowserContext:
        context = impatient(**options)
        context.set_default_timeout(PATIENCE)
        return context

    setattr(browser, "new_context", new_context)  # noqa: B010 - the type knows no other way


def phone(browser: Browser, **options: Any) -> BrowserContext:
    """A small touch screen, as most learners have."""
    settings = {
        "viewport": PHONE,
        "has_touch": True,
        "is_mobile": True,
        "device_scale_factor": 2,
        "locale": "vi-VN",
    }
    return browser.new_context(**{**settings, **options})


def desk(browser: Browser, **options: Any) -> BrowserContext:
    """An office screen."""
    return browser.new_context(**{"viewport": DESK, "locale": "vi-VN", **options})


def axe(page: Page) -> list[Violation]:
    """What axe finds serious or critical on the page as it stands. The page's own CSP stays on."""
    if not page.evaluate("'axe' in window"):
        page.evaluate((ROOT / "node_modules/axe-core/axe.min.js").read_text("utf-8"))
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")["violations"]
    return [_violation(entry) for entry in found if entry["impact"] in SERIOUS]


def screenshot(page: Page, name: str) -> Path:
    """A picture of the whole page in build/screenshots."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    path = PICTURES / f"{name}.png"
    page.screenshot(path=path, full_page=True)
    return path


def _violation(entry: dict[str, Any]) -> Violation:
    where = tuple(str(node["target"][0]) for node in entry["nodes"])
    return Violation(rule=entry["id"], help=entry["help"], where=where)
