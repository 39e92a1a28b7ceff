"""What the Makefile calls: `python -m tests.run test|prove|bench|check|fmt [name]`, in the installed environment."""

import argparse
import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
# More workers than cores, since browsers and faults mostly wait; slow tests at the end of one's list go to another.
PYTEST = ("pytest", "--numprocesses=4", "--dist=worksteal")
CHECKS = (
    ("ruff", "format", "--check", "."),
    ("ruff", "check", "."),
    ("mypy",),
    ("lint-imports",),
    ("djlint", "templates", "--lint", "--quiet"),
    ("pytest", "--quiet", "tests/architecture/test_repository.py"),
)


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.run")
    parser.add_argument("what", choices=sorted(COMMANDS))
    parser.add_argument("name", nargs="?", default="", help="one group only")
    wanted = parser.parse_args(arguments)
    return COMMANDS[wanted.what](wanted.name)


def test(name: str) -> int:
    """All that must hold at every commit."""
    return _module(*PYTEST, *group(name))


def prove(name: str) -> int:
    """The same tests at full size, one group after the other, so that long faults have the machine to themselves."""
    os.environ.setdefault("SEN_PROVE_SCALE", "1")
    return max([_module(*PYTEST, "--timeout=5400", *group(one)) for one in ([name] if name else groups())])


def bench(name: str) -> int:
    return _module("tests.benchmarks", *([name] if name else []))


def check(_name: str) -> int:
    """Every check runs, so that one look shows all that is wrong."""
    return max([_program(*command) for command in CHECKS])


def fmt(_name: str) -> int:
    return max(_program("ruff", "format", "."), _program("ruff", "check", "--fix-only", "--quiet", "."))


def group(name: str) -> list[str]:
    """The folder of tests that `name` means: `faults` is tests/faults, `quizzes` is tests/lms/quizzes."""
    if not name:
        return []
    places = [folder for folder in (ROOT / "tests" / name, ROOT / "tests" / "lms" / name) if folder.is_dir()]
    if not places:
        sys.exit(f"There is no group of tests called {name}. There are: {', '.join(groups())}")
    return [str(places[0].relative_to(ROOT))]


def groups() -> list[str]:
    """Every folder of tests but the benchmarks, which measure and prove nothing."""
    found = {path.relative_to(ROOT / "tests").parts[0] for path in (ROOT / "tests").glob("*/**/test_*.py")}
    return sorted(found - {"benchmarks"})


def _module(*words: str) -> int:
    """Run a module. Tests start hundreds of processes, which must not compile the same code again and again."""
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    return subprocess.run([sys.executable, "-m", *words], cwd=ROOT, check=False).returncode


def _program(name: str, *words: str) -> int:
    """Run a program of this environment; one of them, lint-imports, is no module."""
    return subprocess.run([Path(sys.executable).with_name(name), *words], cwd=ROOT, check=False).returncode


COMMANDS: dict[str, Callable[[str], int]] = {
    "test": test,
    "prove": prove,
    "bench": bench,
    "check": check,
    "fmt": fmt,
}

if __name__ == "__main__":
    sys.exit(main())
