"""Identity cards of 2021 and 2024 as they come from a copier: one side or both on a sheet, with QR code and MRZ."""

import unicodedata
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from ingest.geometry import Box
from samples import seal
from samples.canvas import Align, Canvas, Column
from samples.fonts import BLACK, Colour, Face
from samples.truth import PIXELS_PER_POINT, Mark
from samples.typed import citizens, ink, places
from samples.typed.citizens import Citizen
from samples.typed.draft import Draft
from samples.typed.form import Look
from samples.typed.paper import TypedPaper

WIDE, HIGH = 242.6, 153.0
"""Points: a card of 85.6 × 54 mm."""

LOOKS = {
    layout: Look("sans")
    for layout in (
        "2021_hai_mat", "2024_hai_mat", "2021_mat_truoc", "2024_mat_sau", "2021_phong_to", "2021_mat_sau",
        "2024_mat_truoc",
    )
}  # fmt: skip
RED = (176, 36, 44)
DIRECTOR = "CỤC TRƯỞNG CỤC CẢNH SÁT\nQUẢN LÝ HÀNH CHÍNH VỀ TRẬT TỰ XÃ HỘI"
ENGLISH_DIRECTOR = "DIRECTOR GENERAL OF THE POLICE DEPARTMENT FOR ADMINISTRATIVE MANAGEMENT OF SOCIAL ORDER"

Spot = tuple[float, float]


@dataclass(frozen=True, slots=True)
class _Card:
    who: Citizen
    issued: date
    expires: date
    residence: str
    origin: str


@dataclass(frozen=True, slots=True)
class Plate:
    """A card lying on the sheet; places on it are in points of the card at its true size."""

    canvas: Canvas
    x: float
    y: float
    scale: float

    def put(self, text: str, at: Spot, face: Face, until: float = WIDE - 4, align: Align = "left") -> float:
        """Print text from the place to the right edge ``until``; return the next free baseline on the card."""
        grown = Face(face.size * self.scale, face.bold, face.italic, face.colour, face.family)
        column = Column(self.x + at[0] * self.scale, self.x + until * self.scale, align, leading=1.18)
        return (self.canvas.text(text, grown, column, self.y + at[1] * self.scale) - self.y) / self.scale

    def ground(self, colour: Colour, box: tuple[float, float, float, float] = (0, 0, WIDE, HIGH)) -> None:
        """Lay a pale ground with waves under a part of the card."""
        x0, y0, x1, y1 = (edge * self.scale for edge in box)
        height, width = round((y1 - y0) * PIXELS_PER_POINT), round((x1 - x0) * PIXELS_PER_POINT)
        across, down = np.meshgrid(np.arange(width), np.arange(height))
        wave = (np.sin(across / 23 + 2 * np.sin(down / 41)) + 1)[..., None] * 7
        layer = np.clip(np.array(colour, dtype=np.float64) - wave, 0, 255).astype(np.uint8)
        place = Box(self.x + x0, self.y + y0, self.x + x1, self.y + y1)
        self.canvas.ink(layer, Mark("picture", place, ""))

    def code(self, payload: str, at: Spot, side: float) -> None:
        """Print a QR code."""
        ink.code(self.canvas, payload, (self.x + at[0] * self.scale, self.y + at[1] * self.scale), side * self.scale)


def can_cuoc(seed: int) -> TypedPaper:
    """Return a copy of an identity card."""
    draft = Draft("can_cuoc", seed, LOOKS)
    new = draft.layout.startswith("2024")
    card = _card(draft, new=new)
    scale = 1.55 if draft.layout == "2021_phong_to" else draft.rng.choice((1.0, 1.0, 1.15))
    x = (595 - WIDE * scale) / 2 + draft.rng.uniform(-30, 30)
    y = draft.rng.uniform(70, 130)
    if not draft.layout.endswith("mat_sau"):
        (_front_2024 if new else _front_2021)(draft, Plate(draft.canvas, x, y, scale), card)
        y += HIGH * scale + draft.rng.uniform(24, 60)
    if not draft.layout.endswith("mat_truoc"):
        (_back_2024 if new else _back_2021)(draft, Plate(draft.canvas, x + draft.rng.uniform(-8, 8), y, scale), card)
    draft.know("so_dinh_danh", card.who.number)
    draft.know_day("ngay_sinh", card.who.born)
    draft.know("gioi_tinh", card.who.sex)
    return draft.done()


