"""Written work as classes hand it in, made up: the same task, the same figures of speech, quotes, and some who copy."""

from random import Random

# Pieces of two or three words, so that two sentences say the same nine words only where one was copied.
PIECES = (
    ("đầu năm", "sau vụ gặt", "mỗi tuần", "dịp hè", "từ lâu", "gần đây", "khi rảnh", "hôm họp", "có lúc", "lắm khi"),
    ("chi bộ tôi", "bà con", "anh trưởng thôn", "tổ dân phố", "các cô giáo", "đoàn xã", "hội phụ nữ", "gia đình tôi",
     "mấy bạn trẻ", "ông tổ trưởng", "cơ quan", "thư viện xã", "lớp học", "đội văn nghệ"),
    ("đã", "vẫn", "cùng nhau", "kiên trì", "tự giác", "mạnh dạn", "từng bước", "chịu khó", "vui vẻ", "lặng lẽ"),
    ("sửa lại", "góp tiền làm", "bàn về", "chăm lo", "ghi chép", "tuyên truyền", "giữ gìn", "xây thêm", "tìm hiểu",
     "dọn sạch", "nhắc nhở", "so sánh", "đọc kỹ", "kể chuyện"),
    ("đường làng", "tủ sách", "giống lúa mới", "nhà văn hóa", "sân bóng", "quỹ khuyến học", "vườn cây", "nếp họp",
     "con mương", "bảng tin", "nghề cũ", "giờ học tối", "bữa cơm chung", "đèn ngõ", "lối sống", "sổ tay"),
    ("cho trẻ nhỏ", "ở đầu xóm", "theo cách riêng", "bằng sức mình", "trước mùa mưa", "với người già", "không tốn kém",
     "đúng lời hứa", "ngay tại chỗ", "thật tỉ mỉ", "cả buổi chiều", "rất đều tay"),
    ("nên ai cũng mừng", "vì việc chung", "dù còn khó", "để đỡ phí", "nhờ có bạn", "như thầy dặn", "mà không kêu",
     "tuy hơi chậm", "rồi làm tiếp", "kẻo lỡ việc", "cho kịp tết", "và học thêm"),
)  # fmt: skip
FIGURES = (
    "Qua học tập chuyên đề, tôi nhận thức sâu sắc hơn về trách nhiệm của bản thân.",
    "Dưới sự lãnh đạo của Đảng bộ, tình hình địa phương có nhiều chuyển biến tích cực.",
    "Trên đây là bài thu hoạch của tôi, kính mong thầy cô góp ý để bài viết hoàn thiện hơn.",
)
OFFICIAL = " ".join(
    f"Điều {number}. Tổ chức ở cơ sở thứ {number} lãnh đạo việc thứ {number * 7} và kiểm tra kết quả thứ {number * 13} "
    f"trong phạm vi được giao, chịu trách nhiệm trước cấp trên trực tiếp về nội dung thứ {number * 17}."
    for number in range(1, 40)
)
OTHER_WORDS = {
    "cần": "phải",
    "đã": "từng",
    "luôn": "vẫn",
    "nhiều": "không ít",
    "sớm": "kịp",
    "người": "bà con",
}


def essay(chance: Random, sentences: int = 65) -> str:
    """About 1,000 words; two of these have nothing in common but figures of speech and quotes."""
    own = [sentence(chance) for _ in range(sentences)]
    quote_at = chance.randrange(len(OFFICIAL) // 2)
    quoted = OFFICIAL[OFFICIAL.index(" ", quote_at) : OFFICIAL.index(" ", quote_at + 600)].strip()
    own.insert(chance.randrange(sentences), quoted)
    for said in chance.sample(FIGURES, 2):
        own.insert(chance.randrange(sentences), said)
    return " ".join(own)


def sentence(chance: Random) -> str:
    return " ".join(chance.choice(some) for some in PIECES).capitalize() + "."


def copied(text: str, chance: Random) -> str:
    """The same with a word in fifty left out or doubled."""
    words = []
    for word in text.split():
        words += [word] * chance.choice([1] * 98 + [0, 2])
    return " ".join(words)


def revised(text: str, chance: Random) -> str:
    """A third of the sentences changed for others, the rest with other words and in another order here and there."""
    kept = [one if chance.random() > 1 / 3 else sentence(chance) for one in text.split(". ")]
    for _ in range(len(kept) // 5):
        place = chance.randrange(len(kept) - 1)
        kept[place], kept[place + 1] = kept[place + 1], kept[place]
    return " ".join(
        OTHER_WORDS.get(word, word) if chance.random() < 0.7 else word for word in ". ".join(kept).split()
    )
