"""Land: the folded certificate of 2009, the red book before it, the sheet of 2024, the same as an A3 copy."""

from dataclasses import dataclass, replace
from datetime import date

from samples.canvas import Column
from samples.papers import table
from samples.papers.table import TableColumn
from samples.typed import citizens, head, ink, numbers, places, spread
from samples.typed.citizens import Citizen
from samples.typed.draft import Draft
from samples.typed.form import Entry, Look
from samples.typed.head import Body, Signing
from samples.typed.paper import TypedPaper
from samples.typed.places import Unit

LOOKS = {
    "mau_2009": Look(size=13.0, leading=1.5),
    "mau_2024": Look(size=12.5, leading=1.5, strong=False),
    "so_do_cu": Look(size=13.0, way="dotted", leading=1.65),
    "mau_2009_rut_gon": Look("book", 11.0, leading=1.6),
    "mau_2009_a3": Look(size=13.0, way="dotted", leading=1.5),
    "mau_2024_qr_phai": Look("sans", 11.0, leading=1.5),
}
RED = (172, 30, 40)
USES = (
    "Đất ở tại nông thôn",
    "Đất ở tại đô thị",
    "Đất trồng cây lâu năm",
    "Đất chuyên trồng lúa nước",
    "Đất ở nông thôn (ONT)",
)
ORIGINS = (
    "Công nhận QSDĐ như giao đất có thu tiền sử dụng đất",
    "Nhà nước giao đất có thu tiền sử dụng đất",
    "Nhận chuyển nhượng đất được Nhà nước giao đất có thu tiền sử dụng đất",
)
CHANGES = (
    "Thế chấp tại Ngân hàng TMCP chi nhánh huyện theo hồ sơ số {n}.TC.001",
    "Xóa đăng ký thế chấp ngày 14/6/2022 theo hồ sơ số {n}.XC.002",
    "Chuyển nhượng cho bà Lê Thị Xuyến, CCCD số {n}00, theo hồ sơ số {n}.CN.003",
)
CHANGE_TABLE = (
    TableColumn("Ngày, tháng, năm", 70.0, 150.0, "center"),
    TableColumn("Nội dung thay đổi và cơ sở pháp lý", 150.0, 390.0, "left"),
    TableColumn("Xác nhận của cơ quan có thẩm quyền", 390.0, 548.0, "center"),
)
PARTS = ("nhà ở", "công trình xây dựng khác", "rừng sản xuất là rừng trồng", "cây lâu năm")


@dataclass(frozen=True, slots=True)
class _Land:
    owners: tuple[Citizen, ...]
    place: Unit
    day: date
    serial: str
    tenths: int
    book: str


def gcn_quyen_su_dung_dat(seed: int) -> TypedPaper:
    """Return a certificate of land use rights."""
    draft = Draft("gcn_quyen_su_dung_dat", seed, LOOKS)
    rng = draft.rng
    new = draft.layout.startswith("mau_2024")
    years = (2024, 2026) if new else (2004, 2009) if draft.layout == "so_do_cu" else (2010, 2024)
    day = numbers.some_day(rng, years)
    if new:
        day = max(day, date(2024, 8, 5))
    couple = rng.random() < 0.55
    first = citizens.citizen(rng, "Nam" if couple else None, (1945, 1988), day)
    owners = (
        (first, replace(citizens.citizen(rng, "Nữ", (1950, 1990), day), address=first.address)) if couple else (first,)
    )
    letters = rng.choice(("AA", "AB")) if new else f"{rng.choice('ABCDĐ')}{rng.choice('ABCDEGHKLMNPQRSTUVXY')}"
    digits = f"{rng.randrange(10**8):08d}" if new else f"{rng.randrange(10**5, 10**6)}"
    book = f"{rng.choice(('CS', 'CH', 'H', 'VP', 'BC'))}{rng.choice(('', ' '))}{rng.randint(1, 19999):05d}"
    land = _Land(owners, first.lives_in, day, f"{letters} {digits}", rng.randint(400, 29999), book)
    draft.know("so_phat_hanh", land.serial)
    draft.know("chu_su_dung", "; ".join(owner.name for owner in owners))
    {"so_do_cu": _red_book}.get(draft.layout, _sheet_2024 if new else _folded_2009)(draft, land)
    done = head.finished(draft, day)
    return spread.folded(done) if draft.layout == "mau_2009_a3" else done


