"""One row per upload; the bytes lie once per content under the data folder."""

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from lms.columns import Base


class StoredFile(Base):
    """An uploaded file: `name` as the person called it, `sha256` as we find it, `size` in bytes.

    `embedded` pictures stand inside question or lesson text and open to everybody signed in who knows their hash;
    any other file is served only by the feature it belongs to.
    """

    __tablename__ = "stored_files"

    id: Mapped[int] = mapped_column(primary_key=True)
    sha256: Mapped[str] = mapped_column(String(64), index=True)
    name: Mapped[str] = mapped_column(String(255))
    media_type: Mapped[str] = mapped_column(String(100))
    size: Mapped[int] = mapped_column(BigInteger)
    embedded: Mapped[bool] = mapped_column(default=False)
    uploaded_by_id: Mapped[int | None] = mapped_column(
        ForeignKey("people.id", ondelete="SET NULL"), index=True
    )
    uploaded_at: Mapped[datetime]
