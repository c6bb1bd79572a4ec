"""Papers of no known type that speak of certificates: a private letter, a price list, a school's notice, a receipt."""

from samples import people
from samples.canvas import Column
from samples.papers import table
from samples.papers.prose import SENTENCES
from samples.papers.table import TableColumn
from samples.typed import citizens, numbers, places
from samples.typed.draft import Draft
from samples.typed.form import Entry, Look
from samples.typed.paper import TypedPaper

LOOKS = {
    "thu_ngo": Look(size=13.5, x0=85.0),
    "bang_gia": Look("sans", 11.5, x0=85.0),
    "thong_bao_truong": Look("book", 11.5, x0=85.0),
    "van_xuoi": Look(size=13.5, x0=85.0),
    "phieu_thu": Look("plain", 10.5, "dotted", leading=1.6, strong=False),
}
PRICES = (
    TableColumn("STT", 85.0, 120.0, "center"),
    TableColumn("Tên dịch vụ", 120.0, 400.0, "left"),
    TableColumn("Đơn giá (đồng)", 400.0, 545.0, "right"),
)
SERVICES = (
    "Photo giấy chứng nhận quyền sử dụng đất khổ A3",
    "Ép plastic giấy khai sinh",
    "Đánh máy hợp đồng chuyển nhượng",
    "Chụp ảnh thẻ căn cước 3x4",
    "Dịch thuật bằng tốt nghiệp sang tiếng Anh",
    "Trích đo thửa đất dưới 500 m²",
    "In tờ khai đăng ký kết hôn",
)
LETTER = (
    "Kính thưa bà con cô bác trong xóm,",
    ("Hôm trước tôi có nhận được giấy chứng nhận quyền sử dụng đất của thửa vườn sau nhà, xem kỹ thì ranh phía tây vẽ "
    "lấn sang lối đi chung gần một mét. Tôi đã lên xã hỏi, cán bộ địa chính bảo cứ làm đơn đề nghị đính chính."),
    "Tôi viết mấy dòng này để bà con biết mà yên tâm: lối đi vẫn là của chung, không ai rào lại cả.",
    "Nhân tiện, cháu nào sắp làm giấy khai sinh hay đăng ký kết hôn thì nhớ mang theo căn cước công dân của cha mẹ.",
)  # fmt: skip
NOTICE = (
    "Nhà trường nhận lại bằng tốt nghiệp của học sinh khóa trước tại phòng giáo vụ, từ thứ hai đến thứ sáu hằng tuần.",
    "Khi đến nhận, mang theo giấy khai sinh bản sao và căn cước công dân; phụ huynh nhận thay cần có giấy ủy quyền.",
    "Học sinh có sai sót về họ tên, ngày sinh trên bằng thì làm đơn nộp cho cô thư ký trước ngày 20 tháng này.",
    "Nhà trường không thu bất kỳ khoản phí nào khi trả bằng.",
)


def khac(seed: int) -> TypedPaper:
    """Return a paper of no known type."""
    draft = Draft("khac", seed, LOOKS)
    {
        "thu_ngo": _letter, "bang_gia": _prices, "thong_bao_truong": _notice, "van_xuoi": _prose, "phieu_thu": _receipt,
    }[draft.layout](draft)  # fmt: skip
    return draft.done()


def _letter(draft: Draft) -> None:
    place = places.old_unit(draft.rng)
    day = numbers.some_day(draft.rng, (2018, 2026))
    draft.text(f"{place.town}, {numbers.long_date(day)}", draft.look.face(italic=True), Column(85, 548, "right"))
    draft.skip(20)
    draft.flow(LETTER, gap=8)
    draft.skip(20)
    draft.text(citizens.signer(draft.rng), draft.look.face(italic=True), Column(340, 548, "center"))


def _prices(draft: Draft) -> None:
    rng = draft.rng
    draft.centred(f"CỬA HÀNG PHOTO {rng.choice(citizens.GIVEN['Nữ']).upper()}", 4, bold=True)
    draft.centred("BẢNG GIÁ DỊCH VỤ", 3, bold=True)
    draft.skip(14)
    chosen = rng.sample(SERVICES, rng.randint(5, 7))
    rows = tuple((f"{n}", each, people.dotted(rng.randrange(2, 300) * 1000)) for n, each in enumerate(chosen, start=1))
    draft.y = table.ruled(draft.canvas, PRICES, rows, draft.y) + 26
    draft.flow(("Giá trên chưa gồm thuế. Khách lấy ngay xin vui lòng chờ 10 phút.",))


def _notice(draft: Draft) -> None:
    rng = draft.rng
    draft.text(f"TRƯỜNG THPT {rng.choice(citizens.FAMILY).upper()} DU", draft.look.face(bold=True))
    draft.text(f"Số điện thoại văn phòng: {numbers.mobile(rng)}")
    draft.skip(20)
    draft.centred("Kính gửi quý phụ huynh và các em học sinh", 1, bold=True)
    draft.skip(10)
    draft.flow(rng.sample(NOTICE, len(NOTICE)), gap=6)
    draft.flow(rng.sample(SENTENCES, 3), gap=6)
    draft.skip(16)
    draft.text("Ban Giám hiệu", draft.look.face(bold=True), Column(340, 548, "center"))


def _prose(draft: Draft) -> None:
    rng = draft.rng
    draft.centred("Chuyện tờ giấy cũ", 3, bold=True)
    draft.skip(14)
    for _ in range(4):
        chosen = rng.sample((*LETTER[1:], *SENTENCES), 4)
        draft.flow((" ".join(chosen),), gap=8)


def _receipt(draft: Draft) -> None:
    rng = draft.rng
    who = citizens.citizen(rng, None, (1960, 2000), numbers.some_day(rng, (2016, 2026)))
    amount = rng.randrange(2, 900) * 10_000
    draft.text(f"Đơn vị: Đại lý vé số {who.name.rsplit(' ', 1)[-1]}")
    draft.centred("PHIẾU THU", 6, bold=True)
    draft.centred(f"Quyển số {rng.randint(1, 9)}", italic=True)
    draft.skip(10)
    for label, shown in (
        ("Họ tên người nộp tiền", who.name),
        ("Địa chỉ", who.address),
        ("Lý do nộp", "Tiền đặt cọc công chứng giấy chứng nhận quyền sử dụng đất"),
        ("Số tiền", f"{people.dotted(amount)} đồng"),
        ("Viết bằng chữ", f"{numbers.capital(numbers.in_words(amount))} đồng"),
        ("Kèm theo", "01 chứng từ gốc"),
    ):
        draft.entry(Entry("", label, shown))
    draft.skip(20)
    thirds = ((85.0, 240.0, "Người nộp tiền"), (240.0, 395.0, "Thủ quỹ"), (395.0, 548.0, "Người lập phiếu"))
    for x0, x1, role in thirds:
        draft.canvas.text(role, draft.look.face(bold=True), Column(x0, x1, "center"), draft.y)
