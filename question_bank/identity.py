"""Short ids for options, statements and items: stable, and telling nothing about key or place."""

from __future__ import annotations

from base64 import b32encode
from collections.abc import Iterable
from hashlib import blake2b

from question_bank.markup import plain

LENGTH = 6


def identify(texts: Iterable[str], scope: str = "") -> list[str]:
    """One id per text, made from the text alone; equal texts get different ids."""
    found: dict[str, None] = {}
    salts: dict[str, int] = {}
    for text in map(plain, texts):
        salt = salts.get(text, 0)
        while (name := _name(f"{scope}\0{salt}\0{text}")) in found:
            salt += 1
        salts[text] = salt + 1
        found[name] = None
    return list(found)


def _name(seed: str) -> str:
    return b32encode(blake2b(seed.encode(), digest_size=5).digest()).decode().lower()[:LENGTH]
