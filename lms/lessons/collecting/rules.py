"""What may be put into a notebook, and what a search in it finds. Pure."""

from collections.abc import Iterable
from urllib.parse import urlsplit

from lms.documents.searching.words import asked
from question_bank.markup import folded, normalised

MOST = 500
LONGEST_TITLE = 200
LONGEST_LINK = 500
LONGEST_NOTE = 4000


def is_link(text: str) -> bool:
    """An http or https address that names a site; nothing that a browser would read as another one."""
    if "\\" in text or not text.isprintable() or any(letter.isspace() for letter in text):
        return False
    try:
        parts = urlsplit(text)
        return parts.scheme in {"http", "https"} and bool(parts.hostname) and "@" not in parts.netloc
    except ValueError:
        return False


def site_of(link: str) -> str:
    """The site that a link leads to."""
    return urlsplit(link).hostname or "" if link else ""


def finds(texts: Iterable[str], typed: str) -> bool:
    """Whether every word stands somewhere in the texts; one that was typed without marks is meant with any."""
    written = normalised(" ".join(texts)).casefold()
    bare = folded(written)
    return all(word in (bare if word == folded(word) else written) for word in asked(typed))
