"""Texts for reflections, put together from sentences written for the demo: what was learnt, and the work of a unit."""

from dataclasses import dataclass
from random import Random

from lms.demo import own_words
from lms.marking.bank.rules import Sharing

OPENING = (
    (
        "Sau năm buổi học, tôi chọn trình bày {lesson} vì nội dung này gần với công việc hằng ngày của "
        "tôi tại {unit}."
    ),
    (
        "Trong chương trình lớp học, {lesson} là phần tôi ghi chép nhiều nhất và đã đọc lại tài liệu "
        "sau khi về đơn vị."
    ),
    "Tôi xin trình bày lại những điểm chính của {lesson} theo vở ghi và tài liệu do lớp phát.",
)
LESSONS = (
    "Bài 1 về lịch sử Đảng", "Bài 2 về Cương lĩnh", "Bài 3 về Điều lệ Đảng",
    "Bài 4 về học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh",
)  # fmt: skip
UNDERSTANDING = (
    (
        "Bài học được trình bày theo trình tự rõ ràng: hoàn cảnh, nội dung, ý nghĩa và những điểm cần "
        "vận dụng."
    ),
    (
        "Giảng viên nêu từng mốc thời gian và chỉ ra văn kiện tương ứng, nhờ vậy tôi phân biệt được các "
        "giai đoạn mà trước đây tôi hay nhầm."
    ),
    (
        "Điểm thứ nhất tôi ghi nhớ là mỗi chủ trương đều gắn với một hoàn cảnh cụ thể và được bổ sung "
        "khi hoàn cảnh thay đổi."
    ),
    (
        "Điểm thứ hai là vai trò của tổ chức cơ sở: chủ trương đúng chỉ thành kết quả khi chi bộ phân "
        "công được người làm và có thời hạn."
    ),
    (
        "Điểm thứ ba là nguyên tắc tập trung dân chủ, trong đó việc thảo luận kỹ trước khi biểu quyết "
        "giúp cả tập thể cùng thực hiện."
    ),
    (
        "Tài liệu dẫn Điều 2 và Điều 3 của Điều lệ Đảng về nhiệm vụ và quyền của đảng viên; tôi đã đọc "
        "lại cả hai điều này."
    ),
    (
        "Phần thảo luận ở tổ giúp tôi hiểu rõ hơn sự khác nhau giữa nhiệm vụ thường xuyên và nhiệm vụ "
        "theo chuyên đề."
    ),
    "Khi ôn lại, tôi lập bảng gồm ba cột: thời gian, sự kiện, ý nghĩa; cách này giúp tôi nhớ lâu hơn.",
    (
        "Tôi cũng chú ý cách giảng viên sử dụng số liệu của địa phương để minh họa, vì như vậy bài học "
        "trở nên gần gũi."
    ),
    (
        "Nội dung về học tập suốt đời cho thấy việc học không dừng ở lớp mà tiếp tục trong công việc "
        "hằng ngày."
    ),
    (
        "Tôi nhận thấy các khái niệm trong bài có liên hệ với nhau, nên đã vẽ sơ đồ để nhìn được toàn "
        "bộ bài học."
    ),
)  # fmt: skip
# With a figure, so that a lecturer has something to remark on.
MEASURED = (
    "Thời gian chờ giảm từ {days} ngày xuống {less} ngày.",
    "Số hồ sơ trễ hẹn giảm từ {count} xuống {less} trong {days} ngày.",
    "Tính từ đầu quý, {count} hồ sơ được trả trước {less} ngày.",
)
SHORT = (
    "Tôi đã học đủ các bài của lớp và ghi chép đầy đủ.",
    "Nội dung bài học rõ ràng, dễ hiểu.",
    "Tôi sẽ cố gắng vận dụng vào công việc.",
)
PROPOSALS = (
    ("unit", "Trang bị một máy quét dùng chung để đưa hồ sơ giấy lên kho dữ liệu.", "Lãnh đạo phòng"),
    ("unit", "Bố trí buổi trao đổi chuyên môn mỗi tháng một lần, có biên bản ngắn.", "Công đoàn đơn vị"),
    ("locality", "Mở thêm điểm hướng dẫn nộp hồ sơ trực tuyến tại nhà văn hóa.", "Ủy ban nhân dân xã"),
    ("locality", "Bổ sung sách tham khảo cho tủ sách của khu dân cư.", "Thư viện tỉnh"),
    ("person", "Hoàn thành khóa kỹ năng số cơ bản trước tháng 12.", ""),
    ("person", "Mỗi tuần đọc và tóm tắt một tài liệu chuyên môn.", ""),
)
REMARKS = (
    "Bài viết mạch lạc, có số liệu cụ thể. Nên nêu rõ hơn thời hạn của việc sẽ làm.",
    "Nêu đúng nội dung chính của bài. Phần liên hệ cần cụ thể hơn.",
    "Trình bày rõ ràng, đề xuất khả thi.",
    "Đủ các phần. Cần dẫn nguồn tài liệu khi trích.",
)
ASKED = (
    "Phần liên hệ của tôi có nêu số ngày chờ trước và sau khi rút ngắn quy trình. Xin xem lại tiêu chí này.",
    "Xin xem lại điểm phần liên hệ, tôi đã nêu hai việc cụ thể.",
)
DECIDED = (
    "Đã đọc lại: phần liên hệ có việc, số liệu và thời hạn. Nâng lên mức cao nhất của tiêu chí.",
    "Đã đọc lại: bài nêu hai việc nhưng chưa có số liệu và thời hạn, giữ mức đã chấm.",
)
KEPT = (
    ("Việc làm cụ thể, có số liệu trước và sau.", Sharing.NOBODY),
    ("Cần dẫn nguồn cho ý này.", Sharing.CLASS),
    ("Nên nêu mốc thời gian hoàn thành.", Sharing.CLASS),
    ("Đúng ý chính; xem lại chi tiết trong tài liệu của bài.", Sharing.NOBODY),
    ("Đề xuất rõ việc, nên nêu thêm nơi xem xét.", Sharing.UNIT),
    ("Bố cục rõ, còn vài lỗi chính tả.", Sharing.NOBODY),
    ("Phần liên hệ còn chung chung, nên gắn với công việc của mình.", Sharing.NOBODY),
)
COMMENT = "Số liệu này rất tốt; nên nói thêm cách đo."


