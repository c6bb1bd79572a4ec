"""Birth: certificate, extract, and the hospital's note of birth, in forms before and after the law of 2014."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from ingest.geometry import Box
from samples import people, seal
from samples.canvas import Column
from samples.typed import citizens, head, ink, numbers, places
from samples.typed.citizens import Citizen
from samples.typed.draft import Draft
from samples.typed.form import Entry, Look
from samples.typed.head import Body, Signing
from samples.typed.ink import Hand
from samples.typed.paper import TypedPaper
from samples.typed.places import Unit

VN = "Việt Nam"
DARK_RED = (150, 32, 40)
CERTIFICATE = {
    "mau_2015": Look(size=12.5, way="under", leading=1.5),
    "mau_cu": Look(size=12.0, way="dotted", leading=1.6, strong=False),
    "hai_cot": Look("book", 10.5, "tab", leading=1.5, tab=178.0),
    "ban_sao_bang": Look("sans", 10.5, "cells", leading=1.3, tab=180.0, x0=70.0),
}
EXTRACT = {
    "hai_khoi": Look(size=12.5, leading=1.45),
    "cham_chay": Look(size=12.5, way="under", leading=1.45),
    "ban_dien_tu": Look("sans", 11.0, "tab", leading=1.4, tab=190.0),
    "khong_cha": Look("book", 10.5, leading=1.6, strong=False),
}
NOTE = {
    "mau_2012": Look(size=12.5, way="dotted", leading=1.55),
    "benh_vien": Look("plain", 10.5, leading=1.6),
    "bang": Look("sans", 11.0, "cells", leading=1.3, tab=210.0),
}


@dataclass(frozen=True, slots=True)
class _Birth:
    """A child and its parents, where and when it was registered."""

    child: Citizen
    mother: Citizen
    father: Citizen | None
    office: Unit
    day: date


def giay_khai_sinh(seed: int) -> TypedPaper:
    """Return a certificate of birth."""
    draft = Draft("giay_khai_sinh", seed, CERTIFICATE)
    old = draft.layout == "mau_cu"
    born = _birth(draft, (1992, 2013) if old else (2016, 2025), fatherless=draft.rng.random() < 0.12)
    if old:
        _old_form(draft, born)
        return head.finished(draft, born.day)
    draft.y = head.national(draft) + 8
    head.title(draft, "GIẤY KHAI SINH", grow=7, colour=DARK_RED)
    if draft.layout == "ban_sao_bang":
        draft.centred("(BẢN SAO)", bold=True)
        draft.know_copy()
        head.form_code(draft, "TP/HT-2015-KS")
    _number(draft, born)
    _child(draft, born)
    _parent(draft, "mẹ", born.mother, "Họ, chữ đệm, tên người mẹ")
    _parent(draft, "cha", born.father, "Họ, chữ đệm, tên người cha")
    _registered(draft, born)
    if draft.layout != "ban_sao_bang":
        draft.entry(Entry("", "Họ, chữ đệm, tên người đi khai sinh", born.mother.name))
        draft.entry(Entry("", "Giấy tờ tùy thân", f"CCCD số {born.mother.number}"))
    draft.skip(10)
    _signed(draft, born.office, "NGƯỜI KÝ GIẤY KHAI SINH")
    return head.finished(draft, born.day)


def trich_luc_khai_sinh(seed: int) -> TypedPaper:
    """Return an extract of a birth entry."""
    draft = Draft("trich_luc_khai_sinh", seed, EXTRACT)
    rng = draft.rng
    born = _birth(draft, (1985, 2019), fatherless=draft.layout == "khong_cha")
    issued = numbers.some_day(rng, (max(2016, born.day.year + 1), 2026))
    office = places.near(rng, born.office, issued)
    number = f"{rng.randint(1, 900)}/{rng.choice((f'{issued.year}/', ''))}TLKS-BS"
    body = rng.choice((head.commune(office), head.commune_in_full(office)))
    head.blocks(draft, body, (f"Số: {number}",), head.dated(body.town, issued))
    draft.know("so", number)
    if draft.layout == "ban_dien_tu":
        ink.code(draft.canvas, f"{number}|{born.child.number}|{born.child.name}", (26, 22), 44)
    copy_title(draft, "TRÍCH LỤC KHAI SINH")
    _child(draft, born)
    _parent(draft, "mẹ", born.mother, "Họ, chữ đệm, tên người mẹ")
    _parent(draft, "cha", born.father, "Họ, chữ đệm, tên người cha")
    draft.skip(3)
    label = rng.choice(("Đăng ký khai sinh tại", "Nơi đăng ký khai sinh"))
    draft.entry(Entry("noi_dang_ky", label, head.committee(born.office)))
    shown = f"{rng.randint(2, 400)}{rng.choice((', ngày ', ' ngày ', '; '))}{born.day:%d/%m/%Y}"
    label = rng.choice(("Số, ngày, tháng, năm đăng ký", "Số, ngày"))
    draft.entry(Entry("ngay_dang_ky", label, shown, born.day.isoformat()))
    if rng.random() < 0.5:
        draft.entry(Entry("", "Ghi chú", ""))
    draft.skip(10)
    _signed(draft, office, "NGƯỜI KÝ TRÍCH LỤC")
    return head.finished(draft, issued)


def giay_chung_sinh(seed: int) -> TypedPaper:
    """Return the hospital's note of a birth."""
    draft = Draft("giay_chung_sinh", seed, NOTE)
    rng = draft.rng
    day = numbers.some_day(rng, (2013, 2026))
    mother = citizens.citizen(rng, "Nữ", (day.year - 40, day.year - 20), day)
    kind = rng.choice(("Bệnh viện Đa khoa", "Trung tâm Y tế", "Bệnh viện Phụ sản"))
    hospital = f"{kind} {mother.home.district or mother.home.province}"
    body = Body(f"SỞ Y TẾ {mother.home.province}".upper(), (hospital.upper(),), "", "", "")
    head.blocks(draft, body, (f"Số: {rng.randint(1, 900)}  Quyển số: {rng.randint(1, 9):02d}",))
    head.title(draft, "GIẤY CHỨNG SINH", grow=4)
    _mother(draft, mother)
    _delivery(draft, day, hospital)
    draft.skip(10)
    when = f"{places.bare(mother.home.district)}, {numbers.long_date(day + timedelta(days=1))}"
    draft.text(when, draft.look.face(italic=True), head.SIGN_RIGHT)
    y = draft.y
    head.sign(
        draft, Signing(("Cha, mẹ hoặc người thân",), mother.name, column=head.SIGN_LEFT, note="(Ký, ghi rõ họ tên)")
    )
    draft.y = y
    head.sign(draft, Signing(("THỦ TRƯỞNG CƠ SỞ Y TẾ",), citizens.signer(rng), kind.upper(), "NGÀNH Y TẾ"))
    return head.finished(draft, day)


