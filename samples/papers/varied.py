"""Pages that are nothing like administrative prose: verse, stories, names, addresses, numbers.

A reader that leans on what laws usually say must not spoil them. All verses and sentences were written for this file.
"""

from random import Random

from samples import people
from samples.canvas import Canvas, Column
from samples.fonts import Face
from samples.papers import frame
from samples.papers.frame import SLOPED, TEXT
from samples.truth import Paper

VERSES = (
    (
        "Chiều nghiêng bóng lúa ven đê,\n"
        "Mùi rơm theo gió ngủ nhờ vai ai.\n"
        "Con đò gác mái lai rai,\n"
        "Nghe sông kể chuyện những ngày nước dâng."
    ),
    (
        "Mưa rây trên mái ngói nâu,\n"
        "Bà ngồi têm lá trầu cau đợi người.\n"
        "Ngoài hiên chú mướp vươn mười\n"
        "Ngón chân be bé, mắt cười ngó trăng."
    ),
    (
        "Em ngồi hong tóc bên thềm,\n"
        "Hương bồ kết cũ ướp mềm nắng trưa.\n"
        "Tiếng ve rớt xuống giậu dưa,\n"
        "Trái thơm ngúng nguẩy như vừa biết yêu."
    ),
    (
        "Rừng khuya lóe ánh lửa sàn,\n"
        "Tiếng khèn ngắt quãng, sương tràn lưng nương.\n"
        "Ngựa gầy gõ móng ven đường,\n"
        "Chở đêm lên dốc, chở sương xuống làng."
    ),
    (
        "Cha đi vỡ đất đồi hoang,\n"
        "Nhát cuốc bổ xuống rộn ràng sỏi khô.\n"
        "Mồ hôi rỏ thẫm gốc ngô,\n"
        "Bắp non nứt vỏ, thơm bồ hóng bay."
    ),
    (
        "Thuyền về cá bạc lóa khoang,\n"
        "Mẹ cười, chân sóng dềnh dàng vuốt ve.\n"
        "Muối trên vạt áo lè nhè\n"
        "Kể cho đám trẻ lắng nghe biển gầm."
    ),
    (
        "Có con chuồn ớt ngẩn ngơ\n"
        "Đậu lên ngọn cỏ chép thơ tặng chiều.\n"
        "Diều ai đứt sợi liêu xiêu,\n"
        "Vướng vào bụi chuối, nằm kêu thằng Tèo."
    ),
    (
        "Gió ru khóm trúc nghiêng mình,\n"
        "Giếng khơi soi mặt, giật mình: tóc phai.\n"
        "Hẹn nhau từ thuở mười hai,\n"
        "Giờ quên cả lối ra ngoài bờ ao."
    ),
)

TALES = (
    "Thằng Cún lục khắp gầm chạn mà chẳng thấy con dế trũi đâu, nó ngồi bệt xuống nền đất, mếu máo gọi bà.",
    "Bà cụ chống gậy lần ra ngõ, miệng bỏm bẻm nhai trầu, mắt nheo nheo nhìn đám mây xám đang kéo tới.",
    "Đêm ấy trăng suông, lũ ếch ngoài ruộng rau muống thi nhau ộp oạp, át cả tiếng chày giã gạo nhà bên.",
    "Anh lái đò gỡ chiếc nón mê, quạt phành phạch rồi cất giọng ồ ồ hát một câu chẳng đâu vào đâu.",
    "Cô giáo trẻ cúi nhặt mẩu phấn, lặng lẽ viết lên bảng hai chữ thật to, cả lớp bỗng im phăng phắc.",
    "Chú chó vện ngoe nguẩy đuôi, hít hít vạt áo người lạ rồi lủi thủi chui vào đống rơm ngủ khì.",
    "Ngọn đèn dầu leo lét hắt cái bóng gầy guộc của ông lên vách liếp, run rẩy như chiếc lá cuối mùa.",
    "Chợ phiên họp từ tờ mờ sáng; nào thổ cẩm, nào măng ớt, nào những chú lợn cắp nách kêu eng éc.",
    "Nó rón rén đặt quả trứng vịt vào lòng tổ, thở phào, tự nhủ lần này thì đừng hòng con quạ nào bén mảng.",
    "Mùi khói bếp quyện với mùi ngổ, mùi sả, ngai ngái và ấm sực, khiến kẻ đi xa nào cũng chùn chân.",
    "Tiếng sấm ì ầm vọng lại từ dãy núi phía tây, mấy đứa trẻ chăn trâu cuống quýt lùa đàn về chuồng.",
    "Ông giáo gập cuốn sổ đã sờn gáy, khẽ bảo: chữ nghĩa cũng như hạt giống, phải gieo đúng vụ con ạ.",
)

