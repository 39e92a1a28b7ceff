"""What the tables of every feature share: the base of the models and the types of their columns."""

from datetime import UTC, datetime
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    CheckConstraint,
    Column,
    DateTime,
    Dialect,
    Enum,
    Index,
    MetaData,
    String,
    TextClause,
    TypeDecorator,
    event,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import DeclarativeBase


class UtcDateTime(TypeDecorator[datetime]):
    """An aware moment, stored in UTC. A naive one is refused: nobody knows when it was."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment without a time zone cannot be stored")
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class ExactNumber(TypeDecorator[Decimal]):
    """A decimal number with four digits behind the comma, exact, sortable and summable on both databases.

    Stored as a count of ten-thousandths, because SQLite knows no decimals. More digits are rounded half up.
    """

    impl = BigInteger
    cache_ok = True
    unit = Decimal("0.0001")

    def process_bind_param(self, value: Decimal | None, _dialect: Dialect) -> int | None:
        if value is None:
            return None
        return int((Decimal(value).quantize(self.unit, ROUND_HALF_UP)) / self.unit)

    def process_result_value(self, value: int | None, _dialect: Dialect) -> Decimal | None:
        return None if value is None else Decimal(value) * self.unit


Json = JSON().with_variant(JSONB(), "postgresql")
# Sort keys are compared byte by byte on both databases.
SortKey = String(400).with_variant(String(400, collation="C"), "postgresql")


class Base(DeclarativeBase):
    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {
        datetime: UtcDateTime,
        Decimal: ExactNumber,
        dict[str, Any]: Json,
        list[Any]: Json,
        StrEnum: Enum(
            StrEnum,
            native_enum=False,
            create_constraint=False,  # see _only_known_values
            validate_strings=True,
            length=40,
            values_callable=lambda kind: [member.value for member in kind],
        ),
    }


@event.listens_for(Column, "after_parent_attach")
def _only_known_values(column: Column[Any], table: Any) -> None:
    """A CHECK for every enum column of ours, named after the column: two of one kind may stand in one table."""
    if getattr(table, "metadata", None) is Base.metadata and isinstance(column.type, Enum):
        values = ", ".join(f"'{value}'" for value in column.type.enums)
        table.append_constraint(CheckConstraint(f"{column.name} IN ({values})", name=f"{column.name}_known"))


def only_one(name: str, *columns: str, where: TextClause) -> Index:
    """No two rows for which `where` holds have the same values in these columns."""
    return Index(name, *columns, unique=True, sqlite_where=where, postgresql_where=where)


def index_of_some(name: str, *columns: str, where: TextClause) -> Index:
    """An index of the few rows for which `where` holds."""
    return Index(name, *columns, sqlite_where=where, postgresql_where=where)
