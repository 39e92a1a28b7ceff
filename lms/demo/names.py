"""Vietnamese names as they are really met: common, long, and of many peoples. All persons are invented."""

from random import Random


def _words(text: str) -> list[str]:
    return text.split()


FAMILIES = _words(
    "Nguyễn Nguyễn Nguyễn Nguyễn Nguyễn Nguyễn Nguyễn Trần Trần Trần Lê Lê Lê Phạm Phạm Hoàng Huỳnh "
    "Phan Vũ Võ Đặng Bùi Đỗ Hồ Ngô Dương Lý Đinh Trịnh Đoàn Lương Mai Tô Trương Đào Lâm Cao Tạ Hà "
    "Quách Thái Phùng Chu Kiều Văn"
)
MIDDLES = {
    "female": _words(
        "Thị Thị Thị Thị Ngọc Thu Thanh Minh Phương Kim Hồng Thùy Bích Mai Diệu Hoài Khánh Cẩm Thúy Lan"
    ),
    "male": _words(
        "Văn Văn Văn Đức Minh Quang Hữu Xuân Quốc Thanh Đình Công Hoàng Ngọc Anh Tuấn Trọng Bá Mạnh Duy"
    ),
}
GIVEN = {
    "female": _words(
        "An Anh Bình Chi Châu Diễm Dung Duyên Đào Giang Hà Hạnh Hằng Hiền Hoa Hòa Hồng Huệ Hương "
        "Huyền Khuê Lan Lệ Liên Linh Loan Ly Mai My Nga Ngân Ngọc Nguyệt Nhàn Nhung Oanh Phương "
        "Quyên Tâm Thảo Thoa Thu Thủy Trang Trinh Tú Tuyết Uyên Vân Vy Xuân Yến"
    ),
    "male": _words(
        "An Anh Bách Bảo Bình Chiến Cường Danh Dũng Duy Đại Đạt Điền Đông Đức Giang Hải Hân Hiếu Hòa "
        "Hoàng Hùng Huy Hưng Khải Khánh Khoa Kiên Lâm Long Luân Mạnh Nam Nghĩa Phong Phú Phúc Quân "
        "Quang Sang Sơn Tài Tân Thắng Thành Thịnh Thiện Toàn Trí Trung Tuấn Tùng Vinh Vũ"
    ),
}
RARE = {
    "female": (
        "Lò Thị Mai", "Giàng Thị Dợ", "H'Liêm Êban", "Vàng Thị Say", "Thạch Thị Sô Phia", "Hà Thị Ửng",
        "Quàng Thị Xuân",
        "Y Hoa Kpă", "Nông Thị Bích Hợp", "Sùng Thị Mỷ", "Công Tằng Tôn Nữ Thị Khánh Huyền", "Bàn Mùi Nảy",
        "Nguyễn Hoàng Bảo Ngọc Phương Anh", "Ka Thoa", "Đinh Thị Ơi", "Trần Lê Diệp Thùy Dương",
    ),
    "male": (
        "Giàng A Páo", "Lò Văn Ửng", "Y Blin Niê Kđăm", "Rơ Châm Hyưk", "Vừ Mí Súa", "Quàng Văn Tưởng", "Thạch Sa Rây",
        "Tôn Thất Nguyên Khang", "K'Brôi", "Hồ Văn Pả", "Sầm Văn Đạo", "Đinh Y Ngheo", "Nguyễn Phúc Vĩnh Bảo Khôi",
        "Triệu Tài Vạng", "Bùi Văn Ịch", "Lê Nguyễn Hoàng Gia Bảo",
    ),
}  # fmt: skip
SEXES = ("female", "male")


def people(rng: Random, how_many: int) -> list[tuple[str, str]]:
    """(full name, sex) of so many people; the rare names once each, some common ones twice, as in life."""
    rare = [(name, sex) for sex in SEXES for name in RARE[sex]]
    rng.shuffle(rare)
    found = rare[: how_many // 12]
    while len(found) < how_many:
        sex = rng.choice(SEXES)
        found.append((_common(rng, sex), sex))
    rng.shuffle(found)
    return found


def _common(rng: Random, sex: str) -> str:
    middles = [rng.choice(MIDDLES[sex])]
    if rng.random() < 0.22:
        middles.append(rng.choice(MIDDLES[sex][4:]))
    given = rng.choice([name for name in GIVEN[sex] if name not in middles])
    return " ".join([rng.choice(FAMILIES), *dict.fromkeys(middles), given])
