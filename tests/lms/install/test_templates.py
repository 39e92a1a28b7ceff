"""Templates are compiled once, at install; a changed one is never shown as it was."""

from pathlib import Path

from flask import Flask
from jinja2 import DictLoader, Environment

from lms.config import ROOT
from lms.install.templates import compile_all
from lms.web.templating import COMPILED, Compiled


def test_install_compiles_every_template(tmp_path: Path) -> None:
    there = list((ROOT / "templates").rglob("*.html"))
    assert compile_all(tmp_path / "made") == len(there) == len(list((tmp_path / "made").iterdir()))


def test_the_application_takes_what_install_made(app: Flask) -> None:
    assert isinstance(app.jinja_env.bytecode_cache, Compiled)
    assert list(COMPILED.iterdir())


def environment(folder: Path, text: str) -> Environment:
    return Environment(
        loader=DictLoader({"page": text}), bytecode_cache=Compiled(str(folder)), autoescape=True
    )


def test_a_changed_template_is_compiled_anew(tmp_path: Path) -> None:
    assert environment(tmp_path, "before").get_template("page").render() == "before"
    assert environment(tmp_path, "after").get_template("page").render() == "after"


def test_where_nothing_can_be_written_templates_are_shown_all_the_same(tmp_path: Path) -> None:
    page = environment(tmp_path / "not there", "text").get_template("page")
    assert page.render() == "text"
