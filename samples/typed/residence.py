"""Residence: confirmation CT07, and the household book that is no longer evidence but still comes in."""

from samples.canvas import Canvas, Column
from samples.fonts import Face
from samples.papers import table
from samples.papers.table import TableColumn
from samples.typed import citizens, head, numbers, places
from samples.typed.birth import VN
from samples.typed.citizens import Citizen
from samples.typed.draft import Draft
from samples.typed.form import Entry, Look
from samples.typed.head import Body, Signing
from samples.typed.paper import TypedPaper

CONFIRMATION = {
    "ct07_danh_so": Look(size=12.5, way="dotted", leading=1.5),
    "ct07_o_so": Look(size=12.5, leading=1.5),
    "ct07_bang": Look("sans", 10.5, "cells", leading=1.35, tab=200.0),
    "ct07_moi": Look("book", 10.5, leading=1.55, strong=False),
    "ct07_xuong_dong": Look(size=10.5, way="below", leading=1.12),
}
BOOK = {
    "bia_va_trang": Look(size=14.0, way="dotted", leading=1.7),
    "mot_trang": Look(size=13.0, way="under", leading=1.6),
    "so_cu": Look("mono", 10.5, way="dotted", leading=1.7, strong=False),
}
MEMBERS = (
    TableColumn("TT", 62.0, 90.0, "center"),
    TableColumn("Họ, chữ đệm và tên", 90.0, 216.0, "left"),
    TableColumn("Ngày sinh", 216.0, 288.0, "center"),
    TableColumn("Giới tính", 288.0, 330.0, "center"),
    TableColumn("Số định danh cá nhân", 330.0, 436.0, "center"),
    TableColumn("Quan hệ với chủ hộ", 436.0, 550.0, "center"),
)


def xac_nhan_cu_tru(seed: int) -> TypedPaper:
    """Return a confirmation of residence."""
    draft = Draft("xac_nhan_cu_tru", seed, CONFIRMATION)
    rng = draft.rng
    day = numbers.some_day(rng, (2025, 2026) if draft.layout == "ct07_moi" else (2021, 2026))
    who = citizens.citizen(rng, None, (1958, 2008), day)
    ward = who.lives_in.ward.upper()
    above = f"CÔNG AN {who.lives_in.district or who.lives_in.province}".upper()
    head.form_code(draft, "Mẫu CT07 ban hành kèm theo Thông tư số 66/2023/TT-BCA")
    number = f"{rng.randint(1, 3000)}/{rng.choice(('XNCT', 'XN', f'{day.year}/XNCT'))}"
    body = Body(above, (f"CÔNG AN {ward}",), who.lives_in.town, "CÔNG AN", ward)
    head.blocks(draft, body, (f"Số: {number}",), head.dated(body.town, day))
    draft.know_day("ngay_cap", day)
    head.title(draft, "XÁC NHẬN THÔNG TIN VỀ CƯ TRÚ")
    _person(draft, who)
    _places(draft, who)
    _household(draft, who)
    draft.entry(Entry("", f"{_step(draft)}Nội dung xác nhận khác (nếu có)", ""))
    until = f"Xác nhận này có giá trị đến hết ngày {day.replace(year=day.year + 1, day=min(day.day, 28)):%d/%m/%Y}."
    draft.flow((until,), indent=0)
    draft.skip(10)
    name = citizens.signer(rng)
    powers = rng.choice((("TRƯỞNG CÔNG AN",), ("KT. TRƯỞNG CÔNG AN", "PHÓ TRƯỞNG CÔNG AN")))
    head.sign(draft, Signing(powers, name, "CÔNG AN", ward))
    draft.know("nguoi_ky", name)
    return draft.done()


