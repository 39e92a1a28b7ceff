"""A lesson about writing a reflection, written for the demo, with simple marks."""

TITLE = "Viết bài thu hoạch: từ bài nghe đến việc làm"
AIMS = """Phân biệt được ba phần của bài thu hoạch.
Viết được một đoạn liên hệ có việc, có nơi, có thời gian.
Tự sửa được bài của mình theo bảng kiểm."""
PAGES = [
    (
        "Bài thu hoạch để làm gì",
        """## Không phải bài chép

Bài thu hoạch cho thấy người học **hiểu** điều đã nghe và **dùng được** ở đơn vị mình. Chép lại tài liệu không \
cho thấy \
điều đó.

- *Nhận thức*: tôi hiểu bài thế nào, bằng lời của tôi.
- *Liên hệ*: điều đó gặp ở đâu trong công việc của tôi.
- *Đề xuất*: tôi đề nghị ai làm việc gì, trong bao lâu.

## Dài bao nhiêu

Thường từ 1.200 đến 2.000 chữ((Số chữ cụ thể ghi trong đề bài của từng lớp.)). Viết gọn mà có việc cụ thể tốt \
hơn viết \
dài mà chung chung.""",
    ),
    (
        "Viết phần liên hệ",
        """## Một đoạn yếu và một đoạn mạnh

<table><tbody><tr><th>Yếu</th><th>Mạnh</th></tr><tr><td>Bản thân tôi luôn cố gắng hoàn thành nhiệm vụ được giao.</td>\
<td>Tháng 9, tổ tôi chậm hồ sơ ba ngày vì chờ nhau. Tôi đề nghị lập bảng phân việc chung; tháng 10 không còn hồ sơ \
chậm.</td></tr></tbody></table>

Đoạn mạnh trả lời được bốn câu hỏi: *việc gì, ở đâu, khi nào, kết quả ra sao*.

## Cách làm

1. Kể một việc thật trong ba câu.
2. Nói việc đó liên quan đến ý nào của bài học.
3. Nói tôi đã làm hoặc sẽ làm khác đi điều gì.""",
    ),
    (
        "Tự sửa trước khi nộp",
        """## Bảng kiểm

- Mỗi phần có ít nhất một việc cụ thể.
- Câu nào lấy từ tài liệu thì đặt trong ngoặc kép và ghi nguồn.
- Đề xuất ghi rõ gửi cấp nào, đơn vị nào.
- Đọc to một lượt: câu nào vấp thì sửa.

## Khi viết trên điện thoại

Bài được lưu sau từng đoạn, mất mạng vẫn viết tiếp được. Trước khi nộp, xem lại dòng báo **đã lưu** ở đầu trang.""",
    ),
]
