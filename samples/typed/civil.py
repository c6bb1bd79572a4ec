"""Civil status besides birth and marriage: confirmation of marital status, extract of a death entry."""

from datetime import date, timedelta

from samples.typed import citizens, head, ink, numbers, places
from samples.typed.birth import VN, copy_title
from samples.typed.draft import Draft
from samples.typed.form import Entry, Look
from samples.typed.head import Signing
from samples.typed.ink import Hand
from samples.typed.marriage import identity
from samples.typed.paper import TypedPaper
from samples.typed.places import Unit

STATUS = {
    "mau_2020": Look(size=13.0, leading=1.4),
    "cham_chay": Look(size=12.5, way="under", leading=1.5, strong=False),
    "bang": Look("sans", 10.5, "cells", leading=1.35, tab=170.0),
    "van_xuoi": Look("book", 11.0, leading=1.5),
}
DEATH = {
    "hai_khoi": Look(size=12.5, leading=1.5),
    "cham_chay": Look(size=12.5, way="dotted", leading=1.55, strong=False),
    "ban_dien_tu": Look("plain", 10.5, "tab", leading=1.5, tab=180.0),
    "xuong_dong": Look("sans", 10.5, "below", leading=1.3),
}
CAUSES = ("Bệnh già", "Bệnh tim mạch", "Tai nạn giao thông", "Ung thư gan", "Đột quỵ", "Tuổi cao, sức yếu")
STATES = (
    "Chưa đăng ký kết hôn với ai",
    "Hiện tại chưa đăng ký kết hôn với ai",
    "Đã ly hôn theo Bản án số {n}/2019/HNGĐ-ST ngày 14/3/2019 của Tòa án nhân dân, hiện tại chưa kết hôn với ai",
    "Đã có vợ/chồng nhưng vợ/chồng đã chết, hiện tại chưa đăng ký kết hôn với ai",
)
PURPOSES = (
    "Làm thủ tục đăng ký kết hôn",
    "Bổ túc hồ sơ chuyển nhượng quyền sử dụng đất",
    "Làm thủ tục vay vốn ngân hàng",
    "Bổ sung hồ sơ xin việc",
)


def xac_nhan_tinh_trang_hon_nhan(seed: int) -> TypedPaper:
    """Return a confirmation of marital status."""
    draft = Draft("xac_nhan_tinh_trang_hon_nhan", seed, STATUS)
    rng = draft.rng
    day = numbers.some_day(rng, (2016, 2026))
    who = citizens.citizen(rng, None, (1962, 2003), day)
    hand = rng.random() < 0.35
    figure = f"{rng.randint(1, 940)}"
    tail = rng.choice(("/UBND-XNTTHN", f"/{day.year}/UBND-XNTTHN", "/XNTTHN"))
    body = head.commune(who.lives_in)
    number = ("Số:", Hand(figure, draft.pen), tail) if hand else (f"Số: {figure}{tail}",)
    head.blocks(draft, body, number, head.dated(body.town, day, pen=draft.pen if hand else None))
    draft.know("so", f"{figure}{tail}")
    draft.know_day("ngay_cap", day)
    if hand:
        draft.hand |= {"so", "ngay_cap"}
    head.title(draft, "GIẤY XÁC NHẬN TÌNH TRẠNG HÔN NHÂN", grow=2)
    office = head.committee(who.lives_in)
    draft.centred(office.upper(), bold=True)
    draft.know("noi_cap", office.upper())
    draft.skip(6)
    asked = f"Xét đề nghị của ông/bà {who.name} về việc cấp Giấy xác nhận tình trạng hôn nhân,"
    draft.flow((asked,), gap=2)
    draft.centred("XÁC NHẬN:", bold=True)
    draft.skip(8)
    _holder(draft, who, day)
    _state(draft, who, day)
    head.sign(draft, Signing(_powers(draft), _signer(draft), body.ring, body.foot))
    return head.finished(draft, day)


