"""What a help page is made of: sections of short steps, some with commands to type."""

from dataclasses import dataclass

from flask_babel import LazyString

from lms.permissions import Role


@dataclass(frozen=True)
class Step:
    """One sentence or two; `command` is what is typed, a line each."""

    text: LazyString
    command: str = ""


@dataclass(frozen=True)
class Section:
    title: LazyString
    steps: tuple[Step, ...]
    numbered: bool = False


@dataclass(frozen=True)
class Page:
    """`slug` is its address. A page that belongs to a role comes first for those who hold it."""

    slug: str
    title: LazyString
    lead: LazyString
    sections: tuple[Section, ...]
    role: Role | None = None