def _cover(draft: Draft, *names: str, grow: float = 8) -> None:
    draft.y = head.national(draft, y=86) + 20
    column = Column(60.0, 548.0, "center", leading=1.3)
    first, *others = names
    draft.text(first, draft.look.face(grow, bold=True, colour=RED), column)
    for name in others:
        draft.text(name, draft.look.face(2, bold=True, colour=RED), column)
    draft.skip(16)


def _owners(draft: Draft, land: _Land, address: str) -> None:
    """Print each owner with year of birth and identity paper, then where they live."""
    for owner in land.owners:
        title = "Ông" if owner.sex == "Nam" else "Bà"
        number = owner.number if land.day.year > 2016 else owner.old_number
        paper = "CCCD số" if land.day.year > 2016 else "CMND số"
        if draft.layout == "mau_2024":
            draft.entry(Entry("", title, f"{owner.name}, {paper}: {number}"))
        else:
            draft.row(
                Entry("", title, owner.name),
                Entry("", "Năm sinh", f"{owner.born.year}"),
                Entry("", paper, number),
                at=(0, 0.42, 0.66),
            )
    draft.entry(Entry("dia_chi_chu", address, land.owners[0].address))


def _plot(draft: Draft, land: _Land) -> None:
    """Print the plot as the form of 2009 does, from a) to g)."""
    rng = draft.rng
    plot, sheet = rng.randint(1, 900), rng.randint(1, 120)
    draft.row(
        Entry("so_thua", "a) Thửa đất số", f"{plot}", plot), Entry("so_to_ban_do", "tờ bản đồ số", f"{sheet}", sheet),
        at=(0, 0.4),
    )  # fmt: skip
    where = places.address(rng, land.place, rng.choice(("long", "capital")))
    area, words = f"{numbers.decimal(land.tenths)} m²", numbers.area_in_words(land.tenths)
    draft.entry(Entry("dia_chi_thua", "b) Địa chỉ", where))
    shown = f"{area} (Bằng chữ: {words})"
    draft.entry(Entry("dien_tich", "c) Diện tích", shown, numbers.plain(land.tenths)))
    draft.know("dien_tich_bang_chu", words)
    use = rng.choice((f"riêng {area}; chung: Không m²", f"riêng: {area}; chung: Không", "Sử dụng riêng"))
    draft.entry(Entry("hinh_thuc_su_dung", "d) Hình thức sử dụng", use))
    draft.entry(Entry("muc_dich_su_dung", "đ) Mục đích sử dụng", rng.choice(USES)))
    draft.entry(
        Entry("thoi_han_su_dung", "e) Thời hạn sử dụng", rng.choice(("Lâu dài", "Đến ngày 15/10/2063", "Lâu dài")))
    )
    draft.entry(Entry("nguon_goc_su_dung", "g) Nguồn gốc sử dụng", rng.choice(ORIGINS)))


def _folded_2009(draft: Draft, land: _Land) -> None:
    """Draw cover, plot, sketch and changes; the short layout leaves out the sketch's page."""
    bold, rng = draft.look.face(bold=True), draft.rng
    _cover(
        draft, "GIẤY CHỨNG NHẬN", "QUYỀN SỬ DỤNG ĐẤT", "QUYỀN SỞ HỮU NHÀ Ở VÀ TÀI SẢN KHÁC GẮN LIỀN VỚI ĐẤT", grow=12
    )
    draft.text("I. Người sử dụng đất, chủ sở hữu nhà ở và tài sản khác gắn liền với đất", bold)
    draft.skip(6)
    _owners(draft, land, rng.choice(("Địa chỉ thường trú", "Địa chỉ")))
    serial = Column(60.0, 540.0, rng.choice(("right", "center")))
    draft.canvas.text(land.serial, draft.look.face(4, bold=True, colour=RED), serial, 780.0)
    draft.turn()
    draft.text("II. Thửa đất, nhà ở và tài sản khác gắn liền với đất", bold)
    draft.text("1. Thửa đất:", bold)
    _plot(draft, land)
    for number, part in enumerate(PARTS, start=2):
        draft.text(f"{number}. {part[0].upper()}{part[1:]}: -/-", bold)
    draft.entry(Entry("", "6. Ghi chú", rng.choice(("Không", ""))))
    draft.skip(14)
    _issued(draft, land, "district")
    draft.turn()
    if draft.layout != "mau_2009_rut_gon":
        draft.text("III. Sơ đồ thửa đất, nhà ở và tài sản khác gắn liền với đất", bold)
        _sketch(draft)
    draft.text("IV. Những thay đổi sau khi cấp giấy chứng nhận", bold)
    _changes(draft)


