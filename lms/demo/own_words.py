"""Sentences about the work of a unit, put together anew for each writer, so that no two say the same by chance."""

from random import Random

PIECES = (
    ("Đầu năm", "Sau vụ gặt", "Mỗi tuần", "Dịp hè", "Từ tháng trước", "Gần đây", "Cuối quý", "Sau buổi học",
     "Hôm họp tổ"),
    ("tổ chúng tôi", "bà con trong khu", "anh trưởng thôn", "hai đồng nghiệp", "các cô giáo", "đoàn thanh niên",
     "hội phụ nữ", "gia đình tôi", "bộ phận một cửa", "thư viện xã", "lớp học", "đội văn nghệ"),
    ("đã", "vẫn", "cùng nhau", "kiên trì", "tự giác", "mạnh dạn", "từng bước", "chịu khó", "lặng lẽ",
     "thay phiên nhau"),
    ("sửa lại", "góp công làm", "bàn về", "chăm lo", "ghi chép", "giới thiệu", "giữ gìn", "sắp xếp", "tìm hiểu",
     "dọn sạch", "rà soát", "đọc kỹ", "đánh số"),
    ("đường vào thôn", "tủ sách chung", "giống lúa mới", "nhà văn hóa", "sân bóng", "quỹ khuyến học", "vườn cây",
     "nếp họp", "con mương", "bảng tin", "kho hồ sơ", "giờ học tối", "mẫu biểu", "đèn ngõ", "sổ theo dõi"),
    ("cho trẻ nhỏ", "ở đầu xóm", "theo cách riêng", "bằng sức mình", "trước mùa mưa", "với người già", "không tốn kém",
     "đúng lời hứa", "ngay tại chỗ", "thật tỉ mỉ", "trong hai buổi chiều", "rất đều tay"),
    ("nên ai cũng vui", "vì việc chung", "dù còn khó", "để đỡ lãng phí", "nhờ có góp ý", "như bài học đã nêu",
     "tuy hơi chậm", "rồi làm tiếp việc khác", "cho kịp thời hạn", "và rút ra bài học"),
)  # fmt: skip


def sentences(rng: Random, how_many: int) -> list[str]:
    return [" ".join(rng.choice(some) for some in PIECES) + "." for _ in range(how_many)]
