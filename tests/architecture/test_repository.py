"""What is committed: our own text only, locked parts, sizes a reader can hold, nothing left for later."""

import re
from pathlib import Path

import pytest

from tests.architecture.sources import files, functions, length, python, read, texts

# Put together here, so that this file does not hold what it looks for.
PACKAGE_HOSTS = ["pypi" + ".org", "python" + "hosted", "npm" + "js.", "debian" + ".org", "unp" + "kg", "jsde" + "livr",
                 "cdn" + "js.", "google" + "apis", "github" + "usercontent"]  # fmt: skip
MACHINE_PATHS = re.compile(
    r"(?<![\w.])/(?:" + "|".join(["wor" + "k", "roo" + "t", "User" + "s", "hom" + r"e/\w+"]) + r")/\w"
)
LEFT_FOR_LATER = re.compile(r"\b(?:TO" + r"DO|FIX" + r"ME|TB" + r"D)\b")
THIRD_PARTY = re.compile(
    r"(^|/)(node_modules|vendor|site-packages)/|\.min\.(js|css)$|\.(woff2?|ttf|otf|whl|jar)$|^uv\.lock$"
)
DRAWERS_FOR_ODDMENTS = {"utils.py", "util.py", "helpers.py", "common.py", "misc.py", "utils", "helpers"}
LINES = {".py": 350, ".html": 150, ".js": 200, ".css": 200}
TEST_LINES = 500  # a list of cases may be longer than code
FUNCTION_LINES = 50
LOCKS = ("run", "install", "node", "test", "dev")


def test_nothing_of_others_is_committed():
    assert [str(path) for path in files() if THIRD_PARTY.search(path.as_posix())] == []


def test_no_file_names_a_place_that_packages_are_loaded_from():
    found = [(str(path), host) for path, text in texts() for host in PACKAGE_HOSTS if host in text]
    assert found == []


def test_no_file_names_a_path_of_somebodys_machine():
    found = [(str(path), match[0]) for path, text in texts() for match in MACHINE_PATHS.finditer(text)]
    assert found == []


def test_nothing_is_left_for_later():
    found = [(str(path), match[0]) for path, text in texts() for match in LEFT_FOR_LATER.finditer(text)]
    assert found == []


def test_there_is_no_drawer_for_oddments():
    assert [str(path) for path in files() if DRAWERS_FOR_ODDMENTS & set(path.parts)] == []


@pytest.mark.parametrize("group", LOCKS)
def test_every_package_is_locked_with_hashes(group):
    entries = re.split(r"\n(?=\S)", read(Path(f"requirements/{group}.txt")))
    packages = [entry for entry in entries if re.match(r"[a-z0-9]", entry)]
    assert packages != []
    assert [
        entry for entry in packages if not re.match(r"[\w.-]+==[^\s;]+(?s:.)*--hash=sha256:", entry)
    ] == []


@pytest.mark.parametrize("group", LOCKS)
def test_every_package_asked_for_is_in_the_lock(group):
    asked = re.findall(r"^[A-Za-z][\w.-]*", read(Path(f"requirements/{group}.in")), re.MULTILINE)
    locked = re.findall(r"^([a-z0-9][\w.-]*)==", read(Path(f"requirements/{group}.txt")), re.MULTILINE)
    assert {name.lower() for name in asked} - set(locked) == set()


def test_the_browser_code_is_locked_without_addresses():
    lock = read(Path("package-lock.json"))
    assert '"resolved"' not in lock
    assert lock.count('"integrity"') >= lock.count('"node_modules/')


def test_files_are_short_enough_to_be_read_at_once():
    long = {
        str(path): lines
        for path, text in texts(*LINES)
        if (lines := text.count("\n")) > limit(path) and not is_generated(path)
    }
    assert long == {}


def test_functions_are_short_enough_to_be_read_at_once():
    long = {
        f"{path}:{function.name}": length(function)
        for path, tree in python("lms", "question_bank", "tests", longer=FUNCTION_LINES)
        if not is_generated(path)
        for function in functions(tree)
        if length(function) > FUNCTION_LINES
    }
    assert long == {}


def limit(path: Path) -> int:
    return TEST_LINES if path.name.startswith("test_") else LINES[path.suffix]


def is_generated(path: Path) -> bool:
    """Migrations are written by Alembic and read once."""
    return "migrations" in path.parts
