"""Driving licences, as cards on a sheet, and diplomas, as framed certificates."""

from datetime import date

from ingest.geometry import Box
from samples import seal
from samples.canvas import Canvas, Column
from samples.fonts import Face
from samples.truth import Mark
from samples.typed import citizens, head, ink, numbers, places
from samples.typed.cards import HIGH, Plate
from samples.typed.citizens import Citizen
from samples.typed.draft import Draft
from samples.typed.form import Entry, Look
from samples.typed.head import Signing
from samples.typed.paper import TypedPaper

LICENCE = {
    "the_pet": Look("sans"),
    "the_pet_hai_mat": Look("sans"),
    "the_moi_qr": Look("sans"),
    "the_phong_to": Look("plain"),
}
DIPLOMA = {
    "thpt": Look(size=14.0, way="dotted", leading=1.75, x0=95.0, x1=500.0),
    "cu_nhan": Look(size=13.0, leading=1.7, x0=95.0, x1=500.0),
    "thcs_ban_sao": Look("book", 11.5, leading=1.75, strong=False, x0=95.0, x1=500.0),
    "hai_cot": Look("serif", 12.5, "tab", leading=1.7, x0=95.0, x1=500.0, tab=150.0),
}
CLASSES = ("A1", "A", "B1", "B2", "B", "C", "C1", "D2", "BE", "CE")
RED = (176, 36, 44)
CLASSIFICATION = (
    "CÁC LOẠI XE CƠ GIỚI ĐƯỜNG BỘ ĐƯỢC ĐIỀU KHIỂN\nCLASSIFICATION OF MOTOR VEHICLES\n"
    "A1  Xe mô tô hai bánh\nB2  Ô tô chở người đến 9 chỗ"
)
GRADES = ("Trung bình", "Khá", "Giỏi", "Xuất sắc")


def giay_phep_lai_xe(seed: int) -> TypedPaper:
    """Return a copy of a driving licence."""
    draft = Draft("giay_phep_lai_xe", seed, LICENCE)
    rng = draft.rng
    issued = numbers.some_day(rng, (2025, 2026) if draft.layout == "the_moi_qr" else (2013, 2024))
    who = citizens.citizen(rng, None, (1960, 2003), issued)
    scale = 1.7 if draft.layout == "the_phong_to" else rng.choice((1.0, 1.2))
    plate = Plate(draft.canvas, (595 - 243 * scale) / 2, rng.uniform(80, 150), scale)
    _front(draft, plate, who, issued)
    if draft.layout == "the_pet_hai_mat":
        back = Plate(draft.canvas, plate.x + 4, plate.y + HIGH * scale + 40, scale)
        back.ground((244, 240, 214))
        back.put(CLASSIFICATION, (12, 22), Face(6, family="sans"))
    return draft.done()


def bang_tot_nghiep(seed: int) -> TypedPaper:
    """Return a school's or a university's diploma, or a copy from the original register."""
    draft = Draft("bang_tot_nghiep", seed, DIPLOMA)
    rng = draft.rng
    day = numbers.some_day(rng, (1999, 2026))
    age = 22 if draft.layout == "cu_nhan" else 18
    who = citizens.citizen(rng, None, (day.year - age - 3, day.year - age), day)
    _frame(draft.canvas)
    draft.y = head.national(draft, y=92) + 14
    university = draft.layout == "cu_nhan"
    school = (
        f"Trường Đại học {places.bare(who.home.province)}"
        if university
        else f"Trường THPT {rng.choice(citizens.FAMILY)} Du"
    )
    authority = (
        school.upper() if university else f"GIÁM ĐỐC SỞ GIÁO DỤC VÀ ĐÀO TẠO {places.bare(who.home.province)}".upper()
    )
    _diploma_head(draft, authority)
    _graduate(draft, who)
    _studies(draft, day, school, university=university)
    town = places.bare(who.home.province)
    draft.text(f"{town}, {numbers.long_date(day)}", draft.look.face(italic=True), Column(285.0, 525.0, "center"))
    draft.know_day("ngay_cap", day)
    y = draft.y
    name = citizens.signer(rng)
    head.sign(
        draft,
        Signing(
            ("HIỆU TRƯỞNG" if university else "GIÁM ĐỐC",), name, authority[:22], "★", Column(285.0, 525.0, "center")
        ),
    )
    draft.know("nguoi_ky", name)
    _numbers(draft, y)
    return head.finished(draft, day)