def copy_title(draft: Draft, name: str) -> None:
    """Print an extract's name; most are copies and say so, behind the name or below it."""
    way = draft.rng.choice(("below", "behind", "none"))
    head.title(draft, f"{name} (BẢN SAO)" if way == "behind" else name, "(BẢN SAO)" if way == "below" else "", grow=3)
    if way != "none":
        draft.know_copy()


def _birth(draft: Draft, years: tuple[int, int], *, fatherless: bool) -> _Birth:
    rng = draft.rng
    born = numbers.some_day(rng, years)
    day = born + timedelta(days=rng.randint(3, 400))
    child = replace(citizens.citizen(rng, None, (born.year, born.year), day), born=born)
    mother = citizens.citizen(rng, "Nữ", (born.year - 38, born.year - 20), day)
    father = None if fatherless else citizens.citizen(rng, "Nam", (born.year - 42, born.year - 20), day)
    return _Birth(child, mother, father, mother.lives_in, day)


def _number(draft: Draft, born: _Birth) -> None:
    """Print the number below the title or at the left; sometimes it is written by hand."""
    rng = draft.rng
    number = f"{rng.randint(2, 420)}{rng.choice(('', f'/{born.day.year}'))}"
    hand = rng.random() < 0.25
    column = Column(draft.look.x0, draft.look.x1, rng.choice(("center", "left")))
    parts = ("Số:", Hand(number, draft.pen)) if hand else (f"Số: {number}",)
    ink.mixed_line(draft.canvas, parts, draft.look.face(), column, draft.y)
    draft.know("so", number)
    if hand:
        draft.hand.add("so")
    draft.skip(26)


