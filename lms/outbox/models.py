"""The two tables behind the protocol, as mixins: the latest answer of each slot, and every edit that arrived.

A feature declares both for its own owner (an attempt, a reflection), each with the owner's foreign key as the first
part of the primary key:

    class Response(CurrentAnswer, Base):
        __tablename__ = "responses"
        __table_args__ = CLUSTERED
        attempt_id: Mapped[int] = mapped_column(
            ForeignKey("attempts.id", ondelete="CASCADE"), primary_key=True, sort_order=OWNER_FIRST
        )

Both lie in the order of their keys (SQLite: without a row number), since that is how they are always read. The columns
of the key stand first: some releases of SQLite find damage in such a table otherwise, where there is none.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, ForeignKey, String
from sqlalchemy.orm import Mapped, declared_attr, mapped_column

from lms.columns import Json
from lms.outbox.rules import Outcome

CLUSTERED = {"sqlite_with_rowid": False}
LONGEST_TAB = 40
OWNER_FIRST, SLOT_SECOND, TAB_THIRD, SEQ_FOURTH = range(-4, 0)


class CurrentAnswer:
    """The latest accepted answer to one slot; `version` counts the accepted edits of the slot."""

    slot: Mapped[int] = mapped_column(primary_key=True, autoincrement=False, sort_order=SLOT_SECOND)
    version: Mapped[int]
    value: Mapped[Any | None] = mapped_column(Json)
    tab: Mapped[str] = mapped_column(String(LONGEST_TAB))
    seq: Mapped[int] = mapped_column(BigInteger)
    saved_at: Mapped[datetime]
    in_grace: Mapped[bool] = mapped_column(default=False)


class ArrivedEdit:
    """One edit as it arrived and what became of it; only ever added. `by_id` is who brought a sealed
    outbox, or whose hand it was where several write for one owner."""

    slot: Mapped[int] = mapped_column(primary_key=True, autoincrement=False, sort_order=SLOT_SECOND)
    tab: Mapped[str] = mapped_column(String(LONGEST_TAB), primary_key=True, sort_order=TAB_THIRD)
    seq: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False, sort_order=SEQ_FOURTH)
    base: Mapped[int]
    value: Mapped[Any | None] = mapped_column(Json)
    elapsed_ms: Mapped[int | None] = mapped_column(BigInteger)
    received_at: Mapped[datetime]
    outcome: Mapped[Outcome]
    version: Mapped[int]

    @declared_attr
    @classmethod
    def by_id(cls) -> Mapped[int | None]:
        return mapped_column(ForeignKey("people.id", ondelete="SET NULL"))
