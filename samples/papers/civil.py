"""Civil status papers: extract of a birth entry, certificate of marriage (forms of the Law on civil status)."""

from random import Random

from samples import people
from samples.canvas import Canvas, Column, Run
from samples.fonts import Face
from samples.papers import frame
from samples.papers.frame import Foot
from samples.people import Person
from samples.truth import Paper

LABEL = Face(13)
VALUE = Face(13, bold=True)
WHOLE = Column(80.0, 550.0, leading=1.42)
HALVES = (Column(80.0, 318.0, leading=1.42), Column(322.0, 556.0, leading=1.42))
WIFE = Column(72.0, 304.0, leading=1.45)
HUSBAND = Column(318.0, 552.0, leading=1.45)
ETHNIC = ("Kinh", "Kinh", "Kinh", "Tày", "Khmer", "Hrê")


def trich_luc_khai_sinh(seed: int) -> Paper:
    """Return an extract of a birth entry (copy) with child, mother and father."""
    rng = Random(f"trich_luc_khai_sinh {seed}")
    child = people.person(rng, rng.choice(("Nam", "Nữ")), (2004, 2019))
    mother = people.person(rng, "Nữ", (1972, 1985))
    father = people.person(rng, "Nam", (1970, 1985))
    issued = people.some_day(rng, (2021, 2024))
    canvas = Canvas()
    y = _office(canvas, child.place, f"Số: {rng.randint(1, 900)}/{issued.year}/TLKS-BS", people.long_date(issued))
    y = frame.title(canvas, "TRÍCH LỤC KHAI SINH", "", y + 16)
    y = canvas.text("(BẢN SAO)", Face(13, bold=True), frame.CENTRE, y - 6) + 14
    y = _field(canvas, WHOLE, "Họ, chữ đệm, tên:", child.name.upper(), y)
    y = _field(canvas, WHOLE, "Ngày, tháng, năm sinh:", f"{child.born:%d/%m/%Y}", y)
    y = _field(canvas, WHOLE, "Ghi bằng chữ:", people.spelled_date(child.born), y)
    y = _pair(canvas, ("Giới tính:", child.sex), ("Dân tộc:", rng.choice(ETHNIC)), y)
    y = _field(canvas, WHOLE, "Quốc tịch:", "Việt Nam", y)
    y = _field(canvas, WHOLE, "Nơi sinh:", f"Trung tâm Y tế {child.place.district}, {child.place.province}", y)
    y = _field(canvas, WHOLE, "Quê quán:", father.place.full, y)
    y = _field(canvas, WHOLE, "Số định danh cá nhân:", child.number, y)
    for label, parent in (("Họ, chữ đệm, tên người mẹ:", mother), ("Họ, chữ đệm, tên người cha:", father)):
        y = _field(canvas, WHOLE, label, parent.name.upper(), y + 3)
        y = _pair(canvas, ("Năm sinh:", str(parent.born.year)), ("Dân tộc:", rng.choice(ETHNIC)), y)
        y = _field(canvas, WHOLE, "Quốc tịch:", "Việt Nam", y)
        y = _field(canvas, WHOLE, "Nơi cư trú:", parent.place.full, y)
    y = _field(
        canvas, WHOLE, "Đăng ký khai sinh tại:", f"Ủy ban nhân dân {child.place.commune}, {child.place.district}", y + 3
    )
    registered = people.some_day(rng, (child.born.year + 1, child.born.year + 1))
    y = _field(canvas, WHOLE, "Số, ngày, tháng, năm đăng ký:", f"{rng.randint(2, 400)}, ngày {registered:%d/%m/%Y}", y)
    _signed(canvas, child, "NGƯỜI KÝ TRÍCH LỤC", y + 12, rng)
    return Paper("trich_luc_khai_sinh", (canvas.sheet(),))


