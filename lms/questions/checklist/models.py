"""What was found of each criterion in one review."""

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from lms.columns import Base
from lms.questions.checklist.criteria import Criterion


class ReviewFinding(Base):
    """One criterion as the reviewer found it when the version was approved or returned by that step."""

    __tablename__ = "review_findings"
    __table_args__ = (UniqueConstraint("step_id", "criterion"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    step_id: Mapped[int] = mapped_column(ForeignKey("review_steps.id", ondelete="CASCADE"))
    criterion: Mapped[Criterion]
    met: Mapped[bool]
    remark: Mapped[str] = mapped_column(String(500), default="")
