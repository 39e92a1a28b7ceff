"""Two programmes to begin with. Whoever takes one over can change every line of it before it is stored."""

from decimal import Decimal

from lms.programmes.data import BandData, ProgrammeData, TopicData
from lms.programmes.models import TopicKind

# Bands are a common custom, not a regulation; every programme sets its own.
BANDS = (
    BandData("Xuất sắc", Decimal(9)),
    BandData("Giỏi", Decimal(8)),
    BandData("Khá", Decimal(7)),
    BandData("Trung bình", Decimal(5)),
)

AWARENESS = ProgrammeData(
    code="NTVD",
    title="Bồi dưỡng nhận thức về Đảng",
    basis="Hướng dẫn số 61-HD/BTGTW",
    certificate_months=60,
    topics=(
        TopicData("Bài 1: Khái quát lịch sử Đảng Cộng sản Việt Nam"),
        TopicData(
            "Bài 2: Cương lĩnh xây dựng đất nước trong thời kỳ quá độ lên chủ nghĩa xã hội",
            periods=10,
            sessions=2,
        ),
        TopicData("Bài 3: Nội dung cơ bản của Điều lệ Đảng"),
        TopicData("Bài 4: Học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh"),
        TopicData("Bài 5: Phấn đấu trở thành đảng viên"),
        TopicData("Trao đổi, thảo luận", TopicKind.DISCUSSION),
        TopicData("Tham quan hoặc báo cáo chuyên đề mới", TopicKind.VISIT),
        TopicData("Hệ thống, giải đáp thắc mắc", TopicKind.REVIEW),
        TopicData("Viết bài thu hoạch, tổng kết", TopicKind.REFLECTION),
    ),
    bands=BANDS,
)

NEW_MEMBERS = ProgrammeData(
    code="DVM",
    title="Bồi dưỡng lý luận chính trị dành cho đảng viên mới",
    basis="Hướng dẫn số 60-HD/BTGTW",
    topics=(
        TopicData("Chuyên đề 1: Chủ nghĩa Mác - Lênin, tư tưởng Hồ Chí Minh – nền tảng tư tưởng của Đảng"),
        TopicData("Chuyên đề 2: Độc lập dân tộc gắn liền với chủ nghĩa xã hội"),
        TopicData("Chuyên đề 3: Đại đoàn kết, dân chủ, Nhà nước pháp quyền"),
        TopicData("Chuyên đề 4: Phát triển kinh tế - xã hội"),
        TopicData("Chuyên đề 5: Giáo dục, khoa học, văn hóa, môi trường, quản lý xã hội"),
        TopicData("Chuyên đề 6: Quốc phòng - an ninh"),
        TopicData("Chuyên đề 7: Hội nhập quốc tế"),
        TopicData("Chuyên đề 8: Nguyên tắc tổ chức và xây dựng Đảng ở cơ sở"),
        TopicData("Chuyên đề 9: Xây dựng, chỉnh đốn Đảng"),
        TopicData("Chuyên đề 10: Phấn đấu, rèn luyện của người đảng viên"),
    ),
    bands=BANDS,
)

PRESETS = {"awareness": AWARENESS, "new-members": NEW_MEMBERS}
