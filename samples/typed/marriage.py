"""Marriage: certificate and extract, the wife on the left and the husband on the right, or one below the other."""

from dataclasses import dataclass, replace
from datetime import date

from samples.canvas import Column
from samples.typed import citizens, head, ink, numbers, places
from samples.typed.birth import VN, copy_title
from samples.typed.citizens import Citizen
from samples.typed.draft import Draft
from samples.typed.form import Entry, Look
from samples.typed.head import Signing
from samples.typed.ink import Hand
from samples.typed.paper import TypedPaper
from samples.typed.places import Unit

POLICE = (
    "Cục Cảnh sát quản lý hành chính về trật tự xã hội",
    "Cục Cảnh sát ĐKQL cư trú và DLQG về dân cư",
    "Bộ Công an",
)
CERTIFICATE = {
    "hai_cot": Look(size=12.0, leading=1.45),
    "hai_cot_cham": Look(size=12.0, way="dotted", leading=1.55, strong=False),
    "mau_cu_bang": Look("serif", 12.0, leading=1.4),
    "tren_duoi": Look("sans", 11.0, "under", leading=1.6),
    "hai_cot_xuong_dong": Look("book", 10.5, "below", leading=1.35),
}
EXTRACT = {
    "hai_cot": Look(size=12.0, leading=1.45),
    "tren_duoi": Look(size=12.5, way="under", leading=1.5),
    "ban_dien_tu": Look("plain", 10.0, leading=1.5, strong=False),
}


@dataclass(frozen=True, slots=True)
class _Couple:
    wife: Citizen
    husband: Citizen
    office: Unit
    day: date


def giay_chung_nhan_ket_hon(seed: int) -> TypedPaper:
    """Return a certificate of marriage."""
    draft = Draft("giay_chung_nhan_ket_hon", seed, CERTIFICATE)
    rng = draft.rng
    old = draft.layout == "mau_cu_bang"
    couple = _couple(draft, (2001, 2014) if old else (2016, 2026))
    number = f"{rng.randint(1, 180)}{rng.choice(('', f'/{couple.day.year}'))}"
    if draft.layout in ("hai_cot", "mau_cu_bang"):
        body = head.commune_in_full(couple.office) if old else head.commune(couple.office)
        head.blocks(draft, body, (f"Số: {number}",))
        head.title(draft, "GIẤY CHỨNG NHẬN ĐĂNG KÝ KẾT HÔN" if old else "GIẤY CHỨNG NHẬN KẾT HÔN", grow=6)
    else:
        draft.y = head.national(draft) + 10
        head.title(draft, "GIẤY CHỨNG NHẬN KẾT HÔN", grow=7, colour=(150, 32, 40))
        hand = rng.random() < 0.3
        parts = ("Số:", Hand(number, draft.pen)) if hand else (f"Số: {number}",)
        ink.mixed_line(draft.canvas, parts, draft.look.face(), Column(80, 548, "center"), draft.y)
        draft.skip(26)
        if hand:
            draft.hand.add("so")
    draft.know("so", number)
    _spouses(draft, couple)
    draft.skip(6)
    _registered(draft, couple, "Nơi đăng ký kết hôn", "Ngày, tháng, năm đăng ký")
    draft.skip(14)
    _three_signatures(draft, couple)
    return head.finished(draft, couple.day)


def trich_luc_ket_hon(seed: int) -> TypedPaper:
    """Return an extract of a marriage entry."""
    draft = Draft("trich_luc_ket_hon", seed, EXTRACT)
    rng = draft.rng
    couple = _couple(draft, (1996, 2024))
    issued = numbers.some_day(rng, (max(2016, couple.day.year + 1), 2026))
    office = places.near(rng, couple.office, issued)
    number = f"{rng.randint(1, 400)}/{rng.choice((f'{issued.year}/', ''))}TLKH-BS"
    body = rng.choice((head.commune(office), head.commune_in_full(office)))
    head.blocks(draft, body, (f"Số: {number}",), head.dated(body.town, issued))
    draft.know("so", number)
    if draft.layout == "ban_dien_tu":
        ink.code(draft.canvas, f"{number}|{couple.wife.number}|{couple.husband.number}", (24, 22), 44)
    copy_title(draft, "TRÍCH LỤC KẾT HÔN")
    _spouses(draft, couple)
    draft.skip(4)
    where, when = "Nơi đăng ký kết hôn", rng.choice(("Số, ngày, tháng, năm đăng ký", "Ngày, tháng, năm đăng ký"))
    _registered(draft, couple, where, when)
    draft.entry(Entry("", "Ghi chú", ""))
    draft.skip(14)
    _sign(draft, office, "NGƯỜI KÝ TRÍCH LỤC", head.SIGN_RIGHT)
    return head.finished(draft, issued)


def identity(draft: Draft, who: Citizen, day: date) -> str:
    """Return how a civil paper names somebody's identity paper."""
    rng = draft.rng
    if day.year < 2016:
        police = f"Công an {places.lower(who.home.province)}"
        return f"CMND số {who.old_number}, {police} cấp ngày {day.replace(day=3):%d/%m/%Y}"
    kind = rng.choice(("Căn cước công dân số", "CCCD số", "Thẻ căn cước số", "Thẻ CCCD số:"))
    issued = date(day.year - 1, rng.randint(1, 12), rng.randint(1, 28))
    return rng.choice(
        (
            f"{kind} {who.number}, {rng.choice(POLICE)} cấp ngày {issued:%d/%m/%Y}",
            f"{kind} {who.number}; cấp ngày {issued:%d/%m/%Y}; nơi cấp: {rng.choice(POLICE)}",
            f"{kind} {who.number}",
        )
    )