def so_ho_khau(seed: int) -> TypedPaper:
    """Return a household book: its first page, sometimes with a member's page."""
    draft = Draft("so_ho_khau", seed, BOOK)
    rng = draft.rng
    day = numbers.some_day(rng, (1996, 2010) if draft.layout == "so_cu" else (2007, 2020))
    who = citizens.citizen(rng, None, (1945, 1990), day)
    number = f"{rng.randrange(10**8, 10**9)}"
    if draft.layout == "bia_va_trang":
        _cover(draft, number)
        draft.turn()
        draft.skip(30)
    else:
        draft.y = head.national(draft) + 40
        head.title(draft, "SỔ HỘ KHẨU GIA ĐÌNH" if draft.layout == "so_cu" else "SỔ HỘ KHẨU", grow=9)
        draft.centred(f"Số: {number}", 1, bold=True)
        draft.skip(30)
    draft.know("so", number)
    draft.entry(Entry("chu_ho", "Họ và tên chủ hộ", rng.choice((who.name.upper(), who.name))))
    label = rng.choice(
        ("Nơi thường trú", "Nơi đăng ký hộ khẩu thường trú" if draft.layout == "so_cu" else "Nơi thường trú")
    )
    draft.entry(Entry("noi_thuong_tru", label, who.address))
    draft.entry(Entry("", "Hồ sơ hộ khẩu số", f"{rng.randint(100, 9999)}"))
    draft.row(
        Entry("", "Sổ đăng ký thường trú số", f"{rng.randint(1, 40)}"), Entry("", "Tờ số", f"{rng.randint(1, 200)}")
    )
    draft.skip(16)
    town = places.bare(who.lives_in.district) or who.lives_in.town
    draft.text(f"{town}, {numbers.long_date(day)}", draft.look.face(italic=True), head.SIGN_RIGHT)
    chief = f"TRƯỞNG CÔNG AN {who.lives_in.district or who.lives_in.ward}".upper()
    head.sign(draft, Signing((chief,), citizens.signer(rng), "CÔNG AN", who.lives_in.district.upper()))
    if draft.layout == "mot_trang" and rng.random() < 0.6:
        draft.turn()
        _member(draft, who)
    return draft.done()


def _step(draft: Draft) -> str:
    """Return the next number of a form whose places are numbered."""
    if draft.layout not in ("ct07_danh_so", "ct07_moi"):
        return ""
    draft.counted += 1
    return f"{draft.counted}. "


def _person(draft: Draft, who: Citizen) -> None:
    rng = draft.rng
    draft.entry(Entry("ho_ten", f"{_step(draft)}Họ, chữ đệm và tên", rng.choice((who.name, who.name.upper()))))
    born = Entry("ngay_sinh", f"{_step(draft)}Ngày, tháng, năm sinh", f"{who.born:%d/%m/%Y}", who.born.isoformat())
    draft.row(born, Entry("gioi_tinh", f"{_step(draft)}Giới tính", who.sex), at=(0.0, 0.62))
    label = f"{_step(draft)}{rng.choice(('Số định danh cá nhân/CMND', 'Số định danh cá nhân'))}"
    if draft.layout == "ct07_o_so":
        boxed(draft, label, who.number)
        draft.know("so_dinh_danh", who.number)
    else:
        draft.entry(Entry("so_dinh_danh", label, who.number))
    ethnic = Entry("", f"{_step(draft)}Dân tộc", who.ethnic)
    creed = Entry("", f"{_step(draft)}Tôn giáo", rng.choice(("Không", "Phật giáo", "Công giáo")))
    draft.row(ethnic, creed, Entry("", f"{_step(draft)}Quốc tịch", VN))
    draft.entry(Entry("", f"{_step(draft)}Quê quán", who.home.worded("long")))


def _places(draft: Draft, who: Citizen) -> None:
    rng = draft.rng
    draft.entry(Entry("noi_thuong_tru", f"{_step(draft)}Nơi thường trú", who.address))
    elsewhere = rng.random() < 0.3
    other = places.address(rng, who.lives_in, "long")
    draft.entry(Entry("noi_tam_tru", f"{_step(draft)}Nơi tạm trú", other if elsewhere else ""))
    draft.entry(Entry("noi_o_hien_tai", f"{_step(draft)}Nơi ở hiện tại", other if elsewhere else who.address))


