"""Merge the part files of each language into one catalogue and compile it for gettext.

`lms/translations/<language>/parts/<feature>.po` are written by hand; what is made here is never committed.
"""

import sys
from collections.abc import Iterable
from pathlib import Path
from tempfile import NamedTemporaryFile

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po

FOLDER = Path(__file__).resolve().parents[1] / "translations"


class Contradiction(Exception):
    """A part cannot be used; the message names the part and the entry."""


def compile_all(folder: Path = FOLDER) -> dict[str, int]:
    """Make messages.mo of every language; return how many entries each has."""
    return {
        language.name: _compile(language)
        for language in sorted(folder.iterdir())
        if (language / "parts").is_dir()
    }


def merge(language: str, parts: Iterable[Path]) -> Catalog:
    """One catalogue out of many parts.

    Raises:
        Contradiction: if an entry is empty, marked fuzzy, or translated in two ways.
    """
    merged = Catalog(locale=language, project="sen", fuzzy=False)
    origin: dict[object, Path] = {}
    for part in sorted(parts):
        for message in _entries(part, language):
            _add(merged, message, part, origin)
    return merged


def _compile(language: Path) -> int:
    catalogue = merge(language.name, (language / "parts").glob("*.po"))
    target = language / "LC_MESSAGES" / "messages.mo"
    target.parent.mkdir(exist_ok=True)
    with NamedTemporaryFile(dir=target.parent, delete=False) as file:
        write_mo(file, catalogue)
    Path(file.name).chmod(0o644)
    Path(file.name).replace(target)  # a server that starts meanwhile reads one or the other, never half of it
    return len(catalogue)


def _entries(part: Path, language: str) -> list[Message]:
    try:
        with part.open("rb") as file:
            catalogue = read_po(file, locale=language, charset="utf-8", abort_invalid=True)
    except (PoFileError, UnicodeDecodeError) as error:
        raise Contradiction(f"{part.name} cannot be read: {error}") from error
    return [message for message in catalogue if message.id]


def _add(merged: Catalog, message: Message, part: Path, origin: dict[object, Path]) -> None:
    text = [message.string] if isinstance(message.string, str) else list(message.string or ())
    if message.fuzzy or not text or not all(text):
        raise Contradiction(f"{part.name}: {message.id!r} has no finished translation")
    present = merged.get(message.id, message.context)
    if present is not None and present.string != message.string:
        other = origin[message.id, message.context].name
        raise Contradiction(
            f"{message.id!r} is {present.string!r} in {other} and {message.string!r} in {part.name}"
        )
    origin.setdefault((message.id, message.context), part)
    merged.add(message.id, message.string, flags=message.flags, context=message.context)


if __name__ == "__main__":
    try:
        compile_all()
    except Contradiction as problem:
        sys.exit(f"translations: {problem}")
