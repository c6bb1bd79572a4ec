"""An application with dotted lines, filled in by typewriter face as a counter's computer does."""

from random import Random

from ingest.geometry import Box
from samples import people, seal
from samples.canvas import Canvas, Column
from samples.fonts import Face
from samples.papers import frame
from samples.papers.frame import STRONG, TEXT
from samples.truth import Paper

EDGE = 546.0
LEADING = 24.0

OATH = (
    "Tôi cam đoan những nội dung khai trên đây là đúng sự thật và chịu trách nhiệm trước pháp luật "
    "về cam đoan của mình."
)


def don(seed: int) -> Paper:
    """Return an application for a certificate of marital status; the answers stand on dotted leaders."""
    rng = Random(f"don {seed}")
    who = people.person(rng, rng.choice(("Nam", "Nữ")), (1975, 2003))
    day = people.some_day(rng, (2023, 2024))
    town = who.place.commune.split(" ", 1)[1]
    canvas = Canvas()
    y = frame.national(canvas, Column(85.0, 548.0, "center", leading=1.22), 68)
    y = frame.title(canvas, "TỜ KHAI CẤP GIẤY XÁC NHẬN TÌNH TRẠNG HÔN NHÂN", "", y + 22)
    y = canvas.text(f"Kính gửi: Ủy ban nhân dân {who.place.commune}", TEXT, frame.CENTRE, y + 6) + 12
    answers = (
        ("Họ, chữ đệm, tên người yêu cầu:", who.name),
        ("Ngày, tháng, năm sinh:", f"{who.born:%d/%m/%Y}"),
        ("Giới tính:", who.sex),
        ("Nơi cư trú:", who.place.full),
        ("Giấy tờ tùy thân:", f"Căn cước công dân số {who.number}"),
        ("Số điện thoại:", f"09{rng.randrange(10**8):08d}"),
        ("Quan hệ với người được cấp giấy:", "Bản thân"),
        ("Tình trạng hôn nhân:", "Chưa đăng ký kết hôn với ai"),
        ("Mục đích sử dụng:", rng.choice(("Làm thủ tục vay vốn ngân hàng", "Đăng ký kết hôn", "Mua bán nhà đất"))),
        ("Giấy tờ kèm theo:", ""),
    )
    for label, value in answers:
        y = _answer(canvas, label, value, y)
    canvas.leader(85.0, EDGE, y)
    y = canvas.text(OATH, TEXT, frame.BODY, y + LEADING) + 6
    right = Column(310.0, 548.0, "center")
    y = canvas.text(f"Làm tại {town}, {people.long_date(day)}", Face(13, italic=True), right, y)
    y = canvas.text("Người yêu cầu", STRONG, right, y)
    y = canvas.text("(Ký, ghi rõ họ, chữ đệm, tên)", Face(11, italic=True), right, y - 2)
    canvas.text(who.name, TEXT, right, y + 62)
    seal.signature(canvas, Box(370, y - 6, 500, y + 48), rng)
    return Paper("to_khai", (canvas.sheet(),))


def _answer(canvas: Canvas, label: str, value: str, y: float) -> float:
    """Draw the label and its answer in one line; the dots run on to the edge behind the answer."""
    canvas.text(f"{label} {value}", TEXT, Column(85.0, EDGE), y)
    canvas.leader(85.0 + canvas.text_width(f"{label} {value}  ", TEXT), EDGE, y)
    return y + LEADING
