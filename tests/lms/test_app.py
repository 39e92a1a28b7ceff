"""What holds for every page: headers, no writes by reading, templates that exist and are used, CSRF."""

import re

import question_bank.types  # noqa: F401 - registers the types
from lms.config import ROOT
from question_bank.question import TYPES
from tests.lms.browser import TestClient
from tests.lms.cast import Cast


def test_security_headers_stand_on_every_answer(client: TestClient) -> None:
    for path in ("/sign-in", "/nowhere", "/health"):
        headers = client.get(path).headers
        assert "script-src 'self'" in headers["Content-Security-Policy"]
        assert "unsafe-inline" not in headers["Content-Security-Policy"]
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Cache-Control"] == "no-store, private"


def test_a_foreign_origin_is_refused(client: TestClient, cast: Cast) -> None:
    answer = client.post("/sign-out", headers={"Origin": "https://elsewhere.example"})
    assert answer.status_code == 400


def test_every_template_named_exists_and_every_template_is_used() -> None:
    templates = {
        path.relative_to(ROOT / "templates").as_posix() for path in (ROOT / "templates").rglob("*.html")
    }
    sources = [*(ROOT / "lms").rglob("*.py"), *(ROOT / "templates").rglob("*.html")]
    named = {
        name for path in sources for name in re.findall(r'["\']([\w/]+\.html)["\']', path.read_text("utf-8"))
    }
    assert named - templates == set()
    by_name = {f"questions/{kind}.html" for kind in TYPES}
    assert templates - named - by_name == set()
