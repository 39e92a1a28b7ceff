"""Jinja as our pages use it: on hot pages, looking up words and macros cost more than the database."""

from contextlib import suppress
from typing import Any

from flask import Flask
from jinja2 import FileSystemBytecodeCache, Template, pass_eval_context
from jinja2.bccache import Bucket
from jinja2.nodes import EvalContext
from markupsafe import Markup

from lms.config import ROOT
from lms.web import words

# Filled by lms.install.templates; an entry counts only for the very text that it was made from.
COMPILED = ROOT / "build" / "templates"


class OneModule(Template):
    """No template of ours has globals of its own, so what is imported from one is the same for all who import it.

    Jinja compares the names of all globals at each import to find that out: an eighth of a small page.
    """

    def _get_default_module(self, ctx: Any = None) -> Any:  # noqa: ARG002 - Jinja asks it so
        if self._module is None:
            self._module = self.make_module()
        return self._module


class Compiled(FileSystemBytecodeCache):
    """Templates compiled before. Where the server may not write, a changed one is compiled by each process."""

    def dump_bytecode(self, bucket: Bucket) -> None:
        with suppress(OSError):
            super().dump_bytecode(bucket)


def init_app(app: Flask) -> None:
    app.jinja_env.template_class = OneModule
    if COMPILED.is_dir():
        app.jinja_env.bytecode_cache = Compiled(str(COMPILED))
    app.jinja_env.install_gettext_callables(words.translate, words.translate_plural, newstyle=True)  # type: ignore[attr-defined]
    app.jinja_env.globals |= {"_": in_template, "gettext": in_template}


def load_all(app: Flask) -> int:
    """Have every template at hand before the first request; return how many there are."""
    names = app.jinja_env.list_templates()
    for name in names:
        app.jinja_env.get_template(name)
    return len(names)


@pass_eval_context
def in_template(context: EvalContext, text: str, /, **values: Any) -> str:
    """What Jinja's own `_` does, in a third of its time: a page asks it thirty times."""
    said = words.translate(text)
    if context.autoescape:
        said = Markup(said)  # noqa: S704 - our own words; the values are escaped
    return said % values if values or "%" in said else said
