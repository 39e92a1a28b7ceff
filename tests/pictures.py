"""`python -m tests.pictures`: pictures of the demo for the README, into build/pictures."""

import json
import socket
import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext

from tests import browser

TARGET = browser.ROOT / "build" / "pictures"
DESK = {"width": 1120, "height": 720}
# (name of the file, who looks, at which page, on a phone)
SHOTS = (
    ("today-learner-phone", "learner", "/", True),
    ("today-organiser", "organiser", "/", False),
    ("today-lecturer", "lecturer", "/", False),
    ("help-learner-phone", "learner", "/help/learner", True),
    ("units", "administrator", "/units/1", False),
)


def main() -> None:
    """Start a demo of its own, look at it, end it."""
    TARGET.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="sen-pictures-") as folder:
        process = _start(folder)
        try:
            assert process.stdout is not None
            told = json.loads(process.stdout.readline())
            with browser.launch() as chromium:
                for shot in SHOTS:
                    print(_take(chromium, told, *shot))  # noqa: T201 - says what it made
        finally:
            process.terminate()
            process.wait(30)


def _start(folder: str) -> subprocess.Popen[str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "lms", "demo", "--json", "--port", str(port), "--data", f"{folder}/demo"]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=browser.ROOT)


def _take(chromium: Browser, told: dict[str, object], name: str, role: str, path: str, phone: bool) -> Path:
    context = browser.phone(chromium) if phone else browser.desk(chromium, viewport=DESK)
    page = context.new_page()
    _sign_in(context, told, role)
    page.goto(f"{told['url']}{path}", wait_until="networkidle")
    target = TARGET / f"{name}.png"
    page.screenshot(path=target)
    context.close()
    return target


def _sign_in(context: BrowserContext, told: dict[str, object], role: str) -> None:
    accounts = told["accounts"]
    assert isinstance(accounts, list)
    account = next(one for one in accounts if one["role"] == role)
    page = context.new_page()
    page.goto(f"{told['url']}/sign-in")
    page.fill("#login", account["username"])
    page.fill("#password", account["password"])
    page.press("#password", "Enter")
    page.wait_for_load_state("networkidle")
    page.close()


if __name__ == "__main__":
    main()
