"""Where a council stands with its term, and what its posts must be. Pure."""

from collections.abc import Collection, Mapping
from datetime import date, timedelta
from enum import StrEnum

WARNING = timedelta(days=30)


class Post(StrEnum):
    """What somebody is in a council; all but plain members are one of a kind."""

    CHAIR = "chair"
    DEPUTY = "deputy"
    SECRETARY = "secretary"
    MEMBER = "member"


SINGLE = (Post.CHAIR, Post.DEPUTY, Post.SECRETARY)
RANK = {post: place for place, post in enumerate(Post)}


class Standing(StrEnum):
    """A council judges while it `STANDS` or is `ENDING`, and at no other time."""

    COMING = "coming"
    STANDS = "stands"
    ENDING = "ending"
    OVER = "over"
    ENDED = "ended"


class Wrong(StrEnum):
    """Why somebody cannot have a post."""

    NO_MEMBER = "no-member"
    TWO_POSTS = "two-posts"


def standing(ended: bool, begins: date | None, ends: date | None, day: date) -> Standing:
    """Both days belong to the term; without one it has no such bound."""
    if ended:
        return Standing.ENDED
    if begins is not None and day < begins:
        return Standing.COMING
    if ends is None:
        return Standing.STANDS
    if day > ends:
        return Standing.OVER
    return Standing.ENDING if ends - day <= WARNING else Standing.STANDS


def wrong_posts(holders: Mapping[Post, int | None], members: Collection[int]) -> dict[Post, Wrong]:
    """The posts that nobody can hold so: a post is a member's, and nobody has two."""
    found: dict[Post, Wrong] = {}
    taken: set[int] = set()
    for post in SINGLE:
        holder = holders.get(post)
        if holder is None:
            continue
        if holder not in members:
            found[post] = Wrong.NO_MEMBER
        elif holder in taken:
            found[post] = Wrong.TWO_POSTS
        taken.add(holder)
    return found