FAMILY = (
    "Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Phan", "Vũ", "Võ", "Đặng", "Bùi", "Đỗ", "Hồ", "Ngô", "Dương", "Lý",
    "Quách", "Thạch", "Sơn", "Kiều", "Mạc", "Nghiêm", "Tống", "Triệu", "Giáp", "Khuất", "Doãn", "Ninh", "Lò", "Hà",
    "Sầm", "Vi", "Lục",
)  # fmt: skip
MIDDLE = (
    "Văn", "Thị", "Hữu", "Đức", "Ngọc", "Thùy", "Khánh", "Bảo", "Gia", "Tuệ", "Quỳnh", "Mộng", "Thế", "Duy", "Nhật",
    "Hải", "Kim", "Ánh", "Bích", "Diệu", "Hoài", "Phương", "Trọng", "Vĩnh", "Xuân", "Yến", "Thục", "Nguyệt",
)  # fmt: skip
GIVEN = (
    "Hằng", "Hạnh", "Hân", "Khuê", "Khôi", "Kiên", "Lam", "Lâm", "Liễu", "Loan", "Luân", "Mẫn", "Nghi", "Ngà", "Nhàn",
    "Nhã", "Oanh", "Phát", "Phúc", "Quế", "Sang", "Sáng", "Tài", "Tâm", "Tấn", "Thoa", "Thơ", "Thủy", "Thuý", "Tiến",
    "Tín", "Toản", "Trúc", "Tú", "Tùng", "Tường", "Vy", "Xoan", "Ý", "Đào", "Đông", "Ẩn", "Út", "Cúc", "Cường",
    "Châu", "Chí", "Bằng",
)  # fmt: skip
STREETS = (
    "Hàng Bồ", "Lý Thái Tổ", "Đinh Tiên Hoàng", "Nguyễn Thiếp", "Tô Hiến Thành", "Hồ Xuân Hương", "Phan Bội Châu",
    "Trần Cao Vân", "Cao Thắng", "Bà Triệu", "Kim Đồng", "Võ Thị Sáu", "Lê Lai", "Yết Kiêu", "Ngô Gia Tự",
    "Chu Văn An", "Bùi Thị Xuân",
)  # fmt: skip


def tho(seed: int) -> Paper:
    """Return a page of verse."""
    rng = Random(f"tho {seed}")
    canvas = Canvas()
    y = frame.title(canvas, "NGẪU HỨNG", "Chép tay ở quê nhà", 78)
    for verse in rng.sample(VERSES, 6):
        y = canvas.text(verse, SLOPED if rng.random() < 0.5 else TEXT, Column(150.0, 520.0), y) + 12
    return Paper("khac", (canvas.sheet(),))


def truyen(seed: int) -> Paper:
    """Return a page of a story."""
    rng = Random(f"truyen {seed}")
    canvas = Canvas()
    y = frame.title(canvas, "XÓM BÃI", "", 78)
    for _ in range(6):
        y = frame.paragraphs(canvas, (" ".join(rng.sample(TALES, rng.randint(3, 4))),), TEXT, y) + 4
    return Paper("khac", (canvas.sheet(),))


def ho_ten(seed: int) -> Paper:
    """Return a page of names, some in capitals."""
    rng = Random(f"ho_ten {seed}")
    canvas = Canvas()
    y = frame.title(canvas, "DANH SÁCH CỬ TRI", "", 78)
    for place in range(1, 35):
        name = f"{rng.choice(FAMILY)} {rng.choice(MIDDLE)} {rng.choice(GIVEN)}"
        other = f"{rng.choice(FAMILY)} {rng.choice(MIDDLE)} {rng.choice(GIVEN)}"
        canvas.text(f"{place}. {name.upper() if place % 5 == 0 else name}", TEXT, Column(85.0, 310.0), y)
        y = canvas.text(f"{place + 34}. {other}", TEXT, Column(320.0, 560.0), y)
    return Paper("khac", (canvas.sheet(),))


def dia_chi(seed: int) -> Paper:
    """Return a page of addresses."""
    rng = Random(f"dia_chi {seed}")
    canvas = Canvas()
    y = frame.title(canvas, "SỔ ĐỊA CHỈ", "", 78)
    for place in range(1, 17):
        plain, lane = f"Số {rng.randint(1, 499)}", f"{rng.randint(1, 99)}/{rng.randint(2, 45)}"
        house = rng.choice((plain, lane, f"{rng.randint(2, 200)}B"))
        where = f"đường {rng.choice(STREETS)}, tổ {rng.randint(1, 40)}, khu phố {rng.randint(1, 12)}"
        y = frame.paragraphs(canvas, (f"{place}. {house}, {where}, {rng.choice(people.PLACES).full}.",), TEXT, y)
    return Paper("khac", (canvas.sheet(),))


def bang_so(seed: int) -> Paper:
    """Return a page of numbers in columns without rulings: money, dates, identity and document numbers, shares."""
    rng = Random(f"bang_so {seed}")
    canvas = Canvas()
    y = frame.title(canvas, "BẢNG SỐ LIỆU", "", 78)
    face = Face(12.5)
    for place in range(1, 36):
        day = people.some_day(rng, (1950, 2025))
        cells = (
            f"{place}",
            people.dotted(rng.randrange(10**3, 10**9)),
            f"{day:%d/%m/%Y}",
            f"{rng.randrange(10**11, 10**12)}",
            f"{rng.randint(1, 3000)}/QĐ-UBND",
            f"{rng.randint(0, 99)},{rng.randint(0, 99):02d}",
        )
        for cell, x in zip(cells, (70.0, 100.0, 190.0, 270.0, 375.0, 490.0), strict=True):
            canvas.text(cell, face, Column(x, x + 120.0), y)
        y += 18.5
    return Paper("khac", (canvas.sheet(),))
