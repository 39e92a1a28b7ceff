"""Jinja as our pages use it: on hot pages, looking up words and macros cost more than the database."""

from collections.abc import Hashable
from contextlib import suppress
from typing import Any

from flask import Flask, request
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
    app.jinja_env.globals |= {"_": in_template, "gettext": in_template, "url_for": Addresses(app)}


class Addresses:
    """`url_for` of templates. A page asks the same thirty addresses each time; what they are depends on little."""

    MOST_KEPT = 2000

    def __init__(self, app: Flask) -> None:
        self._url_for = app.url_for
        self._kept: dict[Hashable, str] = {}

    def __call__(self, endpoint: str, **values: Any) -> str:
        below = request.blueprint if endpoint.startswith(".") else None
        asked = (request.script_root, below, endpoint, *values.items(), *map(type, values.values()))
        try:
            return self._kept[asked]
        except KeyError:
            return self._keep(asked, endpoint, values)
        except TypeError:  # a value that cannot be a key
            return self._url_for(endpoint, **values)

    def _keep(self, asked: Hashable, endpoint: str, values: dict[str, Any]) -> str:
        """Addresses with a host belong to who asks, and are made each time."""
        made = self._url_for(endpoint, **values)
        if made.startswith("/") and not made.startswith("//"):
            if len(self._kept) >= self.MOST_KEPT:
                self._kept.clear()
            self._kept[asked] = made
        return made


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