def trich_luc_khai_tu(seed: int) -> TypedPaper:
    """Return an extract of a death entry."""
    draft = Draft("trich_luc_khai_tu", seed, DEATH)
    rng = draft.rng
    died = numbers.some_day(rng, (2008, 2025))
    registered = died + timedelta(days=rng.randint(1, 60))
    issued = registered + timedelta(days=rng.randint(0, 700))
    issued = max(issued, date(2016, 1, 18))
    who = citizens.citizen(rng, None, (1925, died.year - 30), died)
    office = who.lives_in
    number = f"{rng.randint(1, 300)}/{rng.choice((f'{issued.year}/', ''))}TLKT{rng.choice(('-BS', ''))}"
    body = rng.choice((head.commune(office), head.commune_in_full(office)))
    head.blocks(draft, body, (f"Số: {number}",), head.dated(body.town, issued))
    draft.know("so", number)
    if draft.layout == "ban_dien_tu":
        ink.code(draft.canvas, f"{number}|{who.number}|{who.name}", (24, 22), 44)
    copy_title(draft, "TRÍCH LỤC KHAI TỬ")
    draft.entry(Entry("ho_ten", "Họ, chữ đệm, tên", rng.choice((who.name.upper(), who.name))))
    year_only = rng.random() < 0.3
    born = (f"{who.born.year}", f"{who.born.year}") if year_only else (f"{who.born:%d/%m/%Y}", who.born.isoformat())
    draft.entry(Entry("ngay_sinh", "Ngày, tháng, năm sinh", *born))
    draft.row(
        Entry("gioi_tinh", "Giới tính", who.sex),
        Entry("dan_toc", "Dân tộc", who.ethnic),
        Entry("quoc_tich", "Quốc tịch", VN),
    )
    draft.entry(Entry("so_dinh_danh", "Số định danh cá nhân", who.number if rng.random() < 0.7 else ""))
    if rng.random() < 0.6:
        draft.entry(Entry("", "Giấy tờ tùy thân", identity(draft, who, died)))
    _death(draft, died, office)
    draft.entry(
        Entry("noi_dang_ky", rng.choice(("Đã được đăng ký khai tử tại", "Nơi đăng ký khai tử")), head.committee(office))
    )
    shown = f"{rng.randint(1, 120)}, ngày {registered:%d/%m/%Y}"
    draft.entry(
        Entry("ngay_dang_ky", rng.choice(("Số, ngày, tháng, năm đăng ký", "Số, ngày")), shown, registered.isoformat())
    )
    draft.entry(
        Entry("", "Thực hiện trích lục từ", rng.choice(("Cơ sở dữ liệu hộ tịch điện tử", "Sổ đăng ký khai tử")))
    )
    draft.skip(12)
    powers = ("NGƯỜI KÝ TRÍCH LỤC", *_powers(draft)[-1:])
    head.sign(draft, Signing(powers, _signer(draft), body.ring, head.commune(office).foot))
    return head.finished(draft, issued)


def _holder(draft: Draft, who: citizens.Citizen, day: date) -> None:
    rng = draft.rng
    draft.entry(Entry("ho_ten", "Họ, chữ đệm, tên", rng.choice((who.name, who.name.upper()))))
    draft.entry(Entry("ngay_sinh", "Ngày, tháng, năm sinh", f"{who.born:%d/%m/%Y}", who.born.isoformat()))
    draft.row(
        Entry("gioi_tinh", "Giới tính", who.sex),
        Entry("dan_toc", "Dân tộc", who.ethnic),
        Entry("quoc_tich", "Quốc tịch", VN),
    )
    draft.entry(Entry("giay_to", "Giấy tờ tùy thân", identity(draft, who, day)))
    draft.entry(Entry("noi_cu_tru", "Nơi cư trú", who.address))


def _state(draft: Draft, who: citizens.Citizen, day: date) -> None:
    rng = draft.rng
    state = rng.choice(STATES).format(n=rng.randint(3, 88))
    if rng.random() < 0.4:
        begun = who.born.replace(year=who.born.year + 18, day=1)
        draft.entry(
            Entry("", "Trong thời gian cư trú tại", f"{who.address}, từ ngày {begun:%d/%m/%Y} đến ngày {day:%d/%m/%Y}")
        )
    draft.entry(Entry("tinh_trang", "Tình trạng hôn nhân", state if draft.look.way == "cells" else f"{state}."))
    draft.know("tinh_trang", state)
    purpose = rng.choice(PURPOSES)
    draft.skip(2)
    if draft.look.way == "cells":
        draft.entry(Entry("muc_dich", "Mục đích sử dụng", purpose))
        draft.flow(("Giấy này có giá trị sử dụng trong thời hạn 6 tháng, kể từ ngày cấp.",))
    else:
        good = f"Giấy này có giá trị sử dụng trong thời hạn 6 tháng, kể từ ngày cấp, được sử dụng để: {purpose}."
        draft.flow((good,), indent=0)
        draft.know("muc_dich", purpose)
    draft.skip(12)


def _death(draft: Draft, died: date, office: Unit) -> None:
    rng = draft.rng
    moment = f"{rng.randint(0, 23):02d} giờ {rng.randint(0, 59):02d} phút, {numbers.long_date(died)}"
    label = rng.choice(("Đã chết vào lúc", "Chết lúc"))
    draft.entry(Entry("chet_luc", label, moment))
    draft.know_day("ngay_chet", died)
    where = rng.choice(("Tại nhà", f"Bệnh viện Đa khoa {places.lower(office.province)}", office.worded("long")))
    draft.entry(Entry("noi_chet", "Nơi chết", where))
    draft.entry(Entry("nguyen_nhan", "Nguyên nhân chết", rng.choice((*CAUSES, ""))))


def _powers(draft: Draft) -> tuple[str, ...]:
    return draft.rng.choice((("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"), ("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"), ("CHỦ TỊCH",)))


def _signer(draft: Draft) -> str:
    name = citizens.signer(draft.rng)
    draft.know("nguoi_ky", name)
    return name