def _front(draft: Draft, plate: Plate, who: Citizen, issued: date) -> None:
    rng, family = draft.rng, draft.look.family
    small, plain, strong = Face(5.6, family=family), Face(6.4, family=family), Face(6.8, bold=True, family=family)
    plate.ground((250, 240, 206))
    plate.ground((200, 190, 182), (10, 42, 66, 118))
    plate.put("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", (70, 12), Face(6.2, bold=True, family=family), 238, "center")
    plate.put("Độc lập - Tự do - Hạnh phúc", (70, 20), Face(6, bold=True, family=family), 238, "center")
    plate.put("BỘ GTVT\nMOT" if issued.year < 2025 else "BỘ CÔNG AN\nMPS", (8, 14), small, 68, "center")
    title = "GIẤY PHÉP LÁI XE/DRIVER'S LICENSE"
    plate.put(title, (70, 34), Face(8, bold=True, colour=RED, family=family), 238, "center")
    number = f"{rng.randrange(10**11, 10**12)}"
    plate.put(f"Số/No: {number}", (70, 46), Face(8, bold=True, colour=RED, family=family), 238, "center")
    plate.put(f"Họ tên/Full name: {who.name.upper()}", (72, 58), strong)
    plate.put(f"Ngày sinh/Date of Birth: {who.born:%d/%m/%Y}", (72, 68), plain, 180)
    plate.put("Quốc tịch/Nationality: VIỆT NAM", (72, 78), plain)
    residence = who.lives_in.worded("short")
    y = plate.put(f"Nơi cư trú/Address: {residence}", (72, 88), plain)
    where, parts = places.bare(who.lives_in.province), (f"{issued.day:02d}", f"{issued.month:02d}", f"{issued.year}")
    plate.put(
        f"{where}, ngày/date {parts[0]} tháng/month {parts[1]} năm/year {parts[2]}",
        (72, y + 1),
        Face(5.4, italic=True, family=family),
    )
    kind = rng.choice(CLASSES)
    plate.put(f"Hạng/Class: {kind}", (10, 128), Face(8, bold=True, family=family), 110)
    forever = kind in ("A1", "A")
    expires = date(issued.year + rng.choice((5, 10)), issued.month, min(issued.day, 28))
    until = "Không thời hạn" if forever else f"{expires:%d/%m/%Y}"
    plate.put(f"Có giá trị đến/Expires: {until}", (10, 140), plain, 130)
    plate.put(rng.choice(("GIÁM ĐỐC", "TRƯỞNG PHÒNG")), (140, y + 10), strong, 230, "center")
    plate.put(citizens.signer(rng), (140, 142), strong, 230, "center")
    _seal(draft, plate, y)
    if draft.layout == "the_moi_qr":
        plate.code(f"{number}|{who.name}|{kind}", (208, 52), 26)
    for name, value in (
        ("so", number),
        ("ho_ten", who.name.upper()),
        ("quoc_tich", "VIỆT NAM"),
        ("noi_cu_tru", residence),
    ):
        draft.know(name, value)
    draft.know_day("ngay_sinh", who.born)
    draft.know("hang", kind)
    draft.know_day("ngay_cap", issued)
    draft.know("ngay_het_han", until if forever else expires.isoformat())


def _seal(draft: Draft, plate: Plate, y: float) -> None:
    """Press a seal as small as on such cards, and sign."""
    left, top = plate.x + 150 * plate.scale, plate.y + (y + 8) * plate.scale
    side = 30 * plate.scale
    shrunk = seal.seal_picture("SỞ GTVT", "★")
    step = max(1, round(shrunk.shape[0] / (side * 300 / 72)))
    draft.canvas.ink(shrunk[::step, ::step].copy(), Mark("seal", Box(left, top, left + side, top + side), "SỞ GTVT"))
    seal.signature(plate.canvas, Box(left + 10, top + 4, left + 60 * plate.scale, top + 22 * plate.scale), draft.rng)


