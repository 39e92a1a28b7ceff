"""What is in the repository, for tests that read it."""

import ast
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TEXT = {
    ".cfg",
    ".css",
    ".html",
    ".in",
    ".ini",
    ".js",
    ".json",
    ".mako",
    ".md",
    ".po",
    ".py",
    ".svg",
    ".toml",
    ".txt",
    ".yml",
    "",
}
Function = ast.FunctionDef | ast.AsyncFunctionDef


@cache
def files() -> tuple[Path, ...]:
    """Every file that is committed or would be, relative to the root."""
    listing = [
        "git",
        "-c",
        "safe.directory=*",
        "ls-files",
        "-z",
        "--cached",
        "--others",
        "--exclude-standard",
    ]
    names = subprocess.run(listing, cwd=ROOT, capture_output=True, check=True).stdout.decode().split("\0")
    return tuple(Path(name) for name in names if name and (ROOT / name).is_file())


def texts(*suffixes: str) -> Iterator[tuple[Path, str]]:
    """The files that are text, or only those with these endings."""
    for path in files():
        if path.suffix in (suffixes or TEXT):
            yield path, read(path)


def python(*folders: str, holding: str = "", longer: int = 0) -> Iterator[tuple[Path, ast.Module]]:
    """The syntax trees of the Python files in these top-level folders that hold a word and have more lines."""
    for path in files():
        if path.suffix == ".py" and path.parts[0] in folders:
            text = read(path)
            if holding in text and text.count("\n") > longer:
                yield path, ast.parse(text, str(path))


def functions(tree: ast.Module) -> Iterator[Function]:
    return (node for node in ast.walk(tree) if isinstance(node, Function))


def length(node: Function) -> int:
    """Lines of the body, without decorators, signature and docstring."""
    first = node.body[1] if ast.get_docstring(node) and len(node.body) > 1 else node.body[0]
    return (node.end_lineno or node.lineno) - first.lineno + 1


@cache
def read(path: Path) -> str:
    return (ROOT / path).read_text("utf-8")