def _sheet_2024(draft: Draft, land: _Land) -> None:
    """Draw both pages of the form since August 2024, with its code at the top right."""
    rng, bold = draft.rng, draft.look.face(bold=True)
    ink.code(draft.canvas, f"https://gcn.example.vn/{land.serial.replace(' ', '')}", (496.0, 26.0), 56.7)
    _cover(draft, "GIẤY CHỨNG NHẬN", "QUYỀN SỬ DỤNG ĐẤT, QUYỀN SỞ HỮU TÀI SẢN GẮN LIỀN VỚI ĐẤT", grow=8)
    draft.text("1. Người sử dụng đất, chủ sở hữu tài sản gắn liền với đất:", bold)
    _owners(draft, land, "Địa chỉ")
    draft.text("2. Thông tin thửa đất:", bold)
    plot, sheet = rng.randint(1, 900), rng.randint(1, 120)
    draft.row(
        Entry("so_thua", "a) Thửa đất số", f"{plot};", plot),
        Entry("so_to_ban_do", "Tờ bản đồ số", f"{sheet}", sheet),
        at=(0, 0.4),
    )
    draft.entry(Entry("dien_tich", "b) Diện tích", f"{numbers.decimal(land.tenths)} m²", numbers.plain(land.tenths)))
    draft.entry(Entry("muc_dich_su_dung", "c) Loại đất", rng.choice(USES)))
    draft.entry(Entry("thoi_han_su_dung", "d) Thời hạn sử dụng", rng.choice(("Lâu dài", "Đến ngày 01/7/2064"))))
    draft.entry(Entry("hinh_thuc_su_dung", "đ) Hình thức sử dụng", rng.choice(("Sử dụng riêng", "Sử dụng chung"))))
    draft.entry(Entry("dia_chi_thua", "e) Địa chỉ", places.address(rng, land.place, "long")))
    if rng.random() < 0.5:
        draft.entry(Entry("nguon_goc_su_dung", "g) Nguồn gốc sử dụng", rng.choice(ORIGINS)))
    draft.text("3. Thông tin tài sản gắn liền với đất: -/-", bold)
    draft.skip(12)
    _issued(draft, land, "office")
    draft.canvas.text(land.serial, draft.look.face(3, bold=True, colour=RED), Column(60, 548, "right"), 800.0)
    draft.turn()
    draft.text("4. Sơ đồ thửa đất, tài sản gắn liền với đất:", bold)
    _sketch(draft)
    draft.text("5. Ghi chú: Không", bold)
    draft.text("6. Những thay đổi sau khi cấp Giấy chứng nhận:", bold)
    _changes(draft)


