"""What a person collects is theirs alone: nothing else in the program reads it."""

import ast

from tests.architecture.sources import python, texts

OWN = ("lms/lessons/collecting/", "lms/migrations/", "tests/")
MAY_IMPORT = {"lms/features.py", "lms/demo/notebook.py"}


def imported(tree: ast.Module) -> set[str]:
    """Where names come from, as whole addresses."""
    found = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    return {f"{node.module}.{alias.name}" for node in found for alias in node.names}


def test_nothing_outside_reads_a_notebook():
    found = {
        path.as_posix()
        for path, tree in python("lms", "question_bank", holding="collecting")
        if any(name.startswith("lms.lessons.collecting") for name in imported(tree))
    }
    assert {path for path in found if not path.startswith(OWN)} == MAY_IMPORT


def test_no_statement_outside_names_the_table():
    named = {path.as_posix() for path, text in texts(".py", ".html") if "collected_items" in text}
    assert {path for path in named if not path.startswith(OWN)} == set()