def _couple(draft: Draft, years: tuple[int, int]) -> _Couple:
    rng = draft.rng
    day = numbers.some_day(rng, years)
    wife = citizens.citizen(rng, "Nữ", (day.year - 34, day.year - 19), day)
    husband = citizens.citizen(rng, "Nam", (day.year - 38, day.year - 21), day)
    return _Couple(wife, husband, husband.lives_in, day)


def _spouses(draft: Draft, couple: _Couple) -> None:
    both = (("vo", "vợ", couple.wife), ("chong", "chồng", couple.husband))
    if draft.layout in ("tren_duoi", "ban_dien_tu"):
        for key, role, who in both:
            _spouse(draft, key, role, who, couple.day)
            draft.skip(6)
        return
    top, ends, whole = draft.y, [], draft.look
    for (key, role, who), (x0, x1) in zip(both, ((62.0, 300.0), (316.0, 556.0)), strict=True):
        draft.look, draft.y = replace(whole, x0=x0, x1=x1), top
        if draft.layout == "mau_cu_bang":
            draft.text(role.upper(), draft.look.face(bold=True), Column(x0, x1, "center"))
            draft.skip(4)
        _spouse(draft, key, role, who, couple.day)
        ends.append(draft.y)
    draft.look, draft.y = whole, max(ends)
    if draft.layout == "mau_cu_bang":
        _framed(draft, top - 18, draft.y)


def _framed(draft: Draft, top: float, bottom: float) -> None:
    for x in (56.0, 308.0, 560.0):
        draft.canvas.rule((x, top), (x, bottom))
    for y in (top, bottom):
        draft.canvas.rule((56.0, y), (560.0, y))
    draft.y = bottom + 22


def _spouse(draft: Draft, key: str, role: str, who: Citizen, day: date) -> None:
    rng, stacked = draft.rng, draft.layout in ("tren_duoi", "ban_dien_tu")
    label = f"Họ và tên {role}" if draft.layout == "mau_cu_bang" else f"Họ, chữ đệm, tên {role}"
    draft.entry(Entry(f"{key}_ho_ten", label, rng.choice((who.name.upper(), who.name))))
    draft.entry(Entry(f"{key}_ngay_sinh", "Ngày, tháng, năm sinh", f"{who.born:%d/%m/%Y}", who.born.isoformat()))
    ethnic, nation = Entry(f"{key}_dan_toc", "Dân tộc", who.ethnic), Entry(f"{key}_quoc_tich", "Quốc tịch", VN)
    if stacked or rng.random() < 0.4:
        draft.row(ethnic, nation)
    else:
        draft.entry(ethnic)
        draft.entry(nation)
    where = "Nơi thường trú/tạm trú" if draft.layout == "mau_cu_bang" else "Nơi cư trú"
    draft.entry(Entry(f"{key}_noi_cu_tru", where, who.address))
    paper = (
        "Số CMND/Hộ chiếu" if draft.layout == "mau_cu_bang" else rng.choice(("Giấy tờ tùy thân", "Giấy tờ tuỳ thân"))
    )
    shown = who.old_number if draft.layout == "mau_cu_bang" else identity(draft, who, day)
    draft.entry(Entry(f"{key}_giay_to", paper, shown))


def _registered(draft: Draft, couple: _Couple, where: str, when: str) -> None:
    rng = draft.rng
    draft.entry(Entry("noi_dang_ky", where, head.committee(couple.office)))
    plain = rng.choice((f"{couple.day:%d/%m/%Y}", numbers.long_date(couple.day)))
    shown = f"{rng.randint(2, 300)}, ngày {couple.day:%d/%m/%Y}" if when.startswith("Số") else plain
    draft.entry(Entry("ngay_dang_ky", when, shown, couple.day.isoformat()))


def _three_signatures(draft: Draft, couple: _Couple) -> None:
    """Sign for wife, husband and office, side by side."""
    draft.need(150)
    y = draft.y
    thirds = (Column(60.0, 195.0, "center"), Column(197.0, 332.0, "center"))
    for column, role, who in zip(thirds, ("Vợ", "Chồng"), (couple.wife, couple.husband), strict=True):
        draft.y = y
        note = "(Ký, ghi rõ họ, chữ đệm, tên)"
        head.sign(draft, Signing((role,), who.name, column=column, note=note))
    draft.y = y
    role = "TM. ỦY BAN NHÂN DÂN" if draft.layout == "mau_cu_bang" else "NGƯỜI KÝ GIẤY CHỨNG NHẬN\nKẾT HÔN"
    _sign(draft, couple.office, role, Column(338.0, 556.0, "center", leading=1.25))


def _sign(draft: Draft, office: Unit, role: str, column: Column) -> None:
    name, body = citizens.signer(draft.rng), head.commune(office)
    powers = (role, draft.rng.choice(("CHỦ TỊCH", "PHÓ CHỦ TỊCH")))
    head.sign(draft, Signing(powers, name, body.ring, body.foot, column))
    draft.know("nguoi_ky", name)
