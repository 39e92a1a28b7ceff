"""Two shorter lessons of the demo: one under appraisal, one that came back to its writer."""

WAITING = "Một nghị quyết đi đến chi bộ như thế nào"
WAITING_AIMS = "Kể được các chặng từ khi nghị quyết ban hành đến khi chi bộ có việc làm cụ thể."
WAITING_PAGES = [
    (
        "Bốn chặng đường",
        """## Từ văn bản đến việc làm

1. **Ban hành**: cấp ủy thảo luận, biểu quyết, ký ban hành.
2. **Quán triệt**: hội nghị, tài liệu hỏi đáp, sinh hoạt chuyên đề.
3. **Chương trình hành động**: mỗi cấp viết việc của mình, có người, có hạn.
4. **Kiểm tra, sơ kết**: việc nào xong, việc nào chưa, vì sao.

Chặng thứ ba quyết định kết quả. Chương trình chép lại nghị quyết thì không có ai để hỏi và không có hạn để \
kiểm tra.""",
    ),
    (
        "Đọc một văn bản trong mười phút",
        """## Năm điều cần tìm

- Số, ngày, cơ quan ban hành: văn bản *còn hiệu lực* không?
- Trích yếu: văn bản nói về việc gì?
- Đối tượng: đơn vị mình có phải làm không?
- Việc phải làm và hạn.
- Ai kiểm tra, báo cáo cho ai.

Ghi năm điều này vào một tờ giấy trước khi họp; buổi họp sẽ ngắn đi một nửa.""",
    ),
]
REMARK = (
    "Chương trình chép lại nghị quyết thì không có ai để hỏi",
    "Nên thêm một ví dụ ngắn về việc viết thành việc cụ thể.",
)
SHEET = "Bố cục rõ, ngắn gọn, dễ đọc trên điện thoại. Đề nghị bổ sung ví dụ ở chặng thứ ba."
RETURNED = "Phê bình và tự phê bình trong sinh hoạt tổ"
RETURNED_AIMS = "Nêu được cách góp ý có căn cứ và giữ được tình đồng chí."
RETURNED_PAGES = [
    (
        "Góp ý thế nào cho người nghe nghe được",
        """## Ba nguyên tắc

- Nói **việc**, không nói tính người.
- Nói điều mình *thấy*, không nói điều nghe kể.
- Nói kèm một đề nghị làm được.

Người nghe cảm ơn, hỏi lại cho rõ, rồi mới trả lời.""",
    )
]
TO_CORRECT = "Nội dung đúng nhưng còn thiếu ví dụ và câu hỏi để học viên tự kiểm tra."
DECIDED = "Bổ sung một tình huống ở tổ học tập và nêu rõ căn cứ trích dẫn."
REPLY = "Giảng viên tiếp thu, sẽ bổ sung tình huống ở trang riêng trong phiên bản sau."
