"""Comparing, in a process of its own: `python -m lms.similarity.comparing` reads a message a line and answers.

What it holds and how long it takes, it takes from this process alone. Messages are lists that begin with a word:

    known TEXT             an official text                    fresh ID TEXT          a script to be compared
    kept ID PRINTS         what stands for another script      compare                answers scripts, matches, near
    text ID TEXT           another script: answers matches

An answer ends with `done`; before it come `script ID LENGTH QUOTED PRINTS`, `match A B PASSAGES`, `near ID…`.
"""

import json
import sys
from base64 import b64decode, b64encode
from collections.abc import Iterator
from typing import Any

from lms.bounded import limit
from question_bank.similarity import Corpus, Match, Shelf
from question_bank.similarity.words import spans

MEMORY = 1 << 30
Message = list[Any]


class Session:
    """One comparison, message by message."""

    def __init__(self) -> None:
        self.known: list[str] = []
        self.fresh: dict[str, str] = {}
        self.kept: dict[str, bytes] = {}
        self.corpus = Corpus({})

    def take(self, message: Message) -> Iterator[Message]:
        """The answer to a message; most have none."""
        match message:
            case ["known", str(text)]:
                self.known.append(text)
            case ["fresh", int(number), str(text)]:
                self.fresh[str(number)] = text
            case ["kept", int(number), str(prints)]:
                self.kept[str(number)] = b64decode(prints)
            case ["text", int(number), str(text)]:
                yield from map(_told, self.corpus.near(text, str(number)))
                yield ["done"]
            case ["compare"]:
                yield from self._compare()
                yield ["done"]
            case _:
                raise ValueError(f"no such message: {message[:1]}")

    def _compare(self) -> Iterator[Message]:
        self.corpus = Corpus(self.fresh, known=self.known)
        shelf, near = Shelf(self.kept), set[str]()
        for name, text in self.fresh.items():
            prints = self.corpus.prints(name)
            near.update(shelf.near(prints))
            yield ["script", int(name), _length(text), self.corpus.quoted(name), b64encode(prints).decode()]
        yield from map(_told, self.corpus.matches())
        yield ["near", *sorted(map(int, near))]


def _told(match: Match) -> Message:
    passages = [[*passage.a, *passage.b] for passage in match.passages]
    return ["match", int(match.a), int(match.b), passages]


def _length(text: str) -> int:
    """From the first word to the end of the last."""
    words = spans(text)
    return words[-1][1] - words[0][0] if words else 0


def main() -> None:
    limit(MEMORY)
    session = Session()
    for line in sys.stdin:
        for answer in session.take(json.loads(line)):
            sys.stdout.write(json.dumps(answer, separators=(",", ":")) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