def _child(draft: Draft, born: _Birth) -> None:
    rng, child = draft.rng, born.child
    label = "Họ và tên" if draft.layout == "mau_cu" else "Họ, chữ đệm, tên"
    draft.entry(Entry("ho_ten", label, rng.choice((child.name.upper(), child.name.upper(), child.name))))
    words = people.spelled_date(born.child.born)
    when = Entry("ngay_sinh", "Ngày, tháng, năm sinh", f"{child.born:%d/%m/%Y}", child.born.isoformat())
    in_words = Entry("ngay_sinh_bang_chu", "Ghi bằng chữ", rng.choice((words, numbers.capital(words))))
    if rng.random() < 0.5:
        draft.entry(when)
        draft.entry(in_words)
    else:
        draft.row(when, in_words, at=(0.0, 0.48))
    sex, nation = Entry("gioi_tinh", "Giới tính", child.sex), Entry("quoc_tich", "Quốc tịch", VN)
    draft.row(sex, Entry("dan_toc", "Dân tộc", child.ethnic), nation)
    kind = rng.choice(("Bệnh viện Đa khoa", "Trung tâm Y tế", "Trạm Y tế"))
    draft.entry(Entry("noi_sinh", "Nơi sinh", f"{kind} {born.office.worded('long')}"))
    draft.entry(Entry("que_quan", "Quê quán", child.home.worded(rng.choice(("long", "capital", "comma")))))
    if draft.layout != "mau_cu":
        numbered = born.child.born.year >= 2016
        draft.entry(Entry("so_dinh_danh", "Số định danh cá nhân", child.number if numbered else ""))


def _parent(draft: Draft, role: str, parent: Citizen | None, label: str) -> None:
    rng, key = draft.rng, "me" if role == "mẹ" else "cha"
    draft.skip(3)
    draft.entry(Entry(f"{key}_ho_ten", label, rng.choice((parent.name.upper(), parent.name)) if parent else ""))
    year = Entry(f"{key}_nam_sinh", "Năm sinh", f"{parent.born.year}" if parent else "")
    ethnic = Entry(f"{key}_dan_toc", "Dân tộc", parent.ethnic if parent else "")
    nation = Entry(f"{key}_quoc_tich", "Quốc tịch", VN if parent else "")
    order = (ethnic, nation, year) if draft.layout == "mau_cu" else (year, ethnic, nation)
    draft.row(*order, at=(0.0, 0.34, 0.66))
    where = "Nơi thường trú/tạm trú" if draft.layout == "mau_cu" else "Nơi cư trú"
    draft.entry(Entry(f"{key}_noi_cu_tru", where, parent.address if parent else ""))


def _registered(draft: Draft, born: _Birth) -> None:
    rng = draft.rng
    label = rng.choice(("Nơi đăng ký khai sinh", "Đăng ký khai sinh tại", "Nơi đăng ký"))
    draft.entry(Entry("noi_dang_ky", label, head.committee(born.office)))
    shown = rng.choice((f"{born.day:%d/%m/%Y}", numbers.long_date(born.day)))
    draft.entry(Entry("ngay_dang_ky", "Ngày, tháng, năm đăng ký", shown, born.day.isoformat()))