def _frame(canvas: Canvas) -> None:
    """Draw the double frame of a certificate."""
    for inset in (48.0, 54.0):
        x0, y0, x1, y1 = inset, inset, 595.28 - inset, 640.0 - inset
        for start, end in (((x0, y0), (x1, y0)), ((x0, y1), (x1, y1)), ((x0, y0), (x0, y1)), ((x1, y0), (x1, y1))):
            canvas.rule(start, end, 1.2)


def _diploma_head(draft: Draft, authority: str) -> None:
    rng = draft.rng
    draft.centred(authority, bold=True)
    if draft.layout == "cu_nhan":
        draft.know("truong", authority)
    draft.centred("cấp", italic=True)
    name = {"cu_nhan": "BẰNG CỬ NHÂN", "thcs_ban_sao": "BẰNG TỐT NGHIỆP TRUNG HỌC CƠ SỞ"}.get(
        draft.layout, "BẰNG TỐT NGHIỆP TRUNG HỌC PHỔ THÔNG"
    )
    below = ""
    if draft.layout == "thcs_ban_sao":
        below = "(BẢN SAO)"
        draft.know_copy()
    head.title(draft, name, below, grow=rng.choice((4, 6)), colour=RED)


def _graduate(draft: Draft, who: Citizen) -> None:
    rng = draft.rng
    draft.entry(Entry("ho_ten", rng.choice(("Cấp cho", "Họ và tên", "Cho")), rng.choice((who.name, who.name.upper()))))
    born = rng.choice((f"{who.born:%d/%m/%Y}", numbers.long_date(who.born).removeprefix("ngày ")))
    label = rng.choice(("Ngày sinh", "Sinh ngày", "Ngày, tháng, năm sinh"))
    place = Entry("noi_sinh", "Nơi sinh", places.bare(who.home.province))
    draft.row(Entry("ngay_sinh", label, born, who.born.isoformat()), place, at=(0, 0.58))
    draft.row(Entry("gioi_tinh", "Giới tính", who.sex), Entry("dan_toc", "Dân tộc", who.ethnic), at=(0, 0.58))


def _studies(draft: Draft, day: date, school: str, *, university: bool) -> None:
    rng = draft.rng
    if university:
        draft.entry(
            Entry("", "Ngành đào tạo", rng.choice(("Luật", "Kế toán", "Sư phạm Toán học", "Kỹ thuật xây dựng")))
        )
        draft.entry(Entry("", "Hình thức đào tạo", "Chính quy"))
    else:
        draft.entry(Entry("truong", rng.choice(("Học sinh trường", "Trường")), school))
    year = Entry("nam_tot_nghiep", rng.choice(("Năm tốt nghiệp", "Khóa thi năm")), f"{day.year}", day.year)
    draft.row(
        year, Entry("xep_loai", rng.choice(("Xếp loại tốt nghiệp", "Xếp loại")), rng.choice(GRADES)), at=(0, 0.42)
    )
    draft.skip(8)


def _numbers(draft: Draft, y: float) -> None:
    """Print the diploma's number and that of the register at the lower left."""
    rng = draft.rng
    serial = f"{rng.choice('ABC')}{rng.choice((' ', ''))}{rng.randrange(10**5, 10**7)}"
    register = rng.choice((f"{rng.randint(1, 999)}/QĐ{rng.randint(10, 99)}", f"{rng.randint(100, 99999)}"))
    column, face = Column(95.0, 300.0), draft.look.face(-1.5)
    draft.canvas.text(f"Số hiệu: {serial}", face, column, y + 66)
    label = rng.choice(("Số vào sổ gốc cấp bằng", "Số vào sổ cấp bằng"))
    draft.canvas.text(f"{label}: {register}", face, column, y + 84)
    draft.know("so_hieu", serial)
    draft.know("so_vao_so", register)
    if rng.random() < 0.15:
        ink.code(draft.canvas, f"{serial}|{register}", (98.0, y + 4), 40)
