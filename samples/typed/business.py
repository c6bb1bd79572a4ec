"""Licences of building and business: building permit, company's and household's certificates of registration."""

from dataclasses import dataclass
from datetime import date, timedelta

from samples import people
from samples.typed import citizens, head, ink, numbers, places
from samples.typed.birth import VN
from samples.typed.citizens import Citizen
from samples.typed.draft import Draft
from samples.typed.form import Entry, Look
from samples.typed.head import Body, Signing
from samples.typed.ink import Hand
from samples.typed.paper import TypedPaper

PERMIT = {
    "danh_so": Look(size=13.0, leading=1.42, strong=False),
    "gach_dau_dong": Look("serif", 12.5, "dotted", leading=1.5),
    "nha_o_rieng_le": Look("book", 11.0, leading=1.5, strong=False),
}
COMPANY = {
    "mau_2015": Look(size=12.5, leading=1.45),
    "mau_2020_qr": Look("sans", 10.5, leading=1.5),
    "bang": Look("plain", 9.5, "tab", leading=1.38, tab=170.0),
}
HOUSEHOLD = {
    "mau_2015": Look(size=12.5, leading=1.5),
    "mau_2021": Look(size=12.5, way="dotted", leading=1.5, strong=False),
    "bang": Look("sans", 10.5, "cells", leading=1.35, tab=180.0),
    "xuong_dong": Look("book", 10.0, "below", leading=1.28),
}
TRADES = ("THƯƠNG MẠI DỊCH VỤ", "XÂY DỰNG", "SẢN XUẤT NÔNG SẢN", "VẬN TẢI", "TƯ VẤN THIẾT KẾ", "CÔNG NGHỆ SỐ")
FIELDS = (
    "Bán lẻ lương thực, thực phẩm, đồ uống",
    "Sửa chữa, bảo dưỡng mô tô, xe máy (4542)",
    "Dịch vụ ăn uống; bán lẻ đồ uống tại chỗ",
    "May trang phục (trừ trang phục từ da lông thú)",
)
POLICE = "Cục Cảnh sát quản lý hành chính về trật tự xã hội"


@dataclass(frozen=True, slots=True)
class _Firm:
    number: str
    name: str
    head: Citizen
    capital: int
    first: date


def giay_phep_xay_dung(seed: int) -> TypedPaper:
    """Return a building permit."""
    draft = Draft("giay_phep_xay_dung", seed, PERMIT)
    rng = draft.rng
    day = numbers.some_day(rng, (2013, 2026))
    who = citizens.citizen(rng, None, (1955, 1992), day)
    level = who.lives_in.district or who.lives_in.ward
    sector = rng.random() < 0.4
    body = (
        Body(f"UBND {who.lives_in.province}".upper(), ("SỞ XÂY DỰNG",), places.bare(who.lives_in.province), "SXD", "★")
        if sector
        else Body("", ("ỦY BAN NHÂN DÂN", level.upper()), places.bare(level), "ỦY BAN NHÂN DÂN", level.upper())
    )  # fmt: skip
    figure, tail = f"{rng.randint(1, 900):02d}", rng.choice(("/GPXD", "/GPXD-UBND", f"/{day.year}/GPXD"))
    by_hand = rng.random() < 0.35
    parts = ("Số:", Hand(figure, draft.pen), tail) if by_hand else (f"Số: {figure}{tail}",)
    head.blocks(draft, body, parts, head.dated(body.town, day))
    draft.know("so", f"{figure}{tail}")
    draft.know("noi_cap", body.name)
    draft.know_day("ngay_cap", day)
    if by_hand:
        draft.hand.add("so")
    below = "(Sử dụng cho nhà ở riêng lẻ)" if draft.layout == "nha_o_rieng_le" else ""
    head.title(draft, "GIẤY PHÉP XÂY DỰNG", below, grow=3)
    _permitted(draft, who)
    name = citizens.signer(rng)
    powers = ("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC") if sector else ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH")
    head.sign(draft, Signing(powers, name, body.ring, body.foot))
    draft.know("nguoi_ky", name)
    return head.finished(draft, day)