def mrz(who: Citizen, expires: date) -> tuple[str, str, str]:
    """Return the machine-readable zone of a card (ICAO 9303, TD1), with its check digits."""
    document = who.number[3:]
    first = f"{document}{check_digit(document)}{who.number}<<{check_digit(who.number + '<<')}"
    sex = "M" if who.sex == "Nam" else "F"
    born, until = f"{who.born:%y%m%d}", f"{expires:%y%m%d}"
    middle = f"{born}{check_digit(born)}{sex}{until}{check_digit(until)}"
    whole = check_digit(first + middle[:7] + middle[8:] + "<" * 11)
    surname, *given = plain_letters(who.name).split()
    return f"IDVNM{first}", f"{middle}VNM{'<' * 11}{whole}", f"{surname}<<{'<'.join(given)}".ljust(30, "<")[:30]


def check_digit(text: str) -> int:
    """Return the check digit of ICAO 9303: weights 7, 3, 1, letters from 10, fillers 0."""
    values = (0 if letter == "<" else int(letter, 36) for letter in text)
    return sum(value * (7, 3, 1)[place % 3] for place, value in enumerate(values)) % 10


def plain_letters(name: str) -> str:
    """Return a name in capitals without marks."""
    bare = unicodedata.normalize("NFD", name.replace("Đ", "D").replace("đ", "d"))
    return "".join(letter for letter in bare if (letter.isalpha() and letter.isascii()) or letter == " ").upper()


def _card(draft: Draft, *, new: bool) -> _Card:
    rng = draft.rng
    begun, days = (date(2024, 7, 1), 700) if new else (date(2021, 2, 1), 1200)
    issued = begun + timedelta(days=rng.randrange(days))
    who = citizens.citizen(rng, None, (1969, 2004), issued)
    age = next(limit for limit in (25, 40, 60) if who.born.year + limit > issued.year + 1)
    expires = date(who.born.year + age, who.born.month, min(who.born.day, 28))
    residence = places.address(rng, who.lives_in, "comma")
    return _Card(who, issued, expires, residence, who.home.worded("comma"))


def _payload(card: _Card, old_number: str) -> str:
    who = card.who
    born, issued = f"{who.born:%d%m%Y}", f"{card.issued:%d%m%Y}"
    return f"{who.number}|{old_number}|{who.name.upper()}|{born}|{who.sex}|{card.residence}|{issued}"


def _face(size: float, *, bold: bool = False, colour: Colour = BLACK) -> Face:
    return Face(size, bold, colour=colour, family="sans")


def _nation(plate: Plate, title: str, english: str) -> None:
    left, right = 52.0, 198.0
    plate.put("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", (left, 14), _face(6.4, bold=True), right, "center")
    plate.put("Độc lập - Tự do - Hạnh phúc", (left, 22), _face(6, bold=True), right, "center")
    plate.put("SOCIALIST REPUBLIC OF VIET NAM", (left, 29), _face(4.6), right, "center")
    plate.put("Independence - Freedom - Happiness", (left, 35), _face(4.6), right, "center")
    plate.put(title, (left, 46), _face(9.4, bold=True, colour=RED), right, "center")
    plate.put(english, (left, 53), _face(5.4, colour=RED), right, "center")


def _front_2021(draft: Draft, plate: Plate, card: _Card) -> None:
    plate.ground((222, 240, 238))
    plate.ground((196, 186, 178), (12, 56, 70, 132))
    _nation(plate, "CĂN CƯỚC CÔNG DÂN", "Citizen Identity Card")
    old = card.who.old_number if draft.rng.random() < 0.7 else ""
    plate.code(_payload(card, old), (202, 7), 34)
    plate.put(f"Số / No.: {card.who.number}", (78, 64), _face(8.2, bold=True))
    _stacked(plate, (78, 73), "Họ và tên / Full name:", card.who.name.upper())
    plate.put(f"Ngày sinh / Date of birth: {card.who.born:%d/%m/%Y}", (78, 91), _face(5.8))
    plate.put(f"Giới tính / Sex: {card.who.sex}", (78, 99), _face(5.8), 150)
    plate.put("Quốc tịch / Nationality: Việt Nam", (152, 99), _face(5.8))
    _stacked(plate, (78, 107), "Quê quán / Place of origin:", card.origin)
    house, rest = card.residence.split(", ", 1)
    plate.put(f"Nơi thường trú / Place of residence: {house},", (78, 124), _face(5.8))
    plate.put(rest, (78, 132), _face(5.8))
    plate.put("Có giá trị đến:", (12, 139), _face(5), 76)
    plate.put(f"Date of expiry: {card.expires:%d/%m/%Y}", (12, 145), _face(5), 92)
    for name, value in (("ho_ten", card.who.name.upper()), ("quoc_tich", "Việt Nam"), ("que_quan", card.origin)):
        draft.know(name, value)
    draft.know("noi_cu_tru", card.residence)
    draft.know_day("ngay_het_han", card.expires)
    draft.know_day("ngay_cap", card.issued)
    if old:
        draft.know("so_cmnd", old)


