"""Fair marking: two who mark the running task without knowing of each other, a sample to try, a second look at some
marks of the task that is over."""

from datetime import datetime, timedelta
from decimal import Decimal

from lms.demo.scene import Scene
from lms.marking.models import RubricVersion
from lms.marking.rules import Score, Sheet
from lms.reflections import handed_in
from lms.reflections.calibration import service as calibration
from lms.reflections.codes import service as codes
from lms.reflections.double import queries, recording, service
from lms.reflections.double.rules import Third
from lms.reflections.double.service import Plan
from lms.reflections.models import ReflectionTask
from lms.reflections.moderation import queries as drawn, service as moderation
from lms.reflections.moderation.models import Outcome

RULE = Plan(percent=100, near=None, within=Decimal(1), one_band=True, third=Third.NEARER)
A_SCRIPT = timedelta(minutes=5)
SAMPLE = (
    "Qua học tập, tôi nắm được ba nội dung chính của bài và thấy nội dung về công tác dân vận gần với việc của mình "
    "nhất. Ở đơn vị, tôi được giao theo dõi hồ sơ của 12 hộ; quý trước còn 3 hộ phải đi lại hai lần. Từ tháng sau tôi "
    "sẽ gọi điện hẹn trước và ghi lại kết quả từng tuần.\n\nTôi đề nghị văn phòng niêm yết mẫu tờ khai đã điền thử."
)
AGREED = (2, 1, 3, 2)  # levels from 0
REASONS = (
    "Đủ phần, rõ ý.",
    "Nêu ý chính, chưa dẫn bài học.",
    "Có việc, số liệu và thời hạn.",
    "Nêu việc và nơi xem xét.",
)


def mark_twice(scene: Scene, task: ReflectionTask, now: datetime, *, share: float) -> None:
    """The first so many scripts are read by both; in one of them the two are far apart, one has one reading only."""
    service.decide(task, RULE, scene.lecturer, now - timedelta(days=1))
    codes.seal(task, scene.lecturer, now - timedelta(days=1))
    service.share_out(task, scene.organiser, now - timedelta(hours=9))
    setting = queries.setting_of(task.id)
    scripts = sorted(handed_in.current_submissions(task), key=lambda submission: submission.id)
    for place, script in enumerate(scripts[: round(len(scripts) * share) + 2]):
        base = scene.rng.choice((1, 2, 2))
        for reading in queries.readings_of(script.id)[: 1 if place == 1 else 2]:
            level = 0 if place == 0 and reading.place == 1 else 3 if place == 0 else base
            if setting is not None:
                sheet = _sheet(scene, task.rubric.current, level, slip=place % 2 == 1)
                at = now - A_SCRIPT * (len(scripts) - place)
                recording.record(script, setting, reading, task.rubric.current, sheet, at)


def add_sample(scene: Scene, task: ReflectionTask, now: datetime) -> None:
    """A colleague agreed on it; who signs in as lecturer can still try it."""
    version = task.rubric.current
    scores = tuple(
        Score(criterion.id, criterion.levels[level].id, criterion.levels[level].points, reason)
        for criterion, level, reason in zip(version.criteria, AGREED, REASONS, strict=True)
    )
    sample = calibration.add(task, "Bài mức khá", SAMPLE, Sheet(scores), scene.lecturers[0], now)
    calibration.attempt(sample, scene.lecturers[1], _sheet(scene, version, 2, slip=True), now)


def look_again(scene: Scene, task: ReflectionTask, now: datetime) -> None:
    """A colleague looks at a twentieth of the marks, agrees to most, and one proposal is accepted."""
    moderator = scene.lecturers[0]
    moderation.draw(task, 5, moderator, now)
    for place, found in enumerate(drawn.of_task(task)):
        first = found.mark.version.criteria[0]
        given = next(score.points for score in found.mark.scores if score.criterion_id == first.id)
        other = min(
            (one for one in first.levels if one.points != given), key=lambda one: abs(one.points - given)
        ).id
        levels = {first.id: other} if place == 0 else {}
        moderation.look(found, levels, "Bố cục chưa tương xứng với mức đã chọn." if levels else "", now)
        if levels:
            moderation.decide(found, Outcome.ACCEPTED, "Đã xem lại, đồng ý.", scene.lecturer, now)


def _sheet(scene: Scene, version: RubricVersion, level: int, *, slip: bool) -> Sheet:
    """The same level everywhere, but for a slip by one now and then."""
    scores = []
    for criterion in version.criteria:
        moved = level + (scene.rng.choice((0, 0, 0, 1)) if slip else 0)
        chosen = criterion.levels[min(len(criterion.levels) - 1, moved)]
        scores.append(Score(criterion.id, chosen.id, chosen.points))
    return Sheet(tuple(scores))
