"""The ten topics of the class for new members, a few questions each; the place in the list is the topic's."""

from lms.demo.bank import making as ask
from question_bank.question import Question

TOPICS: list[list[Question]] = [
    [
        ask.some(
            ask.NB,
            "Chủ nghĩa Mác - Lênin gồm những bộ phận cấu thành nào?",
            ["Triết học", "Kinh tế chính trị học", "Chủ nghĩa xã hội khoa học"],
            ["Sử học", "Luật học"],
            why="Ba bộ phận cấu thành của chủ nghĩa Mác - Lênin.",
        ),
        ask.count(
            ask.NB,
            "“Tuyên ngôn của Đảng Cộng sản” của C.Mác và Ph.Ăngghen được công bố năm nào?",
            1848,
            why="Tác phẩm được công bố tháng 02/1848.",
        ),
    ],
    [
        ask.one(
            ask.TH,
            "Cương lĩnh nêu bài học nào là bài học xuyên suốt quá trình cách mạng nước ta?",
            "Nắm vững ngọn cờ độc lập dân tộc và chủ nghĩa xã hội",
            "Chỉ phát triển công nghiệp nặng",
            "Không hội nhập quốc tế",
            "Chỉ dựa vào viện trợ",
            why="Cương lĩnh (2011): nắm vững ngọn cờ độc lập dân tộc và chủ nghĩa xã hội là bài học "
            "xuyên suốt.",
        ),
        ask.fact(
            ask.NB,
            "Cách mạng Tháng Tám năm 1945 giành lại nền độc lập cho dân tộc.",
            True,
            why="Thắng lợi đó đưa đến Tuyên ngôn Độc lập ngày 02/9/1945.",
        ),
    ],
    [
        ask.one(
            ask.NB,
            "Hiến pháp hiện hành của nước ta được Quốc hội thông qua năm nào?",
            "2013",
            "1992",
            "2001",
            "2016",
            why="Hiến pháp được thông qua ngày 28/11/2013, có hiệu lực từ 01/01/2014.",
        ),
        ask.gaps(
            ask.VD,
            "“Dân biết, dân bàn, dân làm, dân [[g1]], dân giám sát, dân [[g2]].”",
            "kiểm tra",
            "thụ hưởng",
            why="Phương châm được Đại hội XIII bổ sung đầy đủ.",
        ),
    ],
    [
        ask.one(
            ask.TH,
            "Theo đường lối đổi mới, nền kinh tế nước ta có đặc điểm nào?",
            "Nhiều hình thức sở hữu, nhiều thành phần kinh tế",
            "Chỉ có kinh tế nhà nước",
            "Chỉ có kinh tế tư nhân",
            "Không có kinh tế tập thể",
            why="Hiến pháp 2013, Điều 51: nhiều hình thức sở hữu, nhiều thành phần kinh tế.",
        ),
        ask.count(
            ask.NB,
            "Đường lối đổi mới được Đại hội VI đề ra năm nào?",
            1986,
            why="Đại hội VI họp tháng 12/1986.",
        ),
    ],
    [
        ask.word(
            ask.NB,
            "Điền từ còn thiếu (Hiến pháp 2013, Điều 61): “Phát triển giáo dục là … hàng đầu”.",
            "quốc sách",
            why="Điều 61 Hiến pháp 2013.",
        ),
        ask.fact(
            ask.TH,
            "Bảo vệ môi trường là trách nhiệm riêng của cơ quan nhà nước.",
            False,
            why="Hiến pháp 2013, Điều 43: mọi người có nghĩa vụ bảo vệ môi trường.",
        ),
    ],
    [
        ask.one(
            ask.NB,
            "Ngày 22/12 hằng năm là ngày kỷ niệm nào?",
            "Thành lập Quân đội nhân dân Việt Nam và Ngày hội Quốc phòng toàn dân",
            "Truyền thống Công an nhân dân",
            "Thương binh - Liệt sĩ",
            "Nhà giáo Việt Nam",
            why="22/12/1944 thành lập Quân đội nhân dân; từ 1989 là Ngày hội Quốc phòng toàn dân.",
        ),
        ask.fact(
            ask.NB,
            "Ngày truyền thống của Công an nhân dân là ngày 19/8.",
            True,
            why="Công an nhân dân thành lập ngày 19/8/1945.",
        ),
    ],
    [
        ask.pairs(
            ask.VD,
            "Ghép mỗi tổ chức với năm Việt Nam gia nhập.",
            ("Liên hợp quốc", "1977"),
            ("ASEAN", "1995"),
            ("APEC", "1998"),
            ("WTO", "2007"),
            why="1977 – 1995 – 1998 – 2007.",
        ),
        ask.one(
            ask.TH,
            "Đường lối đối ngoại của Đảng xác định Việt Nam là:",
            "Bạn, đối tác tin cậy, thành viên tích cực, có trách nhiệm của cộng đồng quốc tế",
            "Quốc gia không quan hệ đối ngoại",
            "Thành viên của một khối quân sự",
            "Quan sát viên của mọi tổ chức",
            why="Văn kiện Đại hội XIII về đường lối đối ngoại.",
        ),
    ],
    [
        ask.one(
            ask.NB,
            "Tổ chức cơ sở đảng gồm những loại hình nào?",
            "Chi bộ cơ sở và đảng bộ cơ sở",
            "Đảng đoàn và ban cán sự đảng",
            "Chi bộ và công đoàn",
            "Đảng bộ tỉnh và huyện",
            why="Điều 21 Điều lệ Đảng.",
        ),
        ask.four(
            ask.TH,
            "Về sinh hoạt chi bộ, mỗi ý sau đúng hay sai?",
            ("Chi bộ họp thường lệ mỗi tháng một lần.", True),
            ("Sinh hoạt chi bộ có sinh hoạt chuyên đề.", True),
            ("Đảng viên vắng phải báo cáo lý do.", True),
            ("Biên bản họp không cần lưu.", False),
            why="Điều 24 Điều lệ Đảng và hướng dẫn về nội dung sinh hoạt chi bộ.",
        ),
    ],
    [
        ask.one(
            ask.TH,
            "Nghị quyết số 04-NQ/TW ngày 30/10/2016 (Hội nghị Trung ương 4 khóa XII) bàn về nội dung gì?",
            "Tăng cường xây dựng, chỉnh đốn Đảng",
            "Phát triển kinh tế biển",
            "Đổi mới giáo dục",
            "Chuyển đổi số quốc gia",
            why="Nghị quyết Trung ương 4 khóa XII về tăng cường xây dựng, chỉnh đốn Đảng.",
        ),
        ask.word(
            ask.TH,
            "Quy định số 08-QĐi/TW ngày 25/10/2018 nói về trách nhiệm … của cán bộ, đảng viên.",
            "nêu gương",
            why="Quy định về trách nhiệm nêu gương của cán bộ, đảng viên, trước hết là Ủy viên Trung ương.",
        ),
    ],
    [
        ask.fact(
            ask.NB,
            "Đảng viên có nhiệm vụ đóng đảng phí đúng quy định.",
            True,
            why="Điều 2 và Điều 46 Điều lệ Đảng.",
        ),
        ask.one(
            ask.VD,
            "Đảng viên mới được giao phụ trách thư viện của chi bộ. Việc nên làm trước là gì?",
            "Xem lại sách hiện có và hỏi nhu cầu đọc",
            "Mua sách ngay",
            "Đóng thư viện",
            "Chờ nhiệm kỳ sau",
            why="Bắt đầu từ việc cụ thể, có kế hoạch.",
        ),
    ],
]