def _back_2021(draft: Draft, plate: Plate, card: _Card) -> None:
    plate.ground((238, 236, 222))
    plate.ground((214, 190, 120), (14, 44, 46, 72))
    mark = draft.rng.choice(("Nốt ruồi C:1cm trên sau đuôi mắt phải", "Sẹo chấm C:2,5cm dưới trước mép trái"))
    plate.put("Đặc điểm nhận dạng / Personal identification:", (10, 12), _face(5.4))
    plate.put(mark, (10, 20), _face(5.8))
    plate.put(f"Ngày, tháng, năm / Date, month, year: {card.issued:%d/%m/%Y}", (10, 30), _face(5.6))
    y = plate.put(DIRECTOR, (52, 42), _face(4.8, bold=True), 168, "center")
    plate.put(ENGLISH_DIRECTOR, (52, y), _face(3.4), 168, "center")
    west, north = plate.x + 75 * plate.scale, plate.y + 64 * plate.scale
    signed = Box(west, north, west + 65 * plate.scale, north + 24 * plate.scale)
    seal.signature(plate.canvas, signed, draft.rng)
    plate.put(citizens.signer(draft.rng), (52, 95), _face(5.4, bold=True), 168, "center")
    for x, y, left in ((178.0, 10.0, "trái / Left"), (178.0, 56.0, "phải / Right")):
        plate.ground((206, 214, 210), (x, y, x + 52, y + 34))
        plate.put(f"Ngón trỏ {left} index finger", (x - 8, y + 40), _face(3.6), x + 60, "center")
    _zone(plate, card)
    draft.know_day("ngay_cap", card.issued)
    draft.know_day("ngay_het_han", card.expires)


def _front_2024(draft: Draft, plate: Plate, card: _Card) -> None:
    plate.ground((224, 238, 246))
    plate.ground((196, 186, 178), (12, 56, 70, 132))
    _nation(plate, "CĂN CƯỚC", "IDENTITY CARD")
    _stacked(plate, (80, 66), "Số định danh cá nhân / Personal identification number:", card.who.number)
    _stacked(plate, (80, 85), "Họ, chữ đệm và tên khai sinh / Full name:", card.who.name.upper())
    plate.put(f"Ngày, tháng, năm sinh / Date of birth: {card.who.born:%d/%m/%Y}", (80, 104), _face(5.8))
    plate.put(f"Giới tính / Sex: {card.who.sex}", (80, 114), _face(5.8), 150)
    plate.put("Quốc tịch / Nationality: Việt Nam", (80, 124), _face(5.8))
    draft.know("ho_ten", card.who.name.upper())
    draft.know("quoc_tich", "Việt Nam")


def _back_2024(draft: Draft, plate: Plate, card: _Card) -> None:
    plate.ground((236, 240, 230))
    plate.ground((214, 190, 120), (14, 58, 46, 86))
    old = card.who.old_number if draft.rng.random() < 0.5 else ""
    plate.code(_payload(card, old), (196, 8), 40)
    y = _stacked(plate, (10, 12), "Nơi cư trú / Place of residence:", card.residence, 190)
    y = _stacked(plate, (10, y), "Nơi đăng ký khai sinh / Place of birth:", card.origin, 190)
    plate.put("Ngày, tháng, năm cấp / Date of issue:", (54, 62), _face(4.8), 150)
    plate.put(f"{card.issued:%d/%m/%Y}", (54, 69), _face(5.8, bold=True), 150)
    plate.put("Ngày, tháng, năm hết hạn / Date of expiry:", (54, 78), _face(4.8), 150)
    plate.put(f"{card.expires:%d/%m/%Y}", (54, 85), _face(5.8, bold=True), 150)
    plate.put("BỘ CÔNG AN", (160, 66), _face(6.4, bold=True), 240, "center")
    plate.put("MINISTRY OF PUBLIC SECURITY", (160, 73), _face(4.2), 240, "center")
    _zone(plate, card)
    if "ho_ten" not in draft.facts:
        draft.know("ho_ten", card.who.name.upper())
    draft.know("noi_cu_tru", card.residence)
    draft.know_day("ngay_cap", card.issued)
    draft.know_day("ngay_het_han", card.expires)
    if old:
        draft.know("so_cmnd", old)


def _stacked(plate: Plate, at: Spot, label: str, value: str, until: float = WIDE - 4) -> float:
    """Print a small label and its value below it."""
    y = plate.put(label, at, _face(5.2), until)
    return plate.put(value, (at[0], y + 1.6), _face(6.2, bold=value.isupper() or value.isdigit()), until) + 1.2


def _zone(plate: Plate, card: _Card) -> None:
    """Print the machine-readable zone."""
    face = Face(11.6, family="mono")
    for row, text in enumerate(mrz(card.who, card.expires)):
        plate.put(text, (14, 116 + 13 * row), face, WIDE)