def gcn_dang_ky_doanh_nghiep(seed: int) -> TypedPaper:
    """Return a company's certificate of registration."""
    draft = Draft("gcn_dang_ky_doanh_nghiep", seed, COMPANY)
    rng = draft.rng
    first = numbers.some_day(rng, (2009, 2024))
    kind = rng.choice(("CÔNG TY TNHH MỘT THÀNH VIÊN", "CÔNG TY TNHH HAI THÀNH VIÊN TRỞ LÊN", "CÔNG TY CỔ PHẦN"))
    leader = citizens.citizen(rng, None, (1960, 1995), first)
    brand = rng.choice(citizens.GIVEN["Nam"]).upper()
    form = "CÔNG TY CỔ PHẦN" if "PHẦN" in kind else "CÔNG TY TNHH"
    name = f"{form} {rng.choice(TRADES)} {brand} {rng.choice(('PHÁT', 'HƯNG', 'GIA'))}"
    firm = _Firm(
        numbers.tax_number(rng), name, leader, rng.choice((1, 5, 19, 50, 120)) * rng.randrange(1, 9) * 10**8, first
    )
    province = leader.lives_in.province.upper()
    body = Body(f"SỞ KẾ HOẠCH VÀ ĐẦU TƯ\n{province}", ("PHÒNG ĐĂNG KÝ KINH DOANH",), "", "PHÒNG ĐĂNG KÝ KD", province)
    head.blocks(draft, body)
    draft.know("noi_cap", f"{body.above} {body.name}".replace("\n", " "))
    if draft.layout == "mau_2020_qr":
        ink.code(draft.canvas, f"https://dangkykinhdoanh.example.vn/{firm.number}", (510, 100), 48)
    head.title(draft, "GIẤY CHỨNG NHẬN ĐĂNG KÝ DOANH NGHIỆP", kind, grow=3)
    _registered(draft, firm)
    _company(draft, firm)
    draft.skip(8)
    head.sign(draft, Signing(("TRƯỞNG PHÒNG",), citizens.signer(rng), body.ring, province))
    return head.finished(draft, firm.first)


def gcn_dang_ky_ho_kinh_doanh(seed: int) -> TypedPaper:
    """Return a household's certificate of business registration."""
    draft = Draft("gcn_dang_ky_ho_kinh_doanh", seed, HOUSEHOLD)
    rng = draft.rng
    day = numbers.some_day(rng, (2012, 2026))
    who = citizens.citizen(rng, None, (1960, 2000), day)
    old = day.year < 2021
    number = (
        f"{rng.randint(10, 79)}{rng.choice('ABCDEGH')}{rng.randrange(10**7):07d}" if old else numbers.tax_number(rng)
    )
    level = (who.lives_in.district or who.lives_in.ward).upper()
    room = "PHÒNG TÀI CHÍNH - KẾ HOẠCH" if who.lives_in.district else "PHÒNG KINH TẾ"
    body = Body(f"UBND {level}", (room,), "", room[:22], level)
    head.blocks(draft, body)
    draft.know("noi_cap", f"{body.above} {room}")
    head.title(draft, "GIẤY CHỨNG NHẬN ĐĂNG KÝ HỘ KINH DOANH", grow=3)
    label = "Số" if old else rng.choice(("Mã số hộ kinh doanh", "Mã số đăng ký hộ kinh doanh"))
    draft.centred(f"{label}: {number}", bold=True)
    draft.know("ma_so", number)
    draft.centred(f"Đăng ký lần đầu, {numbers.long_date(day)}", italic=True)
    draft.know_day("ngay_cap", day)
    draft.skip(8)
    _household(draft, who, day)
    draft.skip(10)
    head.sign(draft, Signing(("TRƯỞNG PHÒNG",), citizens.signer(rng), body.ring, level))
    return head.finished(draft, day)