def _red_book(draft: Draft, land: _Land) -> None:
    """Draw the book of before 2009: cover with the serial, then owner and plot numbered 1 to 8."""
    rng, bold = draft.rng, draft.look.face(bold=True)
    _cover(draft, "GIẤY CHỨNG NHẬN", "QUYỀN SỬ DỤNG ĐẤT", grow=14)
    draft.skip(330)
    draft.centred(land.serial, 5, bold=True)
    draft.turn()
    body = Body("", (f"UBND {land.place.district}".upper(),), "", "", "")
    draft.centred(body.name, 1, bold=True)
    draft.text("I- TÊN NGƯỜI SỬ DỤNG ĐẤT", bold)
    _owners(draft, land, "Địa chỉ thường trú")
    draft.text("II- THỬA ĐẤT ĐƯỢC QUYỀN SỬ DỤNG", bold)
    plot, sheet = rng.randint(1, 900), rng.randint(1, 80)
    draft.row(
        Entry("so_thua", "1. Thửa đất số", f"{plot}", plot), Entry("so_to_ban_do", "2. Tờ bản đồ số", f"{sheet}", sheet)
    )
    draft.entry(Entry("dia_chi_thua", "3. Địa chỉ thửa đất", places.address(rng, land.place, "long")))
    draft.entry(Entry("dien_tich", "4. Diện tích", f"{numbers.decimal(land.tenths)} m²", numbers.plain(land.tenths)))
    draft.entry(Entry("dien_tich_bang_chu", "Bằng chữ", numbers.area_in_words(land.tenths)))
    draft.text("5. Hình thức sử dụng:")
    draft.row(
        Entry("", "+ Sử dụng riêng", f"{numbers.decimal(land.tenths)} m²"), Entry("", "+ Sử dụng chung", "Không m²")
    )
    draft.entry(Entry("muc_dich_su_dung", "6. Mục đích sử dụng đất", rng.choice(USES)))
    draft.entry(Entry("thoi_han_su_dung", "7. Thời hạn sử dụng đất", rng.choice(("Lâu dài", "50 năm"))))
    draft.entry(Entry("nguon_goc_su_dung", "8. Nguồn gốc sử dụng đất", rng.choice(ORIGINS)))
    draft.skip(14)
    _issued(draft, land, "district")


def _issued(draft: Draft, land: _Land, level: str) -> None:
    """Print place and day, the issuing office, its signature, and the number in the register."""
    rng = draft.rng
    town = places.bare(land.place.district or land.place.province)
    draft.need(190)
    right = Column(300.0, 556.0, "center", leading=1.25)
    draft.text(f"{town}, {numbers.long_date(land.day)}", draft.look.face(italic=True), right)
    draft.know_day("ngay_cap", land.day)
    y = draft.y
    if level == "office":
        office = f"CHI NHÁNH VĂN PHÒNG ĐĂNG KÝ ĐẤT ĐAI {land.place.district or land.place.province}".upper()
        powers = (office, "GIÁM ĐỐC")
    else:
        office = f"ỦY BAN NHÂN DÂN {land.place.district or land.place.ward}".upper()
        powers = (f"TM. {office}", *rng.choice((("CHỦ TỊCH",), ("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"))))
    name = citizens.signer(rng)
    head.sign(draft, Signing(powers, name, office[:16], town.upper(), right))
    draft.know("noi_cap", office)
    draft.know("nguoi_ky", name)
    label = rng.choice(("Số vào sổ cấp GCN:", "Số vào sổ cấp Giấy chứng nhận:"))
    draft.canvas.text(f"{label} {land.book}", draft.look.face(), Column(draft.look.x0, 300), y + 100)
    draft.know("so_vao_so", land.book)


def _sketch(draft: Draft) -> None:
    """Draw the outline of a plot with its corners numbered and sides measured."""
    canvas, top = draft.canvas, draft.y + 14
    x0, x1, y1 = 200.0, 380.0, top + 150
    for start, end in (((x0, top), (x1, top)), ((x0, y1), (x1, y1)), ((x0, top), (x0, y1)), ((x1, top), (x1, y1))):
        canvas.rule(start, end, 1.0)
    small = draft.look.face(-3)
    for number, (x, y) in enumerate(((x0 - 14, top), (x1 + 6, top), (x1 + 6, y1), (x0 - 14, y1)), start=1):
        canvas.text(f"{number}", small, Column(x, x + 20), y)
    canvas.text("5,00", small, Column(x0, x1, "center"), top - 4)
    canvas.text("Đường bê tông", small, Column(x0, x1, "center"), y1 + 14)
    draft.y = y1 + 44


def _changes(draft: Draft) -> None:
    """Print the table of later changes; often nothing has been entered."""
    rng = draft.rng
    draft.skip(2)
    chosen = rng.sample(CHANGES, rng.choice((0, 0, 1, 2)))
    texts = [each.format(n=rng.randint(1000, 99999)) for each in chosen]
    rows = tuple((f"{rng.randint(1, 28):02d}/{rng.randint(1, 12):02d}/2025", text, "Đã xác nhận") for text in texts)
    draft.y = table.ruled(draft.canvas, CHANGE_TABLE, rows or (("", "", ""),), draft.y) + 20
    if texts:
        draft.know("bien_dong", " ".join(texts))
