"""Rules of the code that no linter knows: who may touch the request, the clock, chance and the transaction."""

import ast
from collections.abc import Iterator

from tests.architecture.sources import functions, length, python

OF_THE_REQUEST = {"request", "flash", "current_user", "g", "redirect", "render_template", "url_for"}
WITHOUT_A_REQUEST = {"service.py", "queries.py", "rules.py", "models.py"}
# Writes down who did what in which request; everybody else is told by their caller.
NOTES_THE_REQUEST = {"lms/audit/service.py"}
VIEW_LINES = 25
CLOCKS = {"now", "utcnow", "today", "time", "monotonic", "perf_counter"}
OWN_CHANCE = {"Random"}
ENDS_TRANSACTIONS = {"lms/database.py"}
TEXT_FIELDS = {"StringField", "TextAreaField", "SearchField", "TelField"}


def test_services_know_no_request():
    found = [
        f"{path}: {alias.name}"
        for path, tree in python("lms", holding="from flask")
        if path.name in WITHOUT_A_REQUEST and path.as_posix() not in NOTES_THE_REQUEST
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module in {"flask", "flask_login"}
        for alias in node.names
        if alias.name in OF_THE_REQUEST
    ]
    assert found == []


def test_only_the_unit_of_work_commits():
    found = [
        f"{path}:{call.lineno}"
        for path, tree in python("lms", holding=".commit(")
        if path.as_posix() not in ENDS_TRANSACTIONS
        for call, _owner, name in method_calls(tree)
        if name == "commit"
    ]
    assert found == []


def test_views_load_check_call_and_answer():
    long = {
        f"{path}:{function.name}": length(function)
        for path, tree in python("lms", holding="routes")
        if path.name == "views.py" or "views" in path.parts
        for function in functions(tree)
        if length(function) > VIEW_LINES
    }
    assert long == {}


def test_the_question_bank_has_no_clock():
    found = [
        f"{path}:{call.lineno}"
        for path, tree in python("question_bank")
        for call, owner, name in method_calls(tree)
        if name in CLOCKS and owner in {"datetime", "date", "time"}
    ]
    assert found == []


def test_the_question_bank_draws_lots_only_with_a_generator_that_it_was_given():
    found = [
        f"{path}:{call.lineno}"
        for path, tree in python("question_bank")
        for call, owner, name in method_calls(tree)
        if owner in {"random", "secrets", "uuid"} and name not in OWN_CHANCE
    ]
    assert found == []


def test_a_text_that_must_be_given_is_not_given_by_blanks() -> None:
    """InputRequired asks only whether something was sent; of text, DataRequired also asks whether anything is left."""
    found = [
        f"{path}:{call.lineno}"
        for path, tree in python("lms", holding="InputRequired")
        for call in calls_of(tree, TEXT_FIELDS)
        if list(calls_of(call, {"InputRequired"}))
    ]
    assert found == []


def method_calls(tree: ast.Module) -> Iterator[tuple[ast.Call, str, str]]:
    """Calls of the form `owner.name(…)`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            owner = node.func.value
            yield node, owner.id if isinstance(owner, ast.Name) else "", node.func.attr


def calls_of(tree: ast.AST, names: set[str]) -> Iterator[ast.Call]:
    """Calls of the form `name(…)`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in names:
            yield node
