"""A lesson about the meeting of a cell, written for the demo, with simple marks; `{quote}` takes a clause."""

TITLE = "Sinh hoạt chi bộ: chuẩn bị, điều hành, ghi biên bản"
AIMS = """Nêu được vì sao chi bộ là nền tảng của tổ chức.
Kể được ba bước của một kỳ sinh hoạt và việc của từng người.
Viết được phần mở đầu và phần kết luận của một biên bản."""
PAGES = [
    (
        "Vì sao bắt đầu từ chi bộ",
        """## Nơi mọi việc bắt đầu

Mỗi đảng viên sinh hoạt ở **một chi bộ**. Nghị quyết của cấp trên chỉ thành việc làm khi chi bộ bàn, phân công \
và kiểm \
tra. Vì vậy khi tìm hiểu về tổ chức, ta bắt đầu từ nơi gần nhất((Trong lớp này, từ “chi bộ” dùng chung cho chi \
bộ cơ sở \
và chi bộ trực thuộc; sự khác nhau được nói ở trang 4.)).

## Ba việc chi bộ làm thường xuyên

- Bàn và quyết định công việc của chi bộ trong tháng tới.
- Phân công từng người, có hạn và có người kiểm tra.
- Giúp nhau học tập, góp ý và giữ kỷ luật.

{quote}

## Để suy nghĩ trước khi sang trang

Ở đơn vị của mình, lần họp gần nhất đã *quyết định* được việc gì? Việc đó ai làm, bao giờ xong?""",
    ),
    (
        "Trước buổi sinh hoạt",
        """## Ai chuẩn bị việc gì

<table><tbody><tr><th>Người</th><th>Việc</th><th>Trước bao lâu</th></tr><tr><td>Bí thư</td><td>Dự thảo nội \
dung, thống \
nhất với cấp ủy</td><td>5 ngày</td></tr><tr><td>Phó bí thư</td><td>Kiểm tra việc đã giao tháng trước</td><td>3 \
ngày</td></tr><tr><td>Thư ký</td><td>Gửi tài liệu, chuẩn bị sổ biên bản</td><td>2 ngày</td></tr><tr><td>Đảng \
viên</td>\
<td>Đọc tài liệu, ghi ý kiến của mình</td><td>1 ngày</td></tr></tbody></table>

## Tài liệu ngắn mà đủ

Một trang giấy thường là đủ: việc cần bàn, phương án, điều cần biểu quyết. Tài liệu dài thì ít người đọc, và \
buổi họp \
biến thành buổi nghe đọc.

1. Viết câu hỏi mà chi bộ phải trả lời.
2. Nêu hai phương án, mỗi phương án một dòng về cái được và cái khó.
3. Ghi rõ ai trình bày và trong bao nhiêu phút.""",
    ),
    (
        "Trong buổi sinh hoạt",
        """## Điều hành

Người chủ trì giữ **giờ**, giữ **việc** và giữ **lời**: bắt đầu đúng giờ, không để lạc đề, để ai cũng được nói.

- Mở đầu: điểm danh, nêu việc cần bàn (5 phút).
- Kiểm điểm việc tháng trước: việc xong, việc chưa, vì sao (15 phút).
- Thảo luận từng việc, kết luận từng việc (60 phút).
- Phân công, biểu quyết, thông qua biên bản (10 phút).

## Khi ý kiến khác nhau

Ý kiến khác nhau là bình thường. Người chủ trì nhắc lại từng ý bằng một câu, hỏi “tôi hiểu như vậy đúng chưa”, \
rồi mới \
đưa ra biểu quyết. Ý kiến thiểu số được *ghi vào biên bản*((Người có ý kiến thiểu số vẫn chấp hành nghị quyết \
đã thông \
qua, và có quyền bảo lưu ý kiến của mình.)).

> Bàn cho kỹ, quyết cho rõ, làm cho xong.""",
    ),
    (
        "Biên bản và việc sau buổi họp",
        """## Biên bản trả lời năm câu hỏi

1. Họp khi nào, ở đâu, ai có mặt, ai vắng và vì sao?
2. Bàn những việc gì?
3. Có những ý kiến nào?
4. Quyết định điều gì, bao nhiêu phiếu tán thành?
5. Ai làm, bao giờ xong, ai kiểm tra?

### Một đoạn mẫu

> Chi bộ thống nhất mở tủ sách chung tại hội trường trước ngày 15. Đồng chí phụ trách văn phòng lập danh mục; \
phó bí thư \
kiểm tra. Biểu quyết: 12/12 tán thành.

## Sau buổi họp

Gửi biên bản trong hai ngày. Việc nào cần cấp trên giải quyết thì viết thành *kiến nghị* riêng, nêu rõ gửi đơn \
vị nào.""",
    ),
]