def _household(draft: Draft, who: Citizen) -> None:
    rng = draft.rng
    day = who.born.replace(year=who.born.year + 20, day=1)
    own = rng.random() < 0.35
    chief = who if own else citizens.citizen(rng, None, (1945, 1985), day)
    relation = "Chủ hộ" if own else rng.choice(("Con đẻ", "Vợ", "Chồng", "Cháu ruột", "Con dâu"))
    holder = Entry("chu_ho", f"{_step(draft)}Họ, chữ đệm và tên chủ hộ", chief.name)
    bond = Entry("quan_he", f"{_step(draft)}{rng.choice(('Quan hệ với chủ hộ', 'Mối quan hệ với chủ hộ'))}", relation)
    draft.row(holder, bond, at=(0.0, 0.6))
    draft.entry(Entry("", f"{_step(draft)}Số định danh cá nhân của chủ hộ", chief.number))
    draft.text(f"{_step(draft)}Thông tin các thành viên khác trong hộ gia đình:")
    rows = []
    for place in range(1, rng.randint(2, 4)):
        other = citizens.citizen(rng, None, (1960, 2018), day)
        bonded = rng.choice(("Con đẻ", "Vợ", "Chồng", "Mẹ đẻ", "Cháu"))
        rows.append((f"{place}", other.name, f"{other.born:%d/%m/%Y}", other.sex, other.number, bonded))
    draft.y = table.ruled(draft.canvas, MEMBERS, tuple(rows), draft.y - 8) + 20


def boxed(draft: Draft, label: str, digits: str) -> None:
    """Print digits one by one into boxes, as forms want identity numbers."""
    look, canvas, y = draft.look, draft.canvas, draft.y
    canvas.text(f"{label}:", look.label_face, look.column, y)
    x = canvas.pen[0] + 10
    for place, digit in enumerate(digits):
        left = x + place * 18.0
        _box(canvas, (left, y - 13, left + 16.0, y + 4))
        canvas.text(digit, look.value_face, Column(left, left + 16.0, "center"), y)
    draft.skip(look.size * look.leading + 3)


def _box(canvas: Canvas, edges: tuple[float, float, float, float]) -> None:
    x0, y0, x1, y1 = edges
    for start, end in (((x0, y0), (x1, y0)), ((x0, y1), (x1, y1)), ((x0, y0), (x0, y1)), ((x1, y0), (x1, y1))):
        canvas.rule(start, end, 0.5)


def _cover(draft: Draft, number: str) -> None:
    centre = Column(80.0, 520.0, "center")
    draft.text("BỘ CÔNG AN", Face(16, bold=True), centre)
    draft.y = head.national(draft, centre, 110) + 180
    draft.text("SỔ HỘ KHẨU", Face(34, bold=True, colour=(160, 30, 40)), centre)
    draft.skip(30)
    draft.text(f"Số: {number}", Face(18, bold=True), centre)


def _member(draft: Draft, who: Citizen) -> None:
    draft.centred("QUAN HỆ VỚI CHỦ HỘ: Chủ hộ", bold=True)
    draft.skip(10)
    shown = (
        ("Họ và tên", who.name.upper()), ("Họ và tên gọi khác", ""), ("Ngày, tháng, năm sinh", f"{who.born:%d/%m/%Y}"),
        ("Giới tính", who.sex), ("Nguyên quán", who.home.worded("long")), ("Dân tộc", who.ethnic),
        ("Tôn giáo", "Không"), ("Số CMND", who.old_number), ("Nghề nghiệp", "Làm ruộng"), ("Chuyển đến ngày", ""),
    )  # fmt: skip
    for label, value in shown:
        draft.entry(Entry("", label, value))