def _permitted(draft: Draft, who: Citizen) -> None:
    rng, bullet = draft.rng, "- " if draft.layout != "nha_o_rieng_le" else "+ "
    draft.entry(
        Entry("chu_dau_tu", rng.choice(("1. Cấp cho", "1. Cấp cho ông (bà)", "1. Cấp cho: Ông (Bà)")), who.name)
    )
    draft.entry(Entry("dia_chi", rng.choice((f"{bullet}Địa chỉ", f"{bullet}Địa chỉ thường trú")), who.address))
    draft.text("2. Được phép xây dựng các công trình theo những nội dung sau:")
    work = rng.choice(("Nhà ở riêng lẻ", "Nhà ở gia đình", "Nhà xưởng sản xuất", "Nhà ở kết hợp kinh doanh"))
    draft.entry(Entry("ten_cong_trinh", f"{bullet}Tên công trình", work))
    draft.entry(
        Entry("", f"{bullet}Theo thiết kế có ký hiệu", f"KT-{rng.randint(1, 40):02d}, do Công ty TNHH Kiến trúc lập")
    )
    plot = f"Thửa đất số {rng.randint(1, 900)}, tờ bản đồ số {rng.randint(1, 90)}, {who.lives_in.worded('long')}"
    draft.entry(Entry("vi_tri", f"{bullet}{rng.choice(('Vị trí xây dựng', 'Xây dựng tại'))}", plot))
    tenths = rng.randint(350, 4200)
    label = rng.choice(("Diện tích xây dựng", "Diện tích xây dựng tầng 1 (tầng trệt)"))
    draft.entry(Entry("dien_tich_xay_dung", f"{bullet}{label}", f"{numbers.decimal(tenths)} m²", numbers.plain(tenths)))
    draft.entry(Entry("", f"{bullet}Tổng diện tích sàn", f"{numbers.decimal(tenths * 3)} m²"))
    high, floors = (
        f"{rng.randint(4, 19)},{rng.randint(0, 9)}m",
        rng.choice(("03 tầng", "1", "2 tầng, 1 tum", "01 tầng", "4")),
    )
    draft.row(
        Entry("", f"{bullet}Chiều cao công trình", high),
        Entry("so_tang", f"{bullet}Số tầng" if draft.look.way != "inline" else "Số tầng", floors),
    )
    certificate = f"Giấy chứng nhận quyền sử dụng đất số BX {rng.randrange(10**5, 10**6)} do UBND huyện cấp"
    draft.entry(Entry("", "3. Giấy tờ về đất đai", certificate))
    end = (
        "4. Giấy phép này có hiệu lực khởi công xây dựng trong thời hạn 12 tháng kể từ ngày cấp; quá thời hạn trên thì "
    )
    draft.flow((f"{end}phải đề nghị gia hạn giấy phép xây dựng.",), indent=0)
    draft.skip(12)


def _registered(draft: Draft, firm: _Firm) -> None:
    rng = draft.rng
    draft.centred(f"{rng.choice(('Mã số doanh nghiệp', 'Mã số doanh nghiệp'))}: {firm.number}", bold=True)
    draft.know("ma_so", firm.number)
    draft.centred(f"Đăng ký lần đầu, {numbers.long_date(firm.first)}", italic=True)
    draft.know_day("ngay_dang_ky_lan_dau", firm.first)
    if rng.random() < 0.65:
        times = rng.randint(1, 14)
        day = firm.first + timedelta(days=rng.randint(60, 1200))
        shown = rng.choice((f"{times}", f"{times:02d}"))
        draft.centred(f"Đăng ký thay đổi lần thứ: {shown}, {numbers.long_date(day)}", italic=True)
        draft.know("lan_thay_doi", times)
        draft.know_day("ngay_thay_doi", day)
    draft.skip(8)


