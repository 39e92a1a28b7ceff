"""What holds the look together: nothing inline, nothing named that is not there, nothing there that is not used."""

import json
import re
from pathlib import Path

from jinja2 import Environment, FileSystemLoader

from lms.install import vendor

ROOT = Path(__file__).resolve().parents[2]
STATIC = ROOT / "static"
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
SCRIPTS = sorted((STATIC / "js").rglob("*.js"))
SHEETS = sorted((STATIC / "css").rglob("*.css"))
OWN_PAGE = {"sen.css", "tokens-dark.css", "fonts-wide.css", "components/guide.css"}


def text_of(paths: list[Path]) -> str:
    return "\n".join(path.read_text("utf-8") for path in paths)


def named_behaviours() -> set[str]:
    values = re.findall(r'data-behaviour="([^"]*)"', text_of(TEMPLATES))
    return {
        word
        for value in values
        for word in re.findall(r"[a-z][a-z-]+", re.sub(r"{[{%].*?[%}]}", _quoted, value))
    }


def _quoted(match: re.Match[str]) -> str:
    return " ".join(re.findall(r"'([^']*)'", match[0]))


def holding(paths: list[Path], *patterns: str) -> list[str]:
    """Those of the files in which one of the patterns is found."""
    return [
        path.relative_to(ROOT).as_posix()
        for path in paths
        if any(re.search(one, path.read_text("utf-8")) for one in patterns)
    ]


def test_no_template_has_an_inline_style_script_or_handler() -> None:
    inline = r"<style\b|\sstyle=|\son[a-z]+=\"|javascript:"
    script = r"<script(?![^>]*\b(?:src|type=\"application/json\")\b)"
    assert holding(TEMPLATES, inline, script) == []


def test_every_behaviour_that_a_template_names_has_a_module() -> None:
    modules = {path.stem for path in (STATIC / "js/behaviours").glob("*.js")}
    assert named_behaviours() <= modules


def test_every_icon_that_a_template_names_is_drawn() -> None:
    icons = Environment(loader=FileSystemLoader(ROOT / "templates"), autoescape=True)
    drawn: dict[str, str] = vars(icons.get_template("macros/icons.html").module)["icon_paths"]
    named = set(re.findall(r"\bicon\(\"([a-z-]+)\"", text_of(TEMPLATES)))
    assert named - set(drawn) == set()


def test_every_style_sheet_is_served_once() -> None:
    listed = re.findall(r'@import url\("([^"]+)"\)', (STATIC / "css/sen.css").read_text("utf-8"))
    there = {path.relative_to(STATIC / "css").as_posix() for path in SHEETS}
    assert len(listed) == len(set(listed))
    assert set(listed) == there - OWN_PAGE


def test_only_the_token_sheets_name_a_ramp() -> None:
    ramp = re.compile(r"var\(--(?:stone|lotus|gold|leaf|amber|rust|sky)-\d+\)")
    users = [path.name for path in SHEETS if ramp.search(path.read_text("utf-8"))]
    assert sorted(users) == ["tokens-dark.css", "tokens.css"]


def test_every_colour_that_a_component_names_is_a_token() -> None:
    source = text_of(SHEETS)
    named = set(re.findall(r"var\((--[a-z0-9-]+)\)", source))
    assert named - set(re.findall(r"(--[a-z0-9-]+):", source)) == set()


def test_fonts_are_those_that_the_install_copies() -> None:
    fonts = text_of([STATIC / "css/fonts.css", STATIC / "css/fonts-wide.css"])
    used = set(re.findall(r'url\("\.\./vendor/([^"]+)"\)', fonts))
    assert used == {name for name in vendor.files().values() if name.endswith(".woff2")}


def test_the_lock_pins_every_package_and_carries_no_address() -> None:
    source = (ROOT / "package-lock.json").read_text("utf-8")
    packages = [entry for name, entry in json.loads(source)["packages"].items() if name]
    assert all(entry["integrity"].startswith("sha512-") for entry in packages)
    assert "resolved" not in source
    assert "://" not in source


def test_no_script_evals_or_writes_markup() -> None:
    markup = r"\beval\(|new Function|innerHTML|insertAdjacentHTML|document\.write"
    assert holding(SCRIPTS, markup) == []


def test_every_space_that_a_template_asks_for_is_there():
    asked = set(re.findall(r"\b(?:above|below)-[0-9]+\b", text_of(TEMPLATES)))
    assert asked <= set(re.findall(r"\.((?:above|below)-[0-9]+) ", text_of(SHEETS)))
