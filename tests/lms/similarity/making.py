"""Scripts that share passages, and the comparison that finds them."""

from datetime import datetime
from typing import Any

from sqlalchemy import select

from lms import database
from lms.accounts.models import Person
from lms.reflections.models import ReflectionTask, Submission
from lms.similarity import apart, job, service
from lms.similarity.models import ComparedScript, Comparison, TextMatch
from tests.lms import cast as casting
from tests.lms.cast import NOW, Cast
from tests.lms.reflections import making

SHARED = (
    "Ở thôn tôi bà con họp mỗi tháng một lần để bàn việc giữ đường sạch, trồng hoa hai bên lối đi "
    "và giúp nhau lúc mùa vụ bận rộn nhất trong năm."
)
OFFICIAL = (
    "Hãy trình bày những nội dung chính của bài học mà anh chị sẽ vận dụng nhiều nhất vào công việc hằng ngày "
    "tại cơ quan, đơn vị hoặc địa phương nơi cư trú."
)
FIRST = "Cơ quan tôi đặt tủ sách nhỏ ngay phòng chờ, ai đến giải quyết giấy tờ cũng có thể đọc trong lúc đợi."
SECOND = "Tổ tôi nhận chăm vườn cây trước trường, mỗi chiều thứ sáu hai người tưới và nhổ cỏ cho xong mới về."
THIRD = (
    "Con mương đầu xóm được nạo vét trước mùa mưa nhờ ba gia đình góp công và mượn thêm một chiếc máy nhỏ."
)


def task(cast: Cast, study_class: Any = None, **changes: Any) -> ReflectionTask:
    """A task whose instructions are official text."""
    return making.make_task(study_class or cast.k1, cast.chi, **{"instructions": OFFICIAL, **changes})


def learner(cast: Cast, login: str, name: str, study_class: Any = None) -> Person:
    """One more learner of K1, or of another class."""
    person = casting.make_person(login, name, cast.unit1)
    casting.enrol(person, study_class or cast.k1)
    return person


def hand_in(of: ReflectionTask, person: Person, *texts: str, now: datetime = NOW) -> Submission:
    return making.hand_in(of, person, "\n".join(texts), now)


def pair(cast: Cast, **changes: Any) -> tuple[ReflectionTask, Submission, Submission]:
    """An and Bảo of K1 share a passage; both quote the task."""
    made = task(cast, **changes)
    bao = learner(cast, "bao", "Phan Quốc Bảo")
    one = hand_in(made, cast.an, FIRST, SHARED, OFFICIAL)
    other = hand_in(made, bao, SHARED, OFFICIAL, SECOND)
    database.session.commit()
    return made, one, other


def compare(of: ReflectionTask, now: datetime = NOW) -> Comparison:
    """As the worker would, in this process."""
    comparison = service.ask(of, None, now)
    database.session.commit()
    job.run(comparison.id, start=apart.here)
    return comparison


def matches() -> list[TextMatch]:
    return list(database.session.scalars(select(TextMatch).order_by(TextMatch.id)))


def script(submission: Submission) -> ComparedScript:
    found = database.session.get_one(ComparedScript, submission.id)
    database.session.refresh(found)
    return found