def _company(draft: Draft, firm: _Firm) -> None:
    rng, bold, who = draft.rng, draft.look.face(bold=True), firm.head
    draft.text("1. Tên công ty", bold)
    draft.entry(Entry("ten", "Tên công ty viết bằng tiếng Việt", firm.name))
    draft.entry(Entry("", "Tên công ty viết bằng tiếng nước ngoài", ""))
    draft.entry(Entry("", "Tên công ty viết tắt", ""))
    draft.text("2. Địa chỉ trụ sở chính", bold)
    address = f"{places.address(rng, who.lives_in, rng.choice(('capital', 'long')))}, Việt Nam"
    if draft.look.way == "tab":
        draft.entry(Entry("dia_chi", "Địa chỉ", address))
    else:
        draft.text(address)
        draft.know("dia_chi", address)
    draft.row(Entry("", "Điện thoại", numbers.mobile(rng)), Entry("", "Fax", ""))
    draft.row(Entry("", "Email", f"lienhe{rng.randint(10, 99)}@example.vn"), Entry("", "Website", ""))
    words = numbers.capital(numbers.in_words(firm.capital))
    draft.entry(Entry("von_dieu_le", "3. Vốn điều lệ", f"{people.dotted(firm.capital)} đồng", f"{firm.capital}"))
    draft.entry(Entry("", "Bằng chữ", f"{words} đồng"))
    draft.text("4. Người đại diện theo pháp luật của công ty", bold)
    draft.row(Entry("nguoi_dai_dien", "* Họ và tên", who.name.upper()), Entry("", "Giới tính", who.sex), at=(0, 0.65))
    draft.entry(
        Entry("chuc_danh", "Chức danh", rng.choice(("Giám đốc", "Tổng giám đốc", "Chủ tịch công ty kiêm Giám đốc")))
    )
    draft.row(
        Entry("", "Sinh ngày", f"{who.born:%d/%m/%Y}"), Entry("", "Dân tộc", who.ethnic), Entry("", "Quốc tịch", VN)
    )
    draft.entry(
        Entry("", "Loại giấy tờ pháp lý của cá nhân", rng.choice(("Thẻ căn cước công dân", "Căn cước công dân")))
    )
    draft.entry(Entry("nguoi_dai_dien_so_giay_to", "Số giấy tờ pháp lý của cá nhân", who.number))
    draft.row(Entry("", "Ngày cấp", "12/08/2021"), Entry("", "Nơi cấp", POLICE), at=(0, 0.3))
    draft.entry(Entry("", "Địa chỉ thường trú", who.address))
    draft.entry(Entry("", "Địa chỉ liên lạc", who.address))


def _household(draft: Draft, who: Citizen, day: date) -> None:
    rng = draft.rng
    prefix = iter(("1. ", "2. ", "3. ", "4. ", "5. ") if draft.layout != "bang" else ("",) * 5)
    name = rng.choice(
        (
            f"HỘ KINH DOANH {who.name.upper()}",
            f"Cửa hàng {who.name.rsplit(' ', 1)[-1]}",
            f"TẠP HÓA {who.name.split()[-1].upper()}",
        )
    )
    draft.entry(Entry("ten", f"{next(prefix)}Tên hộ kinh doanh", name))
    where = rng.choice(("Địa điểm kinh doanh", "Trụ sở hộ kinh doanh", "Địa chỉ trụ sở hộ kinh doanh"))
    draft.entry(
        Entry("dia_chi", f"{next(prefix)}{where}", places.address(rng, who.lives_in, rng.choice(("long", "capital"))))
    )
    draft.row(Entry("", "Điện thoại", numbers.mobile(rng)), Entry("", "Email", ""))
    draft.entry(Entry("nganh_nghe", f"{next(prefix)}Ngành, nghề kinh doanh", rng.choice(FIELDS)))
    amount = rng.randrange(10, 400) * 5_000_000
    draft.entry(Entry("von_kinh_doanh", f"{next(prefix)}Vốn kinh doanh", f"{people.dotted(amount)} đồng", f"{amount}"))
    label = rng.choice(("Họ và tên chủ hộ kinh doanh", "Chủ hộ kinh doanh", "Họ và tên đại diện hộ kinh doanh"))
    draft.entry(Entry("chu_ho", f"{next(prefix)}{label}", rng.choice((who.name.upper(), who.name))))
    draft.row(
        Entry("", "Giới tính", who.sex),
        Entry("", "Sinh ngày", f"{who.born:%d/%m/%Y}"),
        Entry("", "Dân tộc", who.ethnic),
    )
    old = day.year < 2017
    paper = "Chứng minh nhân dân số" if old else rng.choice(("Căn cước công dân số", "Số định danh cá nhân", "CCCD số"))
    draft.entry(Entry("chu_ho_so_giay_to", paper, who.old_number if old else who.number))
    draft.row(
        Entry("", "Ngày cấp", f"{day.replace(year=day.year - 1, day=7):%d/%m/%Y}"),
        Entry("", "Nơi cấp", POLICE),
        at=(0, 0.32),
    )
    draft.entry(Entry("", "Nơi đăng ký hộ khẩu thường trú" if old else "Nơi thường trú", who.address))
    draft.entry(Entry("", "Chỗ ở hiện tại", who.address))