@dataclass(frozen=True)
class Written:
    """The three sections of one reflection."""

    understanding: str
    practice: str
    proposals: list[dict[str, str]]


def written(rng: Random, unit: str, care: float) -> Written:
    """With more care come more sentences and proposals; the words of a careless one are few."""
    words = {
        "unit": unit,
        "lesson": rng.choice(LESSONS),
        "days": rng.randint(5, 9),
        "less": rng.randint(2, 4),
        "count": rng.randint(12, 180),
    }
    if care < 0.12:
        return Written(" ".join(SHORT[:2]), SHORT[2], [])
    understanding = [rng.choice(OPENING), *_some(rng, UNDERSTANDING, 5 + round(care * 5))]
    practice = own_words.sentences(rng, 6 + round(care * 6))
    practice.insert(rng.randrange(len(practice)), rng.choice(MEASURED))
    rows = rng.sample(PROPOSALS, 1 + round(care * 2))
    return Written(
        _paragraphs(understanding, words),
        _paragraphs(practice, words),
        [{"level": level, "content": content, "addressee": to} for level, content, to in rows],
    )


def _some(rng: Random, sentences: tuple[str, ...], how_many: int) -> list[str]:
    """So many of them, in the order in which they were written."""
    places = sorted(rng.sample(range(len(sentences)), min(how_many, len(sentences))))
    return [sentences[place] for place in places]


def _paragraphs(sentences: list[str], words: dict[str, object]) -> str:
    """Three or four sentences to a paragraph."""
    filled = [sentence.format(**words) for sentence in sentences]
    return "\n\n".join(" ".join(filled[start : start + 3]) for start in range(0, len(filled), 3))
