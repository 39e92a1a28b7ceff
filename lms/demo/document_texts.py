"""The texts of some documents of the demo, as the Word files that an office would send."""

from datetime import datetime
from io import BytesIO

from docx import Document as Word

from lms.demo.scene import Scene
from lms.documents.models import Document
from lms.documents.texts import service

REGULATION = """QUY ĐỊNH
về chế độ học tập lý luận chính trị của cán bộ, đảng viên trong Đảng bộ tỉnh
Chương I
QUY ĐỊNH CHUNG
Điều 1. Phạm vi điều chỉnh và đối tượng áp dụng
1. Quy định này quy định việc học tập lý luận chính trị của cán bộ, đảng viên trong Đảng bộ tỉnh.
2. Quy định này áp dụng đối với tổ chức đảng, đảng viên và quần chúng học lớp bồi dưỡng nhận thức về Đảng.
Điều 2. Nguyên tắc học tập
1. Học tập lý luận chính trị là nghĩa vụ thường xuyên của mỗi cán bộ, đảng viên.
2. Học đi đôi với hành; kết quả học tập là một căn cứ để đánh giá cán bộ, đảng viên hằng năm.
Chương II
CHẾ ĐỘ HỌC TẬP
Điều 3. Thời gian học tập
1. Lớp bồi dưỡng nhận thức về Đảng có 10 buổi, học trong 5 ngày.
2. Lớp bồi dưỡng đảng viên mới có 12 buổi, học trong 6 ngày.
Điều 4. Hình thức học tập
1. Học tập trung tại trung tâm chính trị.
2. Học trực tuyến đối với những bài được cấp có thẩm quyền cho phép.
Điều 5. Trách nhiệm của người học
1. Dự đủ số buổi theo kế hoạch của lớp.
2. Trong thời gian học, người học có trách nhiệm:
a) Chấp hành nội quy lớp học, có mặt trước giờ học 10 phút;
b) Ghi chép, thảo luận và viết bài thu hoạch theo yêu cầu của giảng viên;
c) Báo cáo cấp ủy nơi sinh hoạt về kết quả học tập.
Điều 6. Trách nhiệm của giảng viên
1. Lên lớp theo đúng chương trình, tài liệu đã được thẩm định.
2. Đánh giá công bằng, khách quan.
Chương III
TỔ CHỨC THỰC HIỆN
Điều 7. Trách nhiệm của cấp ủy
1. Cử cán bộ, đảng viên đi học đúng thành phần, đúng thời gian.
2. Theo dõi, kiểm tra việc học tập và vận dụng sau khi học.
Điều 8. Hiệu lực thi hành
Quy định này có hiệu lực kể từ ngày ký."""
GUIDELINE = """HƯỚNG DẪN
một số nội dung về thi hành Điều lệ Đảng dùng trong các lớp bồi dưỡng nhận thức về Đảng
I. MỤC ĐÍCH, YÊU CẦU
1. Giúp người học nắm được những nội dung cơ bản của Điều lệ Đảng.
2. Nội dung giảng dạy phải bám sát Điều lệ và các quy định đang có hiệu lực.
II. NỘI DUNG
1. Tiêu chuẩn, nhiệm vụ và quyền của đảng viên.
a) Đảng viên chấp hành nghiêm chỉnh Cương lĩnh chính trị, Điều lệ Đảng;
b) Đảng viên giữ gìn đạo đức, lối sống, gắn bó mật thiết với nhân dân.
2. Nguyên tắc tổ chức và cơ cấu tổ chức của Đảng.
3. Sinh hoạt chi bộ: chuẩn bị nội dung, điều hành thảo luận, kết luận và phân công thực hiện.
III. TỔ CHỨC THỰC HIỆN
Các trung tâm chính trị căn cứ hướng dẫn này để xây dựng kế hoạch bài giảng."""


def make(scene: Scene, register: dict[str, Document], old: str) -> None:
    """The regulation that was replaced and the guideline that most questions cite."""
    for number, body in ((old, REGULATION), ("12-HD/BTGDVTU", GUIDELINE)):
        name = f"{number.replace('/', '-')}.docx"
        service.keep(register[number], body, _file(body), name, scene.organiser, scene.now)


def _file(body: str) -> bytes:
    document, data = Word(), BytesIO()
    document.core_properties.author = "Văn phòng Tỉnh ủy Lam Giang"
    document.core_properties.created = document.core_properties.modified = datetime(2026, 1, 5)  # noqa: DTZ001 - the format knows no zones
    for paragraph in body.split("\n"):
        document.add_paragraph(paragraph)
    document.save(data)
    return data.getvalue()
