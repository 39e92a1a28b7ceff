"""Which sessions hold something that must not be lost. Features above, which record it, say so here."""

from collections.abc import Callable, Collection

Question = Callable[[Collection[int]], set[int]]
_questions: list[Question] = []


def add(question: Question) -> None:
    """Called at import of a feature: `question(session ids)` answers those of which it holds a record."""
    if question not in _questions:
        _questions.append(question)


def among(session_ids: Collection[int]) -> set[int]:
    """The sessions at which something was recorded: somebody checked in, asked to stay away, stood at the door."""
    return set().union(*(question(session_ids) for question in _questions)) if session_ids else set()
