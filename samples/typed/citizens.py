"""More people than ``samples.people`` knows: names of many peoples, old and new identity numbers, where they live."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from samples.people import Sex
from samples.typed import places
from samples.typed.places import Unit

FAMILY = (
    "Nguyễn", "Nguyễn", "Nguyễn", "Trần", "Trần", "Lê", "Lê", "Phạm", "Hoàng", "Huỳnh", "Phan", "Vũ", "Võ", "Đặng",
    "Bùi", "Đỗ", "Hồ", "Ngô", "Dương", "Lý", "Đoàn", "Trịnh", "Đinh", "Lâm", "Mai", "Tô", "Hà", "Cao", "Châu", "Thái",
    "Tạ", "Phùng", "Lưu", "Tăng", "Kiều", "Văn", "Quách", "La", "Từ", "Ông", "Nghiêm", "Doãn", "Tôn Thất",
)  # fmt: skip
MIDDLE: dict[Sex, tuple[str, ...]] = {
    "Nam": (
        "Văn", "Văn", "Hữu", "Đức", "Minh", "Quốc", "Thanh", "Xuân", "Công", "Đình", "Trọng", "Ngọc", "Gia", "Hoàng",
        "Thế", "Tiến", "Bá", "Nhật", "Viết", "Duy", "",
    ),
    "Nữ": (
        "Thị", "Thị", "Thị Mỹ", "Ngọc", "Thị Thu", "Thùy", "Thị Bích", "Như", "Thị Kim", "Thị Hồng", "Khánh", "Phương",
        "Thị Ngọc", "Bảo", "Thị Thanh", "Tường", "Diệu", "Cẩm", "",
    ),
}  # fmt: skip
GIVEN: dict[Sex, tuple[str, ...]] = {
    "Nam": (
        "Hùng", "Tuấn", "Dũng", "Khải", "Phước", "Thịnh", "Trường", "Vũ", "Đạt", "Lộc", "Quyết", "Nghĩa", "Bình", "An",
        "Khôi", "Tài", "Hậu", "Luân", "Toàn", "Thuận", "Hiếu", "Khánh", "Kiệt", "Long", "Nhân", "Quý", "Thạch", "Vỹ",
    ),
    "Nữ": (
        "Hương", "Lan", "Thảo", "Nguyệt", "Yến", "Diễm", "Hạnh", "Quyên", "Trâm", "Uyên", "Phượng", "Tuyết", "Nga",
        "Hằng", "Oanh", "Thủy", "Xuyến", "Vy", "Nhi", "Ngân", "Hiền", "Loan", "Thắm", "Chi", "Mai", "Ánh", "Liễu",
    ),
}  # fmt: skip
OTHERS: dict[Sex, tuple[tuple[str, str], ...]] = {
    "Nam": (
        ("Giàng A Páo", "Mông"), ("Sùng A Chớ", "Mông"), ("Vàng Mí Sính", "Mông"), ("Thạch Sa Rươne", "Khmer"),
        ("Sơn Ngọc Thạch", "Khmer"), ("Danh Út", "Khmer"), ("Y Bhăm Ayun", "Ê Đê"), ("Y Tlur Mlô", "Ê Đê"),
        ("Ksor Hlang", "Gia Rai"), ("Rơ Châm Bích", "Gia Rai"), ("K'Brêu", "Cơ Ho"), ("A Thưng", "Xơ Đăng"),
        ("Lò Văn Ển", "Thái"), ("Quàng Văn Pọm", "Thái"), ("Bàn Tài Quyên", "Dao"), ("Nông Văn Slấn", "Tày"),
        ("Đinh Văn Ngút", "Hrê"), ("Hồ Văn Đới", "Bru - Vân Kiều"), ("Pinăng Thạnh", "Raglay"), ("Lỷ A Sáng", "Hoa"),
    ),
    "Nữ": (
        ("H'Nin Niê", "Ê Đê"), ("H'Bliăk Êban", "Ê Đê"), ("Giàng Thị Mỷ", "Mông"), ("Thào Thị Súa", "Mông"),
        ("Thạch Sô Phia", "Khmer"), ("Thị Sà Rươl", "Khmer"), ("Ka Hiếu", "Cơ Ho"), ("Siu H'Nhắp", "Gia Rai"),
        ("Y Blách", "Xơ Đăng"), ("Lò Thị Ánh", "Thái"), ("Cà Thị Pâng", "Thái"), ("Triệu Mùi Pham", "Dao"),
        ("Chảo Sử Mẩy", "Dao"), ("Lương Thị Xuyến", "Tày"), ("Phạm Thị Bléo", "Hrê"), ("Chamaléa Thị Thủy", "Raglay"),
        ("Quách Thị Ỏm", "Mường"), ("Voòng Sau Kíu", "Hoa"),
    ),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Citizen:
    """Somebody who does not exist: ``number`` has 12 digits that agree with home, sex and year, ``old_number`` nine."""

    name: str
    sex: Sex
    born: date
    ethnic: str
    number: str
    old_number: str
    home: Unit
    lives_in: Unit
    address: str


def citizen(rng: Random, sex: Sex | None, years: tuple[int, int], day: date) -> Citizen:
    """Return a person born within the years (both included) and where they live on the day."""
    own: Sex = sex or ("Nam" if rng.random() < 0.5 else "Nữ")
    name, ethnic = _name(rng, own)
    home = places.old_unit(rng)
    born = date(rng.randint(*years), 1, 1) + timedelta(days=rng.randrange(365))
    century = 2 * (born.year // 100 - 19) + (own == "Nữ")
    number = f"{home.code}{century}{born.year % 100:02d}{rng.randrange(10**6):06d}"
    lives_in = places.near(rng, home, day)
    address = places.address(rng, lives_in, rng.choice(("long", "long", "capital", "comma", "dash", "short")))
    return Citizen(name, own, born, ethnic, number, f"{rng.randrange(10**7, 39 * 10**7):09d}", home, lives_in, address)


def signer(rng: Random) -> str:
    """Return the name of somebody who signs."""
    sex: Sex = rng.choice(("Nam", "Nam", "Nữ"))
    return _kinh(rng, sex)


def _name(rng: Random, sex: Sex) -> tuple[str, str]:
    if rng.random() < 0.22:
        return rng.choice(OTHERS[sex])
    return _kinh(rng, sex), "Kinh"


def _kinh(rng: Random, sex: Sex) -> str:
    parts = (rng.choice(FAMILY), rng.choice(MIDDLE[sex]), rng.choice(GIVEN[sex]))
    return " ".join(part for part in parts if part)
