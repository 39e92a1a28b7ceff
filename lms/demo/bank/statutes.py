"""Lesson 3: the basic content of the Party's statutes."""

from lms.demo.bank import making as ask

QUESTIONS = [
    ask.one(
        ask.NB,
        "Điều lệ Đảng hiện hành do Đại hội nào thông qua?",
        "Đại hội XI",
        "Đại hội X",
        "Đại hội XII",
        "Đại hội XIII",
        why="Điều lệ Đảng được Đại hội XI thông qua ngày 19/01/2011.",
    ),
    ask.one(
        ask.NB,
        "Theo Điều lệ Đảng, công dân Việt Nam đủ bao nhiêu tuổi trở lên có thể được xét để kết nạp vào Đảng?",
        "18 tuổi",
        "16 tuổi",
        "20 tuổi",
        "21 tuổi",
        why="Điều 1: công dân Việt Nam từ mười tám tuổi trở lên.",
    ),
    ask.one(
        ask.NB,
        "Nguyên tắc tổ chức cơ bản của Đảng là gì?",
        "Tập trung dân chủ",
        "Tự nguyện tham gia",
        "Luân phiên lãnh đạo",
        "Đa số tương đối",
        why="Điều 9: Đảng tổ chức theo nguyên tắc tập trung dân chủ.",
    ),
    ask.one(
        ask.NB,
        "Thời gian dự bị của người được kết nạp vào Đảng là bao lâu?",
        "12 tháng",
        "6 tháng",
        "18 tháng",
        "24 tháng",
        why="Điều 5: thời kỳ dự bị mười hai tháng, tính từ ngày chi bộ tổ chức lễ kết nạp.",
    ),
    ask.one(
        ask.NB,
        "Cơ quan lãnh đạo cao nhất của Đảng là cơ quan nào?",
        "Đại hội đại biểu toàn quốc",
        "Bộ Chính trị",
        "Ban Bí thư",
        "Ủy ban Kiểm tra Trung ương",
        why="Điều 9: cơ quan lãnh đạo cao nhất của Đảng là Đại hội đại biểu toàn quốc.",
    ),
    ask.one(
        ask.NB,
        "Theo Điều lệ Đảng, nền tảng tư tưởng của Đảng là gì?",
        "Chủ nghĩa Mác - Lênin và tư tưởng Hồ Chí Minh",
        "Chủ nghĩa duy tâm",
        "Các học thuyết kinh tế",
        "Luật học so sánh",
        why="Điều lệ Đảng: Đảng lấy chủ nghĩa Mác - Lênin và tư tưởng Hồ Chí Minh làm nền tảng tư "
        "tưởng, kim chỉ nam cho hành động.",
    ),
    ask.one(
        ask.TH,
        "Đảng viên dự bị KHÔNG có quyền nào sau đây?",
        "Biểu quyết, ứng cử và bầu cử cơ quan lãnh đạo của Đảng",
        "Được thông tin theo quy định",
        "Dự sinh hoạt chi bộ",
        "Trình bày ý kiến khi bị xem xét kỷ luật",
        why="Điều 3: đảng viên dự bị có các quyền như đảng viên chính thức, trừ quyền biểu quyết, ứng "
        "cử và bầu cử.",
    ),
    ask.one(
        ask.TH,
        "Tuổi đảng của đảng viên được tính từ ngày nào?",
        "Ngày ghi trong quyết định kết nạp",
        "Ngày nộp đơn",
        "Ngày công nhận chính thức",
        "Ngày nhận thẻ đảng",
        why="Điều 5: đảng viên đã được công nhận chính thức thì tuổi đảng tính từ ngày ghi trong quyết "
        "định kết nạp.",
    ),
    ask.one(
        ask.TH,
        "Đảng bộ cơ sở được lập ở nơi có từ bao nhiêu đảng viên trở lên?",
        "30",
        "3",
        "50",
        "100",
        why="Điều 21: từ ba mươi đảng viên trở lên lập đảng bộ cơ sở.",
    ),
    ask.last(
        ask.TH,
        "Tổ chức đảng vi phạm kỷ luật có thể bị xử lý bằng hình thức nào?",
        "Một trong các hình thức trên",
        "Khiển trách",
        "Cảnh cáo",
        "Giải tán",
        why="Điều 35: đối với tổ chức đảng có ba hình thức: khiển trách, cảnh cáo, giải tán.",
    ),
    ask.some(
        ask.TH,
        "Các hình thức kỷ luật đối với đảng viên chính thức là:",
        ["Khiển trách", "Cảnh cáo", "Cách chức (nếu có chức vụ)", "Khai trừ"],
        ["Phạt tiền", "Giải tán"],
        why="Điều 35: khiển trách, cảnh cáo, cách chức (nếu có chức vụ), khai trừ.",
    ),
    ask.some(
        ask.NB,
        "Những nội dung nào là nhiệm vụ của đảng viên theo Điều lệ Đảng?",
        [
            "Không ngừng học tập, rèn luyện",
            "Liên hệ mật thiết với nhân dân",
            "Tham gia xây dựng, bảo vệ tổ chức Đảng",
        ],
        ["Tham gia kinh doanh", "Học một ngoại ngữ bắt buộc"],
        why="Điều 2 nêu bốn nhiệm vụ của đảng viên.",
    ),
    ask.fact(
        ask.NB,
        "Chi bộ trực thuộc đảng ủy cơ sở họp thường lệ mỗi tháng một lần.",
        True,
        why="Điều 24: chi bộ trực thuộc họp thường lệ mỗi tháng một lần.",
    ),
    ask.fact(
        ask.TH,
        "Tổ chức đảng và đảng viên hoạt động trong khuôn khổ Hiến pháp và pháp luật.",
        True,
        why="Điều 41 và phần “Đảng và những vấn đề cơ bản về xây dựng Đảng” của Điều lệ.",
    ),
    ask.fact(
        ask.TH,
        "Đảng viên dự bị có quyền bầu cử tại đại hội chi bộ như đảng viên chính thức.",
        False,
        why="Điều 3: đảng viên dự bị không có quyền biểu quyết, ứng cử và bầu cử.",
    ),
    ask.four(
        ask.TH,
        "Về kết nạp đảng viên, mỗi ý sau đúng hay sai?",
        ("Người vào Đảng phải có đơn tự nguyện xin vào Đảng.", True),
        ("Người vào Đảng phải báo cáo trung thực lý lịch với chi bộ.", True),
        ("Người giới thiệu phải là đảng viên chính thức.", True),
        ("Chi bộ có thể tự quyết định kết nạp, không cần cấp ủy có thẩm quyền.", False),
        why="Điều 4: chi bộ xét, đề nghị; cấp ủy có thẩm quyền quyết định kết nạp.",
    ),
    ask.four(
        ask.VD,
        "Chi bộ có 9 đảng viên chính thức và 2 đảng viên dự bị họp xét kết nạp. Mỗi ý sau đúng hay sai?",
        ("Ý kiến tán thành cần ít nhất 6 đảng viên chính thức.", True),
        ("Hai đảng viên dự bị được tính vào số biểu quyết.", False),
        ("Đảng viên dự bị được phát biểu ý kiến.", True),
        ("Kết quả được báo cáo lên cấp ủy có thẩm quyền.", True),
        why="Cần ít nhất hai phần ba số đảng viên chính thức: 2/3 của 9 là 6.",
    ),
    ask.word(
        ask.NB,
        "Điền từ còn thiếu trong nguyên tắc sinh hoạt của Đảng: “tập thể lãnh đạo, cá nhân …”",
        "phụ trách",
        why="Tập thể lãnh đạo, cá nhân phụ trách.",
    ),
    ask.word(
        ask.TH,
        "Tổ chức nào là nền tảng của Đảng, hạt nhân chính trị ở cơ sở? (gọi chung)",
        "tổ chức cơ sở đảng",
        "*tổ chức cơ sở đảng*",
        "chi bộ, đảng bộ cơ sở",
        why="Điều 21: tổ chức cơ sở đảng (chi bộ cơ sở, đảng bộ cơ sở) là nền tảng của Đảng.",
    ),
    ask.count(
        ask.NB, "Điều lệ Đảng hiện hành gồm bao nhiêu chương?", 12, why="Điều lệ gồm 12 chương, 48 điều."
    ),
    ask.count(
        ask.NB, "Điều lệ Đảng hiện hành gồm bao nhiêu điều?", 48, why="Điều lệ gồm 12 chương, 48 điều."
    ),
    ask.count(
        ask.TH,
        "Đại hội đại biểu toàn quốc của Đảng họp thường lệ mấy năm một lần?",
        5,
        why="Điều 15: thường lệ năm năm một lần.",
    ),
    ask.count(
        ask.VD,
        "Chi bộ có 15 đảng viên chính thức. Cần ít nhất bao nhiêu phiếu tán thành để đề nghị kết nạp "
        "một người vào Đảng?",
        10,
        why="Ít nhất hai phần ba số đảng viên chính thức: 2/3 của 15 là 10.",
    ),
    ask.pairs(
        ask.VD,
        "Ghép mỗi tình huống với hình thức xử lý có thể áp dụng theo Điều 35.",
        ("Tổ chức đảng vi phạm đặc biệt nghiêm trọng", "Giải tán"),
        ("Đảng viên giữ chức vụ không còn xứng đáng với chức vụ", "Cách chức"),
        ("Đảng viên chính thức không còn đủ tư cách", "Khai trừ"),
        why="Giải tán áp dụng cho tổ chức; cách chức cho người có chức vụ; khai trừ cho đảng viên "
        "chính thức.",
    ),
    ask.steps(
        ask.VD,
        "Sắp xếp các bước kết nạp một người vào Đảng.",
        "Bồi dưỡng nhận thức về Đảng",
        "Viết đơn và khai lý lịch",
        "Chi bộ xét, đề nghị",
        "Cấp ủy có thẩm quyền quyết định",
        "Lễ kết nạp tại chi bộ",
        why="Theo Điều 4 và hướng dẫn thi hành Điều lệ.",
    ),
    ask.gaps(
        ask.VD,
        "Người được kết nạp trải qua thời gian dự bị [[g1]] tháng, tính từ ngày [[g2]].",
        "12",
        ["tổ chức lễ kết nạp", "nộp đơn", "nhận thẻ đảng"],
        why="Điều 5 Điều lệ Đảng.",
    ),
    ask.essay(
        "Trình bày nguyên tắc tập trung dân chủ và nêu một ví dụ về cách một cuộc họp chi bộ thực hiện "
        "nguyên tắc đó.",
        "Nêu đủ các nội dung cơ bản của Điều 9; ví dụ rõ diễn biến: thảo luận, biểu quyết, thiểu số "
        "phục tùng đa số, thực hiện.",
        why="Điều 9 Điều lệ Đảng.",
    ),
]
