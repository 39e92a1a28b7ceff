"""Lesson 2: the platform for building the country in the period of transition."""

from lms.demo.bank import making as ask

QUESTIONS = [
    ask.one(
        ask.NB,
        "Cương lĩnh xây dựng đất nước trong thời kỳ quá độ lên chủ nghĩa xã hội (bổ sung, phát triển năm 2011) "
        "được thông qua tại đại hội nào?",
        "Đại hội XI",
        "Đại hội VII",
        "Đại hội IX",
        "Đại hội XII",
        why="Đại hội XI (01/2011) thông qua Cương lĩnh bổ sung, phát triển.",
    ),
    ask.one(
        ask.NB,
        "Cương lĩnh xây dựng đất nước trong thời kỳ quá độ lên chủ nghĩa xã hội lần đầu được thông qua "
        "tại đại hội nào?",
        "Đại hội VII (6/1991)",
        "Đại hội VI (12/1986)",
        "Đại hội VIII (1996)",
        "Đại hội V (1982)",
        why="Đại hội VII (6/1991) thông qua Cương lĩnh năm 1991.",
    ),
    ask.one(
        ask.NB,
        "Theo Cương lĩnh (2011), mục tiêu chung được nêu theo trình tự nào?",
        "Dân giàu, nước mạnh, dân chủ, công bằng, văn minh",
        "Dân giàu, nước mạnh, công bằng, dân chủ, văn minh",
        "Nước mạnh, dân giàu, văn minh, công bằng, dân chủ",
        "Dân chủ, dân giàu, nước mạnh, văn minh",
        why="Cương lĩnh 2011 đặt “dân chủ” trước “công bằng”.",
    ),
    ask.one(
        ask.NB,
        "Văn kiện nào được coi là Cương lĩnh chính trị đầu tiên của Đảng?",
        "Chánh cương vắn tắt, Sách lược vắn tắt (1930)",
        "Luận cương chính trị (10/1930)",
        "Chính cương Đảng Lao động Việt Nam (1951)",
        "Cương lĩnh năm 1991",
        why="Các văn kiện do Hội nghị hợp nhất đầu năm 1930 thông qua hợp thành Cương lĩnh chính trị "
        "đầu tiên.",
    ),
    ask.one(
        ask.NB,
        "Theo Cương lĩnh (2011), đường lối phát triển kinh tế là nền kinh tế nào?",
        "Kinh tế thị trường định hướng xã hội chủ nghĩa",
        "Kinh tế kế hoạch hóa tập trung",
        "Kinh tế tự cung tự cấp",
        "Kinh tế thị trường tự do",
        why="Cương lĩnh xác định phát triển kinh tế thị trường định hướng xã hội chủ nghĩa.",
    ),
    ask.one(
        ask.TH,
        "Theo Cương lĩnh (2011), Nhà nước ta là Nhà nước pháp quyền xã hội chủ nghĩa có bản chất nào?",
        "Của Nhân dân, do Nhân dân, vì Nhân dân",
        "Của các doanh nghiệp",
        "Của một địa phương",
        "Của một ngành nghề",
        why="Nhà nước pháp quyền xã hội chủ nghĩa của Nhân dân, do Nhân dân, vì Nhân dân, do Đảng lãnh đạo.",
    ),
    ask.one(
        ask.TH,
        "Vì sao Cương lĩnh gọi thời kỳ quá độ là “một quá trình cách mạng sâu sắc, triệt để”?",
        "Vì phải tạo ra biến đổi về chất trên tất cả các lĩnh vực của đời sống xã hội",
        "Vì chỉ thay đổi tên gọi các cơ quan",
        "Vì diễn ra trong một nhiệm kỳ",
        "Vì chỉ liên quan đến nông nghiệp",
        why="Cương lĩnh nêu: tạo sự biến đổi về chất trên tất cả các lĩnh vực, nhất thiết phải trải "
        "qua một thời kỳ lâu dài.",
    ),
    ask.one(
        ask.TH,
        "Văn kiện Đại hội XIII xác định mục tiêu đến năm 2045 nước ta trở thành:",
        "Nước phát triển, thu nhập cao",
        "Nước đang phát triển, thu nhập trung bình thấp",
        "Nước có công nghiệp theo hướng hiện đại",
        "Nước nông nghiệp hiện đại",
        why="Năm 2045, kỷ niệm 100 năm thành lập nước: trở thành nước phát triển, thu nhập cao.",
    ),
    ask.last(
        ask.TH,
        "Ba đột phá chiến lược được Đại hội XI đề ra và các đại hội sau tiếp tục là:",
        "Cả A, B và C",
        "Hoàn thiện thể chế",
        "Phát triển nguồn nhân lực",
        "Xây dựng kết cấu hạ tầng đồng bộ",
        why="Ba đột phá: thể chế, nguồn nhân lực và kết cấu hạ tầng.",
    ),
    ask.some(
        ask.TH,
        "Những nội dung nào là đặc trưng của xã hội xã hội chủ nghĩa nêu trong Cương lĩnh (2011)?",
        [
            "Do nhân dân làm chủ",
            "Có nền văn hóa tiên tiến, đậm đà bản sắc dân tộc",
            "Con người có cuộc sống ấm no, tự do, hạnh phúc, có điều kiện phát triển toàn diện",
        ],
        ["Không có trao đổi hàng hóa", "Không quan hệ với nước ngoài"],
        why="Cương lĩnh (2011) nêu tám đặc trưng, trong đó có ba đặc trưng này.",
    ),
    ask.some(
        ask.VD,
        "Đơn vị xây dựng kế hoạch chuyển đổi số theo ba đột phá chiến lược. Việc nào thuộc đột phá về "
        "nguồn nhân lực?",
        ["Bồi dưỡng kỹ năng số cho cán bộ", "Thu hút người có chuyên môn công nghệ"],
        ["Lắp đường truyền mới", "Sửa quy chế văn thư"],
        why="Đào tạo và thu hút người thuộc nhân lực; đường truyền thuộc hạ tầng; quy chế thuộc thể chế.",
    ),
    ask.fact(
        ask.NB,
        "Cương lĩnh (2011) nêu năm bài học kinh nghiệm lớn của cách mạng Việt Nam.",
        True,
        why="Phần I của Cương lĩnh nêu năm bài học kinh nghiệm lớn.",
    ),
    ask.fact(
        ask.NB,
        "Theo Cương lĩnh (2011), đi lên chủ nghĩa xã hội là khát vọng của nhân dân ta.",
        True,
        why="Cương lĩnh: đi lên chủ nghĩa xã hội là khát vọng của nhân dân ta, là sự lựa chọn đúng đắn của Đảng và "
        "Chủ tịch Hồ Chí Minh, phù hợp với xu thế phát triển của lịch sử.",
    ),
    ask.fact(
        ask.TH,
        "Theo Cương lĩnh (2011), phát triển giáo dục và đào tạo cùng với khoa học và công nghệ là quốc "
        "sách hàng đầu.",
        True,
        why="Cương lĩnh (2011), phần III về định hướng lớn phát triển văn hóa, xã hội.",
    ),
    ask.four(
        ask.TH,
        "Theo văn kiện Đại hội XIII, mỗi ý sau đúng hay sai?",
        (
            "Đến năm 2025: nước đang phát triển, có công nghiệp theo hướng hiện đại.",
            True,
        ),
        ("Đến năm 2030: nước đang phát triển, có công nghiệp hiện đại, thu nhập trung bình cao.", True),
        ("Năm 2030 là dịp kỷ niệm 100 năm thành lập Đảng.", True),
        ("Năm 2045 là dịp kỷ niệm 50 năm thành lập nước.", False),
        why="Năm 2045 là dịp kỷ niệm 100 năm thành lập nước.",
    ),
    ask.four(
        ask.VD,
        "Xếp mỗi việc vào đúng chỗ: phát biểu nào đúng với mối quan hệ giữa tăng trưởng kinh tế và "
        "tiến bộ, công bằng xã hội?",
        ("Thực hiện tiến bộ, công bằng xã hội ngay trong từng bước phát triển.", True),
        ("Chờ giàu rồi mới lo công bằng xã hội.", False),
        ("Chính sách kinh tế phải tính đến mục tiêu xã hội.", True),
        ("Chính sách xã hội tách khỏi khả năng của nền kinh tế.", False),
        why="Cương lĩnh: kết hợp chặt chẽ, hợp lý phát triển kinh tế với phát triển văn hóa, xã hội, "
        "trong từng bước và từng chính sách.",
    ),
    ask.word(
        ask.NB,
        "Điền từ còn thiếu: “Nhân dân ta do Đảng lãnh đạo xây dựng Nhà nước … xã hội chủ nghĩa của Nhân dân, "
        "do Nhân dân, vì Nhân dân.”",
        "pháp quyền",
        why="Nhà nước pháp quyền xã hội chủ nghĩa.",
    ),
    ask.word(
        ask.TH,
        "Đột phá chiến lược nào gắn với xây dựng pháp luật và cơ chế, chính sách? (một từ)",
        "thể chế",
        "*thể chế*",
        why="Hoàn thiện thể chế phát triển.",
    ),
    ask.count(
        ask.NB,
        "Cương lĩnh (2011) nêu bao nhiêu đặc trưng của xã hội xã hội chủ nghĩa mà nhân dân ta xây dựng?",
        8,
        why="Cương lĩnh 1991 nêu sáu đặc trưng; Cương lĩnh (2011) nêu tám.",
    ),
    ask.count(
        ask.TH,
        "Cương lĩnh (2011) nêu bao nhiêu phương hướng cơ bản?",
        8,
        why="Cương lĩnh (2011) nêu tám phương hướng cơ bản.",
    ),
    ask.pairs(
        ask.VD,
        "Ghép mỗi văn kiện với năm ra đời.",
        ("Cương lĩnh chính trị đầu tiên", "1930"),
        ("Chính cương Đảng Lao động Việt Nam", "1951"),
        ("Cương lĩnh lần đầu về thời kỳ quá độ", "1991"),
        ("Cương lĩnh bổ sung, phát triển", "2011"),
        why="1930 – 1951 – 1991 – 2011.",
    ),
    ask.steps(
        ask.VD,
        "Sắp xếp các mốc mục tiêu theo thứ tự thời gian mà Đại hội XIII nêu.",
        "Vượt qua mức thu nhập trung bình thấp",
        "Công nghiệp hiện đại, thu nhập trung bình cao",
        "Nước phát triển, thu nhập cao",
        why="2025 – 2030 – 2045.",
    ),
    ask.gaps(
        ask.VD,
        "Cương lĩnh xác định phát triển kinh tế là nhiệm vụ [[g1]]; xây dựng Đảng là [[g2]].",
        ["trung tâm", "tạm thời", "phụ"],
        ["then chốt", "thứ yếu", "định kỳ"],
        why="Phát triển kinh tế là trung tâm; xây dựng Đảng là then chốt.",
    ),
    ask.essay(
        "Chọn một trong ba đột phá chiến lược và đề xuất một việc mà đơn vị đồng chí có thể làm trong "
        "sáu tháng tới.",
        "Nêu đúng tên đột phá; việc đề xuất có nội dung, người làm, thời hạn, cách biết là đã xong.",
        why="Xem Bài 2, phần các đột phá chiến lược.",
    ),
]
