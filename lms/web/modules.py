"""A script and all that it imports as one file, so that a phone on 3G asks once and not twenty times.

Made when the file is first served, from modules written the way ours are: `import { a } from "./b.js";` on one line,
`export` in front of what is declared, or one list of exports at the end. Each module keeps a scope of its own.
"""

import re
from pathlib import Path

IMPORT = re.compile(r'^import \{([^}]*)\} from "(\.[^"]+)";\n', re.MULTILINE)
DECLARED = re.compile(r"^export (?=(?:async )?(?:function\*?|class|const) (\w+))", re.MULTILINE)
LISTED = re.compile(r"^export \{([^}]*)\};\n", re.MULTILINE)
COMMENT = re.compile(r"^[ \t]*//.*\n", re.MULTILINE)
NOT_FOLLOWED = re.compile(r"^(?:import|export)\b|^const \{[^}]* as ", re.MULTILINE)
INDENT = re.compile(r"^[ \t]+", re.MULTILINE)


class CannotJoin(Exception):
    """A module is written in a way that this cannot follow; the message names it."""


def joined(entry: Path) -> str:
    """`entry` as one module without imports."""
    order = _in_order(entry.resolve(), ())
    names = {module: f"module{number}" for number, module in enumerate(order)}
    scopes = [_scope(module, names) for module in order[:-1]]
    return "".join([*scopes, _body(order[-1], names)[0]])


def _in_order(module: Path, above: tuple[Path, ...]) -> list[Path]:
    """Everything that `module` imports before itself, each once."""
    if module in above:
        raise CannotJoin(f"{module.name} imports itself in the end")
    found: list[Path] = []
    for _names, target in IMPORT.findall(module.read_text("utf-8")):
        found += _in_order((module.parent / target).resolve(), (*above, module))
    return list(dict.fromkeys([*found, module]))


def _scope(module: Path, names: dict[Path, str]) -> str:
    body, exports = _body(module, names)
    return f"const {names[module]} = (() => {{\n{body}return {{ {', '.join(exports)} }};\n}})();\n"


def _body(module: Path, names: dict[Path, str]) -> tuple[str, list[str]]:
    """The code with imports as names of scopes, and what it exports."""

    def take(found: re.Match[str]) -> str:
        return f"const {{{found[1]}}} = {names[(module.parent / found[2]).resolve()]};\n"

    source = IMPORT.sub(take, module.read_text("utf-8"))
    exports = DECLARED.findall(source)
    exports += [name.strip() for listed in LISTED.findall(source) for name in listed.split(",")]
    body = INDENT.sub("", COMMENT.sub("", LISTED.sub("", DECLARED.sub("", source))))
    if NOT_FOLLOWED.search(body) or any(line.count("`") % 2 for line in body.splitlines()):
        raise CannotJoin(f"{module.name} is written in a way that cannot be joined")
    return body, exports