def giay_chung_nhan_ket_hon(seed: int) -> Paper:
    """Return a certificate of marriage; the wife's column (left) is read before the husband's."""
    rng = Random(f"giay_chung_nhan_ket_hon {seed}")
    wife = people.person(rng, "Nữ", (1988, 2001))
    husband = people.person(rng, "Nam", (1985, 2000))
    day = people.some_day(rng, (2021, 2024))
    canvas = Canvas()
    y = _office(canvas, husband.place, f"Số: {rng.randint(1, 180)}/{day.year}", "")
    y = frame.title(canvas, "GIẤY CHỨNG NHẬN KẾT HÔN", "", y + 24) + 14
    ends = [
        _spouse(canvas, column, label, who, y)
        for column, label, who in ((WIFE, "vợ", wife), (HUSBAND, "chồng", husband))
    ]
    office = f"Ủy ban nhân dân {husband.place.commune}, {husband.place.district}, {husband.place.province}"
    y = _field(canvas, WHOLE, "Nơi đăng ký kết hôn:", office, max(ends) + 14)
    y = _field(canvas, WHOLE, "Ngày, tháng, năm đăng ký:", f"{day:%d/%m/%Y}", y) + 16
    canvas.text("Vợ", VALUE, Column(70.0, 195.0, "center"), y)
    canvas.text("(Ký, ghi rõ họ, chữ đệm, tên)", Face(9, italic=True), Column(70.0, 195.0, "center"), y + 14)
    canvas.text(wife.name, LABEL, Column(70.0, 195.0, "center"), y + 88)
    canvas.text("Chồng", VALUE, Column(197.0, 322.0, "center"), y)
    canvas.text("(Ký, ghi rõ họ, chữ đệm, tên)", Face(9, italic=True), Column(197.0, 322.0, "center"), y + 14)
    canvas.text(husband.name, LABEL, Column(197.0, 322.0, "center"), y + 88)
    _signed(canvas, husband, "NGƯỜI KÝ GIẤY CHỨNG NHẬN\nKẾT HÔN", y, rng)
    return Paper("giay_chung_nhan_ket_hon", (canvas.sheet(),))


def _office(canvas: Canvas, place: people.Place, number: str, day: str) -> float:
    above = f"UBND {place.district}".upper()
    town = f"{place.commune.split(' ', 1)[1]}, {day}" if day else ""
    return frame.heading(canvas, frame.Heading(above, f"UBND {place.commune.upper()}", number, "", town))


def _field(canvas: Canvas, column: Column, label: str, value: str, y: float) -> float:
    return canvas.text((Run(label, LABEL), Run(value, VALUE)), LABEL, column, y)


def _pair(canvas: Canvas, left: tuple[str, str], right: tuple[str, str], y: float) -> float:
    """Draw two fields in one printed line; each is a line of its own for the reader."""
    _field(canvas, HALVES[0], *left, y)
    return _field(canvas, HALVES[1], *right, y)


def _spouse(canvas: Canvas, column: Column, role: str, who: Person, y: float) -> float:
    issued = "Cục Cảnh sát quản lý hành chính về trật tự xã hội"
    fields = (
        (f"Họ, chữ đệm, tên {role}:", who.name.upper()),
        ("Ngày, tháng, năm sinh:", f"{who.born:%d/%m/%Y}"),
        ("Dân tộc:", "Kinh"),
        ("Quốc tịch:", "Việt Nam"),
        ("Nơi cư trú:", who.place.full),
        ("Giấy tờ tùy thân:", f"Căn cước công dân số {who.number}, {issued} cấp"),
    )
    for label, value in fields:
        y = _field(canvas, column, label, value, y)
    return y


def _signed(canvas: Canvas, who: Person, role: str, y: float, rng: Random) -> None:
    signer = people.person(rng, "Nam", (1966, 1984)).name
    ring, bottom = f"UBND {who.place.commune}".upper(), who.place.province.upper()
    frame.foot(canvas, Foot((), f"{role}\nCHỦ TỊCH", signer, ring, bottom), y, rng)