def _old_form(draft: Draft, born: _Birth) -> None:
    """Draw the form of before 2016: father before mother, levels of the office on the left, three signatures."""
    rng = draft.rng
    number = f"{rng.randint(2, 420)}"
    body = Body("", tuple(level.upper() for level in born.office.levels), "", "", "")
    head.blocks(draft, body, (f"Số: {number}",))
    column = Column(340.0, 548.0, "center")
    draft.canvas.text(f"Quyển số: {rng.randint(1, 4):02d}/{born.day.year}", draft.look.face(), column, draft.y - 30)
    draft.know("so", number)
    copy = rng.random() < 0.5
    head.title(draft, "GIẤY KHAI SINH", "(BẢN SAO)" if copy else "(BẢN CHÍNH)", grow=5)
    if copy:
        draft.know_copy()
    _child(draft, born)
    _parent(draft, "cha", born.father, "Họ và tên cha")
    _parent(draft, "mẹ", born.mother, "Họ và tên mẹ")
    _registered(draft, born)
    draft.entry(Entry("", "Họ và tên người đi khai sinh", born.mother.name))
    draft.entry(Entry("", "Quan hệ với người được khai sinh", "Mẹ đẻ"))
    draft.skip(12)
    y = draft.y
    left = Column(62.0, 300.0, "center")
    for line in ("NGƯỜI ĐI KHAI SINH", "(đã ký)"):
        y = draft.canvas.text(line, draft.look.face(bold=line.isupper()), left, y)
    draft.canvas.text(born.mother.name, draft.look.face(), left, y + 60)
    seal.signature(draft.canvas, Box(130, y - 8, 240, y + 46), rng)
    _signed(draft, born.office, "TM. ỦY BAN NHÂN DÂN")


def _mother(draft: Draft, mother: Citizen) -> None:
    rng = draft.rng
    label = rng.choice(("Họ và tên mẹ/Người nuôi dưỡng", "Họ và tên mẹ", "Họ, chữ đệm, tên mẹ"))
    draft.entry(Entry("me_ho_ten", label, rng.choice((mother.name, mother.name.upper()))))
    if rng.random() < 0.6:
        draft.entry(Entry("me_nam_sinh", "Năm sinh", f"{mother.born.year}"))
    else:
        draft.entry(Entry("me_nam_sinh", "Ngày, tháng, năm sinh", f"{mother.born:%d/%m/%Y}", mother.born.isoformat()))
    draft.entry(Entry("", rng.choice(("Nơi đăng ký thường trú", "Nơi cư trú")), mother.address))
    label = rng.choice(("Số CMND/CCCD/Số định danh cá nhân", "Số ĐDCN/Hộ chiếu", "Số căn cước công dân"))
    draft.entry(Entry("me_so_dinh_danh", label, mother.number))
    draft.entry(Entry("", "Dân tộc", mother.ethnic))


def _delivery(draft: Draft, day: date, hospital: str) -> None:
    rng = draft.rng
    moment = f"{rng.randint(0, 23):02d} giờ {rng.randint(0, 59):02d} phút, {numbers.long_date(day)}"
    draft.entry(Entry("ngay_sinh", "Đã sinh con vào lúc", moment, day.isoformat()))
    draft.entry(Entry("noi_sinh", rng.choice(("Tại", "Nơi sinh")), hospital))
    draft.row(Entry("", "Số lần sinh", f"{rng.randint(1, 3)}"), Entry("", "Số con hiện sống", f"{rng.randint(1, 3)}"))
    draft.entry(Entry("", "Số con trong lần sinh này", "01"))
    sex: people.Sex = rng.choice(("Nam", "Nữ"))
    weight = f"{people.dotted(rng.randrange(2400, 4300, 50))} {rng.choice(('gam', 'gram', 'g'))}"
    draft.row(Entry("gioi_tinh", "Giới tính của con", sex), Entry("can_nang", "Cân nặng", weight))
    child = citizens.citizen(rng, sex, (day.year, day.year), day)
    draft.entry(Entry("du_dinh_dat_ten", "Dự định đặt tên con là", child.name if rng.random() < 0.8 else ""))
    draft.entry(Entry("", "Ghi chú", ""))


def _signed(draft: Draft, office: Unit, role: str) -> None:
    """Sign for the commune; the name is a fact."""
    name = citizens.signer(draft.rng)
    body = head.commune(office)
    powers = (role, draft.rng.choice(("CHỦ TỊCH", "PHÓ CHỦ TỊCH", "KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH")))
    head.sign(draft, Signing(powers, name, body.ring, body.foot))
    draft.know("nguoi_ky", name)
