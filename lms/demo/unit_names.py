"""What the units of the invented province of Lam Giang are called."""

PLACES = (
    "Tân Lâm",
    "Phú Khê",
    "An Thượng",
    "Đại Giang",
    "Mỹ Trạch",
    "Bình Sa",
    "Hương Lĩnh",
    "Yên Độ",
    "Kỳ Lộc",
    "Thạch Bàn",
    "Vĩnh Trà",
    "Long Điền",
    "Cẩm Sơn",
    "Trung Hải",
)
OFFICES = (
    "Sở Nội vụ",
    "Sở Tài chính",
    "Sở Kế hoạch và Đầu tư",
    "Sở Tư pháp",
    "Sở Công Thương",
    "Sở Xây dựng",
    "Sở Y tế",
    "Sở Nông nghiệp và Phát triển nông thôn",
    "Sở Giáo dục và Đào tạo",
    "Sở Văn hóa, Thể thao và Du lịch",
    "Sở Lao động - Thương binh và Xã hội",
    "Sở Thông tin và Truyền thông",
    "Sở Khoa học và Công nghệ",
    "Sở Giao thông vận tải",
    "Sở Ngoại vụ",
    "Thanh tra tỉnh",
    "Văn phòng Ủy ban nhân dân tỉnh",
    "Văn phòng Tỉnh ủy",
    "Tòa án nhân dân tỉnh",
    "Viện kiểm sát nhân dân tỉnh",
    "Cục Thuế tỉnh",
    "Kho bạc Nhà nước tỉnh",
    "Cục Thống kê tỉnh",
    "Bảo hiểm xã hội tỉnh",
    "Chi cục Quản lý thị trường",
    "Đài Phát thanh và Truyền hình tỉnh",
    "Ban Quản lý các khu công nghiệp",
    "Ủy ban Mặt trận Tổ quốc tỉnh",
    "Hội Liên hiệp Phụ nữ tỉnh",
    "Tỉnh đoàn",
)
SCHOOLS = (
    "Trường Đại học Lam Giang",
    "Trường Cao đẳng Y tế Lam Giang",
    "Trường Cao đẳng Nghề Lam Giang",
    "Trường Cao đẳng Sư phạm Lam Giang",
    "Trường Trung cấp Nông lâm Lam Giang",
    *(f"Trường THPT {place}" for place in PLACES),
)
HOSPITALS = (
    "Bệnh viện Đa khoa tỉnh",
    "Bệnh viện Phụ sản - Nhi",
    "Bệnh viện Y học cổ truyền",
    "Bệnh viện Mắt",
    *(f"Trung tâm Y tế khu vực {place}" for place in PLACES),
)
COMPANIES = tuple(
    f"Công ty Cổ phần {trade} {place}"
    for trade in (
        "Lâm nghiệp",
        "Cấp nước",
        "Dệt may",
        "Vật liệu xây dựng",
        "Thủy sản",
        "Chè",
        "Vận tải",
        "Cơ khí",
    )
    for place in ("Lam Giang", *PLACES[:8])
)
SMALL = (
    *(
        f"Hội {name} tỉnh"
        for name in (
            "Chữ thập đỏ",
            "Luật gia",
            "Nhà báo",
            "Văn học nghệ thuật",
            "Khuyến học",
            "Người cao tuổi",
            "Làm vườn",
            "Đông y",
            "Kiến trúc sư",
            "Khoa học lịch sử",
            "Bảo trợ trẻ em",
            "Cựu giáo chức",
        )
    ),
    *(
        f"Trung tâm {name}"
        for name in (
            "Khuyến nông",
            "Trợ giúp pháp lý",
            "Lưu trữ lịch sử",
            "Dịch vụ việc làm",
            "Kiểm soát bệnh tật",
            "Xúc tiến thương mại",
            "Quan trắc môi trường",
            "Phát triển quỹ đất",
            "Văn hóa - Điện ảnh",
            "Huấn luyện thể thao",
        )
    ),
    *(f"Quỹ Tín dụng nhân dân {place}" for place in PLACES),
    *(f"Hợp tác xã Dịch vụ {place}" for place in PLACES),
    *(f"Trạm Khuyến nông {place}" for place in PLACES),
)
CELLS = {
    "office": (
        "Văn phòng",
        "Thanh tra",
        "Phòng Tổ chức - Hành chính",
        "Phòng Kế hoạch - Tài chính",
        "Phòng Nghiệp vụ 1",
        "Phòng Nghiệp vụ 2",
        "Phòng Pháp chế",
        "Phòng Chuyển đổi số",
        "Phòng Tổng hợp",
        "Phòng Quản lý chất lượng",
        "Trung tâm Thông tin",
        "Ban Quản lý dự án",
        "Phòng Kiểm tra",
        "Chi cục khu vực 1",
        "Chi cục khu vực 2",
    ),
    "school": (
        "Hành chính - Quản trị",
        "Tổ Toán - Tin",
        "Tổ Ngữ văn",
        "Tổ Ngoại ngữ",
        "Tổ Khoa học tự nhiên",
        "Tổ Khoa học xã hội",
        "Tổ Giáo dục thể chất",
        "Phòng Đào tạo",
        "Khoa Kinh tế",
        "Khoa Sư phạm",
        "Khoa Kỹ thuật",
        "Phòng Công tác học viên",
        "Thư viện",
        "Khoa Nông lâm",
        "Sinh viên 1",
        "Sinh viên 2",
    ),
    "hospital": (
        "Khoa Nội",
        "Khoa Ngoại",
        "Khoa Cấp cứu",
        "Khoa Dược",
        "Khoa Nhi",
        "Khoa Sản",
        "Khoa Xét nghiệm",
        "Phòng Điều dưỡng",
        "Phòng Kế hoạch tổng hợp",
        "Phòng Tổ chức cán bộ",
        "Khoa Chẩn đoán hình ảnh",
        "Khoa Kiểm soát nhiễm khuẩn",
        "Khoa Phục hồi chức năng",
        "Khoa Truyền nhiễm",
        "Đội Y tế dự phòng",
    ),
    "company": (
        "Khối Văn phòng",
        "Phân xưởng 1",
        "Phân xưởng 2",
        "Phân xưởng 3",
        "Phòng Kinh doanh",
        "Phòng Kỹ thuật",
        "Đội Xe",
        "Đội Thi công 1",
        "Đội Thi công 2",
        "Kho vận",
        "Tổ Bảo trì",
        "Chi nhánh phía Nam",
        "Chi nhánh phía Bắc",
        "Ca sản xuất 1",
        "Ca sản xuất 2",
    ),
}
SECTIONS = {
    "office": ("Khối Sự nghiệp", "Khối Chi cục"),
    "school": ("Khối Đào tạo", "Khối Sinh viên"),
    "hospital": ("Khối Nội", "Khối Ngoại"),
    "company": ("Khối Sản xuất", "Khối Dịch vụ"),
}


def committees() -> list[tuple[str, str]]:
    """(name, sort of house) of the 121 base committees."""
    named = [(name, "office") for name in OFFICES] + [(name, "school") for name in SCHOOLS]
    named += [(name, "hospital") for name in HOSPITALS] + [(name, "company") for name in COMPANIES]
    return named[:121]


def cells() -> list[str]:
    """The names of the 56 base cells."""
    return list(SMALL[:56])
